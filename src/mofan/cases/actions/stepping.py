"""Do a step of a leg by its code (按代码办一步): what a form or a program names, led to the verb that does it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from mofan.cases import kinds as k
from mofan.cases.actions.extending import ask_extension
from mofan.cases.actions.handling import approve, assign, recall, report_progress, send_back, sign, submit
from mofan.cases.actions.pausing import clock_of, pause, resume
from mofan.cases.actions.returning import ask_return, decide_return
from mofan.cases.deadlines import Standing
from mofan.cases.intake import Value, stored
from mofan.cases.models import Clock, Leg
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken


def step_leg(leg: Leg, code: str, values: Mapping[str, Value], *, by: Person, at: datetime) -> object:
    """Do a step of the table of legs (承办一步), one of `LEG_STEPS`; `values`: what the step needs, by code.

    Raises RuleBroken and Outdated as the verb that does it; KeyError for another code.
    """
    return _VERBS[code](leg, values, by, at)


def _text(values: Mapping[str, Value], code: str) -> str:
    return stored(values.get(code, ""))


_FITS: Final[Mapping[str, Callable[[k.Clock, Standing], bool]]] = {
    "pause": lambda rule, standing: rule.pausable and standing in ("running", "soon"),
    "resume": lambda rule, standing: standing == "paused",
    "ask_extension": lambda rule, standing: rule.lengthening is not None and standing in ("running", "soon"),
}
"""Code of a step that is meant for a clock → which clock it can be."""


def has_its_clock(leg: Leg, code: str, at: datetime) -> bool:
    """Whether the leg has a clock for a step that is meant for one; other steps need none."""
    return code not in _FITS or _clock_for(leg, code, at) is not None


def _clock_for(leg: Leg, code: str, at: datetime) -> Clock | None:
    for one in leg.clocks.running():
        one.leg, one.case = leg, leg.case
        if _FITS[code](clock_of(one), one.standing(at)):
            return one
    return None


def _clock(leg: Leg, code: str, at: datetime) -> Clock:
    """The clock of a leg that a step is meant for."""
    found = _clock_for(leg, code, at)
    if found is None:
        raise RuleBroken("这个环节没有可以这样办的时限：已经超期、已经办结，或者依规定不能。")
    return found


def _assign(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> object:
    handler = values.get("handler")
    if not isinstance(handler, Person):
        raise RuleBroken("请选承办人。")
    return assign(leg, handler, by=by, at=at)


def _ask_return(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> object:
    suggested = values.get("suggested")
    unit = suggested if isinstance(suggested, Unit) else None
    return ask_return(leg, _text(values, "why"), suggested=unit, by=by, at=at)


def _ask_extension(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> object:
    number = values.get("number")
    if not isinstance(number, Decimal) or number != int(number):
        raise RuleBroken("延长多少请填整数。")
    return ask_extension(_clock(leg, "ask_extension", at), int(number), _text(values, "why"), by=by, at=at)


def _pause(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> object:
    return pause(_clock(leg, "pause", at), _text(values, "why"), by=by, at=at)


def _resume(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> None:
    resume(_clock(leg, "resume", at), by=by, at=at)


def _submit(leg: Leg, values: Mapping[str, Value], by: Person, at: datetime) -> object:
    return submit(leg, _text(values, "outcome"), _text(values, "result"), reply=_text(values, "reply"), by=by, at=at)


_Verb = Callable[[Leg, Mapping[str, Value], Person, datetime], object]
_VERBS: Final[Mapping[str, _Verb]] = {
    "sign": lambda leg, values, by, at: sign(leg, by=by, at=at),
    "assign": _assign,
    "ask_return": _ask_return,
    "grant_return": lambda leg, values, by, at: decide_return(leg, True, _text(values, "why"), by=by, at=at),
    "refuse_return": lambda leg, values, by, at: decide_return(leg, False, _text(values, "why"), by=by, at=at),
    "progress": lambda leg, values, by, at: report_progress(leg, _text(values, "said"), by=by, at=at),
    "pause": _pause,
    "resume": _resume,
    "ask_extension": _ask_extension,
    "submit": _submit,
    "approve": lambda leg, values, by, at: approve(leg, by=by, at=at),
    "send_back": lambda leg, values, by, at: send_back(leg, _text(values, "why"), by=by, at=at),
    "recall": lambda leg, values, by, at: recall(leg, _text(values, "why"), by=by, at=at),
}
LEG_STEPS: Final = frozenset(_VERBS)
"""Codes of the steps of a leg that need nothing but a form. Sending on (`dispatch_on`) needs units."""
