"""Verbs on records (动作): enter, correct, void, draft, attach, assign and close tasks, add kinds, owe duties.

One transaction and one history entry each; `by` and `at` are named.
"""

from mofan.records.actions.attaching import attach, take_off
from mofan.records.actions.drafts import discard_draft, save_draft
from mofan.records.actions.duties import end_duty, excuse, owe, withdraw_excuse
from mofan.records.actions.entering import correct, enter, void
from mofan.records.actions.kinds import add_kind, end_kind
from mofan.records.actions.ledgers import bring_in, remember_columns, without_doubles
from mofan.records.actions.tasks import assign, close_task, drop_task, report_task, send_back

__all__ = [
    "add_kind",
    "assign",
    "attach",
    "bring_in",
    "close_task",
    "correct",
    "discard_draft",
    "drop_task",
    "end_duty",
    "end_kind",
    "enter",
    "excuse",
    "owe",
    "remember_columns",
    "report_task",
    "save_draft",
    "send_back",
    "take_off",
    "void",
    "withdraw_excuse",
    "without_doubles",
]
