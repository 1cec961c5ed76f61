from django.db import migrations


def link_the_units_there_are(apps, schema_editor):
    """Every unit stands above itself and below those that its parents lead to."""
    Unit, UnitLink = apps.get_model('org', 'Unit'), apps.get_model('org', 'UnitLink')
    parents = dict(Unit.objects.values_list('pk', 'parent'))
    for pk in parents:
        above, distance = pk, 0
        while above is not None:
            UnitLink.objects.create(above_id=above, below_id=pk, distance=distance)
            above, distance = parents[above], distance + 1
        Unit.objects.filter(pk=pk).update(depth=distance - 1)


def spell_the_names_there_are(apps, schema_editor):
    from mofan.org.spelling import spell
    Person = apps.get_model('org', 'Person')
    for person in Person.objects.all():
        person.pinyin, person.initials = spell(person.name)
        person.save(update_fields=['pinyin', 'initials'])


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0003_organisation'),
    ]

    operations = [
        migrations.RunPython(link_the_units_there_are, migrations.RunPython.noop),
        migrations.RunPython(spell_the_names_there_are, migrations.RunPython.noop),
    ]
