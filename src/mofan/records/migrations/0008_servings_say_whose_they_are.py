from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0008_import_runs"),
        ("records", "0007_servings_know_what_was_late"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="serving", name="serving_counted"),
        migrations.AddIndex(
            model_name="serving",
            index=models.Index(
                condition=models.Q(("counts", True)),
                fields=["kind", "unit", "held_on", "is_late", "own", "present", "record"],
                name="serving_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["state", "-held_on", "-id", "unit", "restricted", "entered_by"],
                name="record_read_of_all",
            ),
        ),
    ]
