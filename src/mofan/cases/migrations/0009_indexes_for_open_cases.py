"""Indexes for what is asked all the time over many cases: what is open at a unit, what lies at a place, what falls due
in a period."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_sealed_and_numbered_letters")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended", False)), fields=["unit", "taken_in_at"], name="case_open_of_unit"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["place", "category", "taken_in_at"], name="case_at_place"),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["code", "unit", "due_at"], name="clock_of_unit_in_time"),
        ),
        migrations.AlterField(
            model_name="move",
            name="leg",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="cases.leg",
                verbose_name="环节",
            ),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(condition=models.Q(("leg__isnull", False)), fields=["leg"], name="move_of_leg"),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(
                condition=models.Q(("leg__isnull", True)), fields=["code", "at", "case"], name="case_move_in_time"
            ),
        ),
    ]
