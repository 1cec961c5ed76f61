"""A callback that two persons left out says so itself."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_indexes_of_what_is_counted")]

    operations = [
        migrations.RemoveIndex("callback", "callback_counted"),
        migrations.AddField("callback", "excluded", models.BooleanField("已剔除", default=False)),
        migrations.RunSQL(
            "UPDATE cases_callback SET excluded = TRUE"
            " WHERE id IN (SELECT callback_id FROM cases_exclusion WHERE confirmed_by_id IS NOT NULL)",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "callback",
            models.Index(
                fields=[
                    "unit", "due_at", "counted_as", "state", "contacted", "solved", "satisfied", "excluded", "case"
                ],
                name="callback_counted",
                condition=Q(counted_as__isnull=False),
            ),
        ),
    ]
