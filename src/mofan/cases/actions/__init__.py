"""Verbs that write cases (事项的动作): `by` and `at` are named, one transaction, one `Move` each, its history."""

from mofan.cases.actions.alerting import raise_alerts, see_alerts
from mofan.cases.actions.answering import answer_point
from mofan.cases.actions.attaching import attach, attach_photos, take_off
from mofan.cases.actions.calling_back import (
    EXCLUSIONS,
    Said,
    decide_exclusion,
    decline_reopening,
    not_reached,
    propose_exclusion,
    rate_by_code,
    record_callback,
)
from mofan.cases.actions.dispatching import Dispatch, dispatch, dispatch_on
from mofan.cases.actions.extending import ask_extension, decide_extension, tell_extension
from mofan.cases.actions.handling import approve, assign, recall, report_progress, send_back, sign, submit
from mofan.cases.actions.holding import Outdated
from mofan.cases.actions.linking import link, merge, unlink
from mofan.cases.actions.mediating import (
    Agreed,
    Mediator,
    Sitting,
    ask_confirmation,
    change_mediator,
    end_mediation,
    open_mediation,
    open_up,
    reach_agreement,
    record_consent,
    record_performance,
    record_ruling,
    record_session,
    seal_agreement,
    sign_agreement,
)
from mofan.cases.actions.moving import move
from mofan.cases.actions.pausing import pause, resume
from mofan.cases.actions.recalculating import recompute_clocks
from mofan.cases.actions.returning import ask_return, decide_return
from mofan.cases.actions.stepping import LEG_STEPS, step_leg
from mofan.cases.actions.taking_in import hand_in, take_in
from mofan.cases.actions.unmasking import unmask_party
from mofan.cases.actions.whistling import (
    Blow,
    answer_whistle,
    arrive,
    assess_called,
    assess_caller,
    end_whistle,
    report_result,
    whistle,
)
from mofan.cases.actions.writing_letters import Issue, deliver_letter, issue_letter, void_letter

__all__ = [
    "EXCLUSIONS",
    "LEG_STEPS",
    "Agreed",
    "Blow",
    "Dispatch",
    "Issue",
    "Mediator",
    "Outdated",
    "Said",
    "Sitting",
    "answer_point",
    "answer_whistle",
    "approve",
    "arrive",
    "ask_confirmation",
    "ask_extension",
    "ask_return",
    "assess_called",
    "assess_caller",
    "assign",
    "attach",
    "attach_photos",
    "change_mediator",
    "decide_exclusion",
    "decide_extension",
    "decide_return",
    "decline_reopening",
    "deliver_letter",
    "dispatch",
    "dispatch_on",
    "end_mediation",
    "end_whistle",
    "hand_in",
    "issue_letter",
    "link",
    "merge",
    "move",
    "not_reached",
    "open_mediation",
    "open_up",
    "pause",
    "propose_exclusion",
    "raise_alerts",
    "rate_by_code",
    "reach_agreement",
    "recall",
    "recompute_clocks",
    "record_callback",
    "record_consent",
    "record_performance",
    "record_ruling",
    "record_session",
    "report_progress",
    "report_result",
    "resume",
    "seal_agreement",
    "see_alerts",
    "send_back",
    "sign",
    "sign_agreement",
    "step_leg",
    "submit",
    "take_in",
    "take_off",
    "tell_extension",
    "unlink",
    "unmask_party",
    "void_letter",
    "whistle",
]
