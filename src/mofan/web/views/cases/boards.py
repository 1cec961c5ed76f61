"""Boards (看板): how a unit stands, who was called; every number opens the list that it counts."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from mofan.cases.models import CallState
from mofan.cases.named_figures import PREFIX
from mofan.cases.tallies import by_unit, standing_of, units_below, whistles_visible_to
from mofan.figures.answering import Question
from mofan.figures.definitions import definition_of
from mofan.figures.scopes import NotVisible, scope_for
from mofan.measure import thousands, year_to_date
from mofan.org.models import Person, Unit
from mofan.org.queries import units_where
from mofan.org.roles import Right
from mofan.web.asked import number_asked
from mofan.web.paging import page_of
from mofan.web.unit_choices import first_in_order, offered
from mofan.web.views.cases.dashboard import codes_of_rates, rates_of, told_of
from mofan.web.views.cases.listing import doors
from mofan.web.visitor import person_of

AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the list that it counts."""

    count: int
    address: str


def link(count: int, **asked: object) -> Number:
    """A number that opens the list of all cases, narrowed so."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return Number(count, f"{reverse('all_cases')}?{urlencode(given)}")


def unit_board(request: HttpRequest) -> HttpResponseBase:
    """How a unit with all below it stands: what waits for its signature, what it works on, what is late."""
    me, now = person_of(request), timezone.now()
    units = units_where(me, Right.VIEW).filter(until=None)
    unit = units.filter(pk=number_asked(request.GET.get("unit", "")) or 0).first() or first_in_order(units)
    context: dict[str, Any] = {"unit": unit, **doors(me)}
    if unit is not None:
        context["units"] = offered(units, [unit.pk]) if units.exclude(pk=unit.pk).exists() else ""
        context["numbers"] = {
            stands: link(count, unit=unit.pk, leg=stands) for stands, count in standing_of(me, unit, now).items()
        }
        context["lines"] = _of_units(me, unit, now)
        context |= _this_year(me, unit)
    return render(request, "web/cases/board.html", context)


def _this_year(me: Person, unit: Unit) -> dict[str, Any]:
    """The figures of the unit with all below it, of this year: what was sent to it, how it went, each with its card;
    nothing where somebody may not see all below."""
    today = timezone.localdate()
    try:
        scope = scope_for(me, (unit.pk,), below=True)
    except NotVisible:
        return {}
    question = Question(definition_of(f"{PREFIX}.dispatched"), scope, year_to_date(today), today)
    return {"rates": rates_of(told_of(question, codes_of_rates(PREFIX)), PREFIX), "period": question.period}


def _of_units(me: Person, unit: Unit, now: datetime) -> SafeString:
    """The rows of the table of units, written at once: there are hundreds. Units below have only cases that this one
    has to do with; of others those are counted and opened that it has, too."""
    address, below = reverse("all_cases"), set(units_below(unit.pk).values_list("pk", flat=True))
    rows = []
    for one in by_unit(me, unit, now):
        beside = "" if one.unit.pk in below else f"&amp;beside={unit.pk}"
        cells = [f'<tr><th scope="row">{escape(one.unit.name)}</th>']
        for stands in ("any", "running", "late"):
            asked = f"{address}?unit={one.unit.pk}&amp;leg={stands}&amp;alone=1{beside}"
            number = f'<a href="{asked}">{thousands(one.counts[stands])}</a>' if one.counts[stands] else "—"
            cells.append(f'<td class="num">{number}</td>')
        rows.append("".join(cells) + "</tr>")
    return mark_safe("".join(rows))


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
