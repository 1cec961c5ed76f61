"""Boards (看板): how a unit stands, how the county stands, who was called; every number opens the list it counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import CallState
from mofan.cases.queries import Asked, case_list
from mofan.cases.tallies import (
    LEGS,
    Tally,
    by_month,
    by_unit,
    tallies,
    tally,
    units_below,
    whistles_visible_to,
    with_legs,
)
from mofan.measure import year_of
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.web.asked import day_asked, number_asked
from mofan.web.charts import bars_of
from mofan.web.paging import page_of
from mofan.web.unit_choices import units_in_order
from mofan.web.views.cases.listing import doors
from mofan.web.visitor import person_of

AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the list that it counts."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what it is of, its numbers."""

    name: str
    numbers: tuple[Number, ...]


def link(count: int, **asked: object) -> Number:
    """A number that opens the list of all cases, narrowed so."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return Number(count, f"{reverse('all_cases')}?{urlencode(given)}")


def unit_board(request: HttpRequest) -> HttpResponseBase:
    """How a unit with all below it stands: what waits for its signature, what it works on, what is late."""
    me, now = person_of(request), timezone.now()
    units = units_in_order(me, Right.VIEW)
    asked = number_asked(request.GET.get("unit", ""))
    own = [one for one in units if one.pk == asked] or [one for one in units if one.pk == me.unit_id] or units
    context: dict[str, Any] = {"units": units[:300], "unit": own[0] if own else None, **doors(me)}
    if own:
        unit = own[0]
        cases = case_list(me, Asked(unit=unit.pk))
        below = units_below(unit.pk)
        context["numbers"] = {
            stands: link(with_legs(cases, below, stands, now).count(), unit=unit.pk, leg=stands) for stands in LEGS
        }
        context["lines"] = _of_units(me, unit)
    return render(request, "web/cases/board.html", context)


def _of_units(me: Person, unit: Unit) -> list[Line]:
    now = timezone.now()
    cases = case_list(me, Asked(unit=unit.pk))
    return [
        Line(
            str(one.unit),
            tuple(
                link(one.counts[stands], unit=one.unit.pk, leg=stands, alone=1) for stands in ("any", "running", "late")
            ),
        )
        for one in by_unit(cases, now)
    ]


def dashboard(request: HttpRequest) -> HttpResponseBase:
    """How it goes over a period: what came in, was taken up, is closed, is late; by month, kind, category."""
    me, now, today = person_of(request), timezone.now(), timezone.localdate()
    since = day_asked(request.GET.get("since", "")) or year_of(today).start
    until = day_asked(request.GET.get("until", "")) or today
    kind = request.GET.get("kind", "")
    known = known_kinds()
    kind = kind if kind in known else ""
    cases = case_list(me, Asked(kind=kind, since=since, until=until))
    within = {"since": since.isoformat(), "until": until.isoformat()}
    months = by_month(cases, now)
    lines = [
        Line(f"{month.year}年{month.month}月", _numbers(one, kind=kind, **_month(month, since, until)))
        for month, one in months.items()
    ]
    kinds = [
        Line(known[code].name, _numbers(one, kind=code, **within))
        for code, one in sorted(tallies(cases, "kind", now).items(), key=lambda pair: list(known).index(pair[0]))
        if code in known
    ]
    categories: list[Line] = []
    if kind:
        names = known[kind].categories
        found = tallies(cases, "category", now)
        categories = [
            Line(name, _numbers(found[code], kind=kind, category=code, **within))
            for code, name in names.items()
            if code in found
        ]
    context = {
        "since": since,
        "until": until,
        "kind": kind,
        "kinds": known,
        "all": _numbers(tally(cases, now), kind=kind, **within),
        "chart": bars_of([(f"{month.month}月", Decimal(one.received)) for month, one in months.items()])
        if months
        else None,
        "tables": [("按月", lines), ("按种类", kinds if not kind else []), ("按类别", categories)],
        "now": now,
        **doors(me),
    }
    return render(request, "web/cases/dashboard.html", context)


def _month(month: date, since: date, until: date) -> dict[str, str]:
    """The days of a month within the period."""
    year, number = divmod(month.year * 12 + month.month, 12)
    last = date(year, number + 1, 1)
    end = date.fromordinal(last.toordinal() - 1)
    return {"since": max(month, since).isoformat(), "until": min(end, until).isoformat()}


def _numbers(one: Tally, **asked: str) -> tuple[Number, ...]:
    return (
        link(one.received, **asked),
        link(one.accepted, decision="accepted", **asked),
        link(one.refused, decision="refused", **asked),
        link(one.undecided, decision="undecided", **asked),
        link(one.closed, closed=1, **asked),
        link(one.overdue, late=1, **asked),
    )


def whistles(request: HttpRequest) -> HttpResponseBase:
    """Who was called and who came (吹哨报到): those still open first."""
    me = person_of(request)
    rows = whistles_visible_to(me)
    running = request.GET.get("all") != "1"
    if running:
        rows = rows.filter(ended_at=None)
    refused = rows.filter(calls__state=CallState.REFUSED).distinct().count()
    context = {"page": page_of(rows, request, size=AT_ONCE), "running": running, "refused": refused, **doors(me)}
    return render(request, "web/cases/whistle_board.html", context)
