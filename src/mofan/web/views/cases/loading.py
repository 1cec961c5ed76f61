"""The case that an address names, for whoever may read it; what many pages say of cases."""

from typing import Final

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mofan.cases.deadlines import Standing
from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Leg
from mofan.cases.queries import cases_seen_by, legs_of
from mofan.web.visitor import person_of

LOOKS: Final[dict[Standing, str]] = {
    "running": "due",
    "soon": "doing",
    "overdue": "late",
    "paused": "held",
    "in_time": "done",
    "late": "late",
}
"""How a clock stands → the class of its status."""
LEG_LOOKS: Final = {
    "sent": "due",
    "working": "doing",
    "return_asked": "held",
    "submitted": "doing",
    "done": "done",
    "returned": "na",
    "recalled": "na",
}
"""State of a leg → the class of its status."""


def loaded(request: HttpRequest, pk: int) -> Case:
    """The case of an address. Raises Http404 for whoever may not read it."""
    return get_object_or_404(cases_seen_by(person_of(request)).select_related("detail", "unit__parent"), pk=pk)


def leg_of(case: Case, pk: int) -> Leg:
    """A leg of a case that was loaded, whose `case` is that very object. Raises Http404."""
    leg: Leg = get_object_or_404(legs_of(case).select_related("unit__parent"), pk=pk)
    leg.case = case
    return leg


def kind_or_404(code: str) -> Kind:
    """The kind of an address."""
    found = known_kinds().get(code)
    if found is None:
        raise Http404
    return found


def look_of(case: Case) -> str:
    """The class of the status of a case."""
    if case.ended:
        return "na" if case.closed_at is None else "done"
    if case.closed_at is not None:
        return "done"
    return "due" if case.decision == "undecided" else "doing"
