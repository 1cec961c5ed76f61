from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0010_words_of_records"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="record", name="record_restricted"),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("restricted", True)),
                fields=["unit", "held_on", "kind", "state", "is_late", "entered_by", "restricted"],
                name="record_restricted",
            ),
        ),
    ]
