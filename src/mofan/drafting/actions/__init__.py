"""Verbs that write drafts (起草的动作): `by` and `at` are named, one transaction, one history entry each."""

from mofan.drafting.actions.saving import Conflict, Saved, label, restore, save
from mofan.drafting.actions.settling import Choice, accept_figure, add_slot, make_task, reopen, type_number
from mofan.drafting.actions.starting import NewDraft, start, start_from_outlines, start_from_piece, start_from_template

__all__ = [
    "Choice",
    "Conflict",
    "NewDraft",
    "Saved",
    "accept_figure",
    "add_slot",
    "label",
    "make_task",
    "reopen",
    "restore",
    "save",
    "start",
    "start_from_outlines",
    "start_from_piece",
    "start_from_template",
    "type_number",
]
