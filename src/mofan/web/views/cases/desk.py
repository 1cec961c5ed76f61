"""The dispatch desk (派单台): what waits at a centre, one after the other, by keyboard; who usually gets the like."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Callback, Case, Extension, Leg
from mofan.cases.parties import masked
from mofan.cases.queries import (
    clocks_of,
    desk,
    exclusions_proposed,
    extensions_asked,
    first_clocks,
    legs_of,
    reopenings_asked,
)
from mofan.cases.related import likely_related
from mofan.cases.waiting import callbacks_waiting
from mofan.org.kinds import PARTY_KINDS, UnitKind
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.web.asked import number_asked
from mofan.web.paging import ByKeys, page_of
from mofan.web.unit_choices import units_in_order
from mofan.web.views.cases.clocks import ClockShown, shown_clock
from mofan.web.views.cases.listing import doors
from mofan.web.views.cases.showing import case_forms, leg_shown
from mofan.web.views.cases.suggestions import suggestions_of
from mofan.web.views.cases.tried import Tried
from mofan.web.visitor import person_of

AT_ONCE: Final = 12
Row: TypeAlias = Case | Leg | Callback | Extension
TABS: Final = {
    "undecided": "待研判",
    "to_dispatch": "待交办",
    "to_review": "待审核",
    "returns": "退单",
    "received": "交来的",
    "callbacks": "待回访",
    "reopenings": "要求重办",
    "exclusions": "待核准剔除",
    "extensions": "待批延期",
}
THERE: Final = {
    "callbacks": ("去回访", "callback"),
    "reopenings": ("看他怎么说，不重办的去说明", "callback"),
    "exclusions": ("去核准", "callback"),
    "extensions": ("去批延期", "clocks"),
}
"""Tabs of what is done on the page of the case: what the link says, and where on the page."""
FORMLESS: Final = ("callbacks", "exclusions", "extensions")
"""Tabs in which no move of the case is what waits."""
SUGGESTED: Final = ("undecided", "to_dispatch")
"""Tabs in which something is still to be suggested."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, as a line of the list."""

    case: Case
    leg: Leg | None
    clock: ClockShown | None
    address: str
    here: bool


def centres_of(me: Person) -> list[Unit]:
    """The centres whose desk this person works at: of several, those that are centres by their kind first; an
    organisation of the Party is none."""
    units = [unit for unit in units_in_order(me, Right.DISPATCH) if unit.kind not in PARTY_KINDS]
    return sorted(units, key=lambda unit: unit.kind not in (UnitKind.CENTRE, UnitKind.WINDOW))


def waiting_at(me: Person, unit: Unit, now: datetime) -> dict[str, QuerySet[Any]]:
    """Tab → what waits in it at that centre, in the order of `TABS`."""
    waiting = desk(me, unit)
    of_case = ("case__detail", "case__unit")
    return {
        "undecided": waiting.undecided.select_related("detail"),
        "to_dispatch": waiting.to_dispatch.select_related("detail"),
        "to_review": waiting.to_review.select_related(*of_case),
        "returns": waiting.returns.select_related(*of_case),
        "received": waiting.received.select_related(*of_case),
        "callbacks": callbacks_waiting(me, unit, now),
        "reopenings": reopenings_asked(me, unit, now).select_related(*of_case),
        "exclusions": exclusions_proposed(me, unit).select_related(*of_case),
        "extensions": extensions_asked(me, unit).select_related("clock__case__detail", "clock__case__unit"),
    }


def show(request: HttpRequest) -> HttpResponseBase:
    """The desk: the list of a tab, and the case that is looked at."""
    me, now = person_of(request), timezone.now()
    units = centres_of(me)
    if not units:
        return render(request, "web/cases/desk.html", {"units": [], "may_dispatch": False, **doors(me)})
    asked = number_asked(request.GET.get("unit", ""))
    unit = next((one for one in units if one.pk == asked), units[0])
    lists = waiting_at(me, unit, now)
    counts = {code: rows.count() for code, rows in lists.items()}
    tab = request.GET.get("tab", "")
    if tab not in lists:
        tab = next((code for code in lists if counts[code]), "undecided")
    page = page_of(ByKeys(lists[tab]), request, size=AT_ONCE, total=counts[tab])
    lines = _lines(request, list(page.rows), unit, tab, me, now)
    here = next((one for one in lines if one.here), None)
    context: dict[str, Any] = {
        "units": units,
        "unit": unit,
        "tabs": [(code, name, counts[code]) for code, name in TABS.items()],
        "tab": tab,
        "page": page,
        "lines": lines,
        "here": here,
        **doors(me),
        **(_looked_at(request, here, tab, now) if here else {}),
    }
    return render(request, "web/cases/desk.html", context)


def _lines(request: HttpRequest, rows: list[Row], unit: Unit, tab: str, me: Person, now: datetime) -> list[Waiting]:
    chosen = number_asked(request.GET.get("case", ""))
    pairs = [_case_and_leg(row) for row in rows]
    if pairs and chosen not in {case.pk for case, _ in pairs}:
        chosen = pairs[0][0].pk
    number = request.GET.get("page", "")
    paged = f"&page={number}" if number.isdecimal() else ""
    first = first_clocks([case for case, _ in pairs])
    lines = []
    for case, leg in pairs:
        address = f"{reverse('case_desk')}?unit={unit.pk}&tab={tab}&case={case.pk}{paged}"
        clock = shown_clock(first[case.pk], me, now) if case.pk in first else None
        lines.append(Waiting(case, leg, clock, address, case.pk == chosen))
    return lines


def _case_and_leg(row: Row) -> tuple[Case, Leg | None]:
    """The case of what waits; its leg, where that is what waits."""
    match row:
        case Case():
            return row, None
        case Extension():
            return row.clock.case, None
        case Leg():
            return row.case, row
        case _:
            return row.case, None


def _looked_at(request: HttpRequest, here: Waiting, tab: str, now: datetime) -> dict[str, Any]:
    """What the right side shows of the case."""
    me = person_of(request)
    case, kind = here.case, kind_of_case(here.case)
    clocks = [shown_clock(one, me, now) for one in clocks_of(case)]
    legs = list(legs_of(case).select_related("unit__parent"))
    for leg in legs:
        leg.case = case
    own = next((one for one in legs if here.leg is not None and one.pk == here.leg.pk), None)
    return {
        "case": case,
        "kind": kind,
        "category": kind.categories.get(case.category, ""),
        "parties": [masked(one, kind) for one in case.parties.all()],
        "points": case.points.all(),
        "forms": case_forms(case, kind, me, Tried()) if own is None and tab not in FORMLESS else (),
        "shown": leg_shown(own, legs, clocks, me, Tried()) if own else None,
        "suggestions": suggestions_of(request, case, units=tab == "to_dispatch") if tab in SUGGESTED else None,
        "there": THERE.get(tab),
        "likely": likely_related(me, case, most=5),
    }
