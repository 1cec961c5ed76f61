"""Each holds all that a figure asks for."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_kind_kept_beside_what_is_counted")]

    operations = [
        migrations.RemoveIndex("case", "case_in_order"),
        migrations.AddIndex(
            "case",
            models.Index(fields=["-taken_in_at", "-id", "restricted", "kind", "closed_at"], name="case_in_order"),
        ),
        migrations.RemoveIndex("leg", "leg_of_unit"),
        migrations.AddIndex(
            "leg", models.Index(fields=["unit", "state", "case", "counted_as"], name="leg_of_unit")
        ),
        migrations.AddIndex(
            "callback",
            models.Index(
                fields=["unit", "due_at", "counted_as", "state", "contacted", "solved", "satisfied", "case"],
                name="callback_counted",
                condition=Q(counted_as__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "clock",
            models.Index(
                fields=["unit", "due_at", "counted_as", "owner_state", "stopped_at", "paused_at", "added", "case"],
                name="clock_counted",
                condition=Q(counted_as__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "leg",
            models.Index(
                fields=["unit", "sent_at", "counted_as", "state", "case"],
                name="leg_counted",
                condition=Q(counted_as__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "move",
            models.Index(
                fields=["code", "unit", "at", "counted_as", "case"],
                name="move_counted",
                condition=Q(counted_as__isnull=False),
            ),
        ),
    ]
