"""Indexes that nothing asks for, or that another begins with, are no longer kept: each cost time at every intake."""

from typing import Any, Final

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, Q

DROPPED: Final = (
    "cases_case_taken_in_by_id_550906cb",
    "cases_case_code_afd6bdc8_like",
    "cases_case_outside_12212e52_like",
    "cases_clock_leg_id_d673e64e",
    "cases_leg_sender_id_d0df17eb",
    "cases_leg_sent_by_id_ef6f17a6",
    "cases_leg_submitted_by_id_7a2c92c8",
    "cases_move_by_id_cd1889e7",
    "cases_move_unit_id_6f6c5584",
    "cases_party_person_id_f62f37c3",
    "cases_party_unit_id_0570aa66",
    "cases_point_case_id_61302dc6",
)
"""Under the names that columns with an index of their own gave them, on SQLite and PostgreSQL; `_like` on the latter
alone. Dropped by name, no table is written anew."""


def without_index(model: str, name: str, to: str, verbose: str, related: str = "+", null: bool = False) -> Any:
    field: Any = models.ForeignKey(to, PROTECT, db_index=False, null=null, related_name=related, verbose_name=verbose)
    return migrations.AlterField(model, name, field)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_indexes_for_open_cases"),
        ("org", "0008_import_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", migrations.RunSQL.noop) for name in DROPPED
            ],
            state_operations=[
                without_index("case", "taken_in_by", settings.AUTH_USER_MODEL, "登记人"),
                without_index("clock", "leg", "cases.leg", "环节", "clocks", null=True),
                without_index("leg", "sender", "org.unit", "交办单位"),
                without_index("leg", "sent_by", settings.AUTH_USER_MODEL, "交办人"),
                without_index("leg", "submitted_by", settings.AUTH_USER_MODEL, "报结果的人", null=True),
                without_index("move", "by", settings.AUTH_USER_MODEL, "何人"),
                without_index("move", "unit", "org.unit", "单位", null=True),
                without_index("party", "person", settings.AUTH_USER_MODEL, "本系统内的人", null=True),
                without_index("party", "unit", "org.unit", "本系统内的单位", null=True),
                without_index("point", "case", "cases.case", "事项", "points"),
            ],
        ),
        migrations.AddIndex("clock", models.Index(condition=Q(leg__isnull=False), fields=["leg"], name="clock_of_leg")),
        migrations.AddIndex(
            "party", models.Index(condition=Q(unit__isnull=False), fields=["unit"], name="party_of_unit")
        ),
        migrations.AddIndex(
            "party", models.Index(condition=Q(person__isnull=False), fields=["person"], name="party_here")
        ),
    ]
