"""What figures and lists ask for stands whole in their indexes: no row is read to count it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_order_of_routing_rules"),
        ("org", "0008_import_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_as_taken_in",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_received",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_closed",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_of_unit_in_time",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-taken_in_at", "-id", "restricted"], name="case_in_order"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["kind", "unit", "taken_in_at", "decision", "decided_at", "restricted"], name="case_come_in"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["kind", "unit", "closed_at", "taken_in_at", "restricted"],
                name="case_done",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("restricted", True)), fields=["id"], name="case_of_few"),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                fields=["code", "unit", "due_at", "leg", "case", "stopped_at", "paused_at", "added"],
                name="clock_due_of_unit",
            ),
        ),
    ]
