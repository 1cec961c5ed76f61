"""Verbs on records (动作): enter, correct, void, draft, attach, assign and close tasks, add kinds, owe duties.

One transaction and one history entry each; `by` and `at` are named.
"""

from mofan.records.actions.attaching import attach, attach_evidence, take_off
from mofan.records.actions.burdens import answer_burden, report_burden
from mofan.records.actions.drafts import discard_draft, save_draft
from mofan.records.actions.duties import end_duties_of, end_duty, excuse, owe, withdraw_excuse
from mofan.records.actions.entering import correct, enter, void
from mofan.records.actions.kinds import add_kind, end_kind
from mofan.records.actions.ledgers import bring_in, bring_in_by_portions, remember_columns, without_doubles
from mofan.records.actions.reminders import claim_mail, mail_failed, remind, set_reminding
from mofan.records.actions.responsibility import (
    ItemFacts,
    add_item,
    draw_letter,
    draw_list,
    sign_letter,
    void_item,
    void_list,
    withdraw_letter,
)
from mofan.records.actions.tasks import assign, close_task, drop_task, reckon_again, report_task, send_back

__all__ = [
    "ItemFacts",
    "add_item",
    "add_kind",
    "answer_burden",
    "assign",
    "attach",
    "attach_evidence",
    "bring_in",
    "bring_in_by_portions",
    "claim_mail",
    "close_task",
    "correct",
    "discard_draft",
    "draw_letter",
    "draw_list",
    "drop_task",
    "end_duties_of",
    "end_duty",
    "end_kind",
    "enter",
    "excuse",
    "mail_failed",
    "owe",
    "reckon_again",
    "remember_columns",
    "remind",
    "report_burden",
    "report_task",
    "save_draft",
    "send_back",
    "set_reminding",
    "sign_letter",
    "take_off",
    "void",
    "void_item",
    "void_list",
    "withdraw_excuse",
    "withdraw_letter",
    "without_doubles",
]
