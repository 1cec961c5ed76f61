"""Verbs that write drafts (起草的动作): `by` and `at` are named, one transaction, one history entry each."""

from mofan.drafting.actions.carrying import carry_forward
from mofan.drafting.actions.feeding import open_material_feed, revoke_material_feed, use_material_feed
from mofan.drafting.actions.filing import put_fact, put_style, take_out
from mofan.drafting.actions.helping import ask_model, put_answer
from mofan.drafting.actions.lending import enter_borrowing
from mofan.drafting.actions.publishing import as_piece, piece_of, publish
from mofan.drafting.actions.reimporting import reread_file, take_in
from mofan.drafting.actions.remarking import remark, settle
from mofan.drafting.actions.reviewing import (
    StepFacts,
    approve,
    freeze_again,
    require_complete,
    send,
    send_back,
    set_chain,
    take_back,
)
from mofan.drafting.actions.saving import Conflict, Saved, label, restore, save
from mofan.drafting.actions.settling import Choice, accept_figure, add_slot, make_task, reopen, type_number
from mofan.drafting.actions.starting import NewDraft, start, start_from_outlines, start_from_piece, start_from_template
from mofan.drafting.actions.templating import keep_as_template, retire_template
from mofan.drafting.actions.voiding import bring_back, may_void, void, withdraw_late

__all__ = [
    "Choice",
    "Conflict",
    "NewDraft",
    "Saved",
    "StepFacts",
    "accept_figure",
    "add_slot",
    "approve",
    "as_piece",
    "ask_model",
    "bring_back",
    "carry_forward",
    "enter_borrowing",
    "freeze_again",
    "keep_as_template",
    "label",
    "make_task",
    "may_void",
    "open_material_feed",
    "piece_of",
    "publish",
    "put_answer",
    "put_fact",
    "put_style",
    "remark",
    "reopen",
    "require_complete",
    "reread_file",
    "restore",
    "retire_template",
    "revoke_material_feed",
    "save",
    "send",
    "send_back",
    "set_chain",
    "settle",
    "start",
    "start_from_outlines",
    "start_from_piece",
    "start_from_template",
    "take_back",
    "take_in",
    "take_out",
    "type_number",
    "use_material_feed",
    "void",
    "withdraw_late",
]
