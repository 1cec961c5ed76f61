"""Verbs that write cases (事项的动作): `by` and `at` are named, one transaction, one `Move` each, its history."""

from mofan.cases.actions.answering import answer_point
from mofan.cases.actions.dispatching import Dispatch, dispatch, dispatch_on
from mofan.cases.actions.extending import ask_extension, decide_extension, tell_extension
from mofan.cases.actions.handling import approve, assign, recall, report_progress, send_back, sign, submit
from mofan.cases.actions.holding import Outdated
from mofan.cases.actions.moving import move
from mofan.cases.actions.pausing import pause, resume
from mofan.cases.actions.returning import ask_return, decide_return
from mofan.cases.actions.taking_in import take_in

__all__ = [
    "Dispatch",
    "Outdated",
    "answer_point",
    "approve",
    "ask_extension",
    "ask_return",
    "assign",
    "decide_extension",
    "decide_return",
    "dispatch",
    "dispatch_on",
    "move",
    "pause",
    "recall",
    "report_progress",
    "resume",
    "send_back",
    "sign",
    "submit",
    "take_in",
    "tell_extension",
]
