from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0007_sealed_id_numbers"),
        ("records", "0005_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="record",
            name="record_of_kind",
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["kind", "state", "-held_on", "-id", "unit", "restricted", "entered_by"],
                name="record_read_of_kind",
            ),
        ),
    ]
