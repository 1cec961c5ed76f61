from django.db import migrations, models
from django.db.migrations.state import StateApps


def repeat_from_records(apps: StateApps, schema_editor: object) -> None:
    """What is there already was entered in time or late, as its record says."""
    record, serving = apps.get_model("records", "Record"), apps.get_model("records", "Serving")
    serving.objects.filter(record__in=record.objects.filter(is_late=True).values("pk")).update(is_late=True)


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0008_import_runs"),
        ("records", "0006_record_read_of_kind"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="serving", name="serving_counted"),
        migrations.AddField(
            model_name="serving",
            name="is_late",
            field=models.BooleanField(default=False, verbose_name="补记"),
        ),
        migrations.RunPython(repeat_from_records, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="serving",
            index=models.Index(
                condition=models.Q(("counts", True)),
                fields=["kind", "unit", "held_on", "is_late", "present", "record"],
                name="serving_counted",
            ),
        ),
    ]
