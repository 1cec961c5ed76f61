"""Give a wrong dispatch back (退单): asked, agreed to by the centre, or decided by an arbiter."""

from datetime import datetime

from mofan.cases.actions.handling import step
from mofan.cases.actions.holding import Doing, chosen, given, holding
from mofan.cases.legs import LEG_MOVES, LEG_STATES
from mofan.cases.models import Leg, ReturnRequest
from mofan.cases.standing import parts_in_leg
from mofan.org.models import Person, Unit


def ask_return(leg: Leg, why: str, *, suggested: Unit | None = None, by: Person, at: datetime) -> ReturnRequest:
    """Say that it was sent to the wrong unit (申请退单). The clock runs on meanwhile. Raises RuleBroken, Outdated."""
    with holding(leg.case, leg):
        made, part = chosen(LEG_MOVES, "ask_return", leg.state, parts_in_leg(leg, by), LEG_STATES)
        answers = given(made, {"why": why.strip()[:500], **({"suggested": suggested} if suggested else {})})
        step(leg, made, answers, Doing(by, at, part, leg.unit))
        return ReturnRequest.objects.create(
            leg=leg, why=why.strip()[:500], suggested=suggested, asked_by=by, asked_at=at
        )


def decide_return(leg: Leg, granted: bool, why: str, *, by: Person, at: datetime) -> ReturnRequest:
    """Decide on it (裁定退单): the centre may agree; an arbiter (leader, supervisor of the sending unit) refuses.

    Raises RuleBroken without a reason and when nothing was asked, Outdated.
    """
    code = "grant_return" if granted else "refuse_return"
    with holding(leg.case, leg):
        made, part = chosen(LEG_MOVES, code, leg.state, parts_in_leg(leg, by), LEG_STATES)
        answers = given(made, {"why": why.strip()[:500]})
        step(leg, made, answers, Doing(by, at, part, leg.sender))
        asked = leg.returns.get(granted=None)
        asked.granted, asked.decided_by, asked.decided_at, asked.answer = granted, by, at, why.strip()[:500]
        asked.save(update_fields=["granted", "decided_by", "decided_at", "answer"])
        return asked
