"""What the figures of whistles count (吹哨的数): which calls were to be come to, and how each went. On both sides the
same; `cases.takes` says what each number means."""

from datetime import datetime
from typing import Final

from django.db.models import F, Q

from mofan.cases.models import CallState, Mark

CAME: Final = Q(state__in=(CallState.ARRIVED, CallState.REPORTED))
REFUSED: Final = Q(state=CallState.REFUSED)
_WAITS: Final = Q(state__in=(CallState.CALLED, CallState.COMING))
_ENDED_BEFORE: Final = Q(whistle__ended_at__isnull=False, whistle__ended_at__lte=F("whistle__answer_by"))
_STANDS: Final = Q(whistle__ended_at__isnull=True) | Q(whistle__ended_at__gt=F("whistle__answer_by"))
_IN_TIME: Final = Q(arrived_at__lte=F("whistle__answer_by"))


def owed(start: datetime) -> Q:
    """To be come to (应报到): they came, refused, or their time was over when the day began."""
    return CAME | REFUSED | (_WAITS & _STANDS & Q(whistle__answer_by__lt=start))


def taken_of_calls(number: str) -> Q:
    """Which of those a number takes; `number` is without its side: arrived, on_time."""
    match number:
        case "arrived":
            return CAME
        case "on_time":
            return CAME & _IN_TIME
        case "refused":
            return REFUSED
        case "reported_up":
            return Q(reported_at__isnull=False)
        case "absent":
            return _WAITS
        case "handled":
            return Q(state=CallState.REPORTED)
    return Q()


def marked_by_the_other(side: str, number: str) -> Q:
    """Which of those the other side marked, or marked well."""
    column = "of_caller" if side == "calls" else "of_called"
    return Q(**{column: Mark.GOOD}) if number == "good" else ~Q(**{column: ""})


def not_owed(number: str, start: datetime) -> dict[str, Q]:
    """Why calls are not counted → which."""
    reasons = {
        "响应时限还没有过，也还没有报到": _WAITS & _STANDS & Q(whistle__answer_by__gte=start),
        "没有等到报到，在响应时限以前就销哨了": _WAITS & _ENDED_BEFORE,
    }
    if number in ("arrived", "on_time", "handled"):
        reasons["拒不报到"] = REFUSED
        reasons["响应时限已过，没有报到"] = _WAITS & _STANDS & Q(whistle__answer_by__lt=start)
    if number == "on_time":
        reasons["报到了，已经超过响应时限"] = CAME & ~_IN_TIME
    if number == "handled":
        reasons["报到了，还没有报结果"] = Q(state=CallState.ARRIVED)
    return reasons
