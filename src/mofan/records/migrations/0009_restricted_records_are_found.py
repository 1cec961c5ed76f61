from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0008_import_runs"),
        ("records", "0008_servings_say_whose_they_are"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("restricted", True)), fields=["entered_by", "unit"], name="record_restricted"
            ),
        ),
    ]
