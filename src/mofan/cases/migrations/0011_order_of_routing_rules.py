"""The order of routing rules by hand (派单规则的次序)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_fewer_indexes_at_intake")]

    operations = [
        migrations.AddField(
            model_name="routingrule",
            name="place_by_hand",
            field=models.PositiveIntegerField(default=0, verbose_name="人工排的次序"),
        ),
    ]
