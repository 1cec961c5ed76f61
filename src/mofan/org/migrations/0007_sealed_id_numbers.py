"""ID numbers are sealed (docs/decisions/0013): those that there are, too."""

from typing import Any

from django.db import migrations, models

from mofan.org.sealing import digest, seal, unseal


def seal_them(apps: Any, _: object) -> None:
    table = apps.get_model("org", "PersonalData")
    for row in table.objects.exclude(id_number="").iterator():
        row.id_number_sealed = seal(row.id_number)
        row.id_number_digest = "" if "*" in row.id_number else digest(row.id_number)
        row.save(update_fields=["id_number_sealed", "id_number_digest"])


def unseal_them(apps: Any, _: object) -> None:
    table = apps.get_model("org", "PersonalData")
    for row in table.objects.exclude(id_number_sealed="").iterator():
        row.id_number = unseal(row.id_number_sealed)
        row.save(update_fields=["id_number"])


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0006_feeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="personaldata",
            name="id_number_digest",
            field=models.CharField(blank=True, db_index=True, max_length=64, verbose_name="身份证号摘要"),
        ),
        migrations.AddField(
            model_name="personaldata",
            name="id_number_sealed",
            field=models.TextField(blank=True, verbose_name="身份证号（加密）"),
        ),
        migrations.RunPython(seal_them, unseal_them),
        migrations.RemoveField(
            model_name="personaldata",
            name="id_number",
        ),
    ]
