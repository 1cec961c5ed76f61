"""What figures count bears the kind of its case, clocks the state of what they run over: neither case nor leg is looked
at to count them."""

from typing import Any, Final

from django.db import migrations, models

CLOSING: Final = (
    "answer_at_once", "approve", "close", "close_failed", "deny", "not_punish", "ordinary", "publish", "relapse",
    "reopen",
)  # fmt: skip
"""Moves of the kinds of that day that close a case or open it again."""
KIND: Final = "(SELECT c.kind FROM cases_case c WHERE c.id = case_id AND NOT c.restricted)"
FILLED: Final = (
    f"UPDATE cases_leg SET counted_as = {KIND}",
    f"UPDATE cases_callback SET counted_as = {KIND}",
    f"UPDATE cases_move SET counted_as = {KIND} WHERE leg_id IS NULL AND code IN {CLOSING}",
    f"UPDATE cases_clock SET counted_as = {KIND} WHERE code = 'finish' AND (leg_id IS NULL"
    " OR (SELECT l.part FROM cases_leg l WHERE l.id = leg_id) = 'lead')",
    "UPDATE cases_clock SET owner_state = (SELECT l.state FROM cases_leg l WHERE l.id = leg_id)"
    " WHERE leg_id IS NOT NULL",
    "UPDATE cases_clock SET owner_state = 'closed' WHERE leg_id IS NULL"
    " AND (SELECT c.closed_at FROM cases_case c WHERE c.id = case_id) IS NOT NULL",
)


def column(model: str) -> Any:
    return migrations.AddField(model, "counted_as", models.CharField("计入种类", max_length=40, null=True))


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_figures_read_in_indexes_alone")]

    operations = [
        migrations.RemoveIndex("move", "move_in_time"),
        migrations.RemoveIndex("move", "case_move_in_time"),
        migrations.RemoveIndex("clock", "clock_due_of_unit"),
        column("callback"),
        column("clock"),
        column("leg"),
        column("move"),
        migrations.AddField(
            "clock", "owner_state", models.CharField("所属环节的状态", default="open", max_length=20)
        ),
        *(migrations.RunSQL(sentence, migrations.RunSQL.noop) for sentence in FILLED),
    ]
