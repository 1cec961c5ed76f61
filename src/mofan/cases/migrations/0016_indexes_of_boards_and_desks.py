"""Boards and desks count in indexes alone: the cases of a unit in order, a case with its legs, what still runs."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_exclusion_kept_beside_callbacks")]

    operations = [
        migrations.RemoveIndex("leg", "leg_of_unit"),
        migrations.AddIndex(
            "leg", models.Index(fields=["unit", "case", "state", "counted_as"], name="leg_of_unit")
        ),
        migrations.AddIndex(
            "leg", models.Index(fields=["case", "state", "unit", "counted_as"], name="leg_of_case")
        ),
        migrations.AddIndex(
            "leg",
            models.Index(
                fields=["unit", "state", "case", "counted_as", "ended_at"],
                name="leg_running",
                condition=Q(ended_at__isnull=True),
            ),
        ),
        migrations.RemoveIndex("case", "case_open_of_unit"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["unit", "kind", "state", "decision", "restricted", "ended", "taken_in_at"],
                name="case_open_of_unit",
                condition=Q(ended=False),
            ),
        ),
    ]
