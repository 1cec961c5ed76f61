"""The board of duties (履责台账): every unit and duty on one screen, one duty with its occasions, who owes what."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.measure import year_of
from mofan.org.models import Unit
from mofan.org.queries import history_of, units_under, units_visible_to, units_where
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.boards import BoardRow, duties_visible_to, units_board
from mofan.records.catalogue.kinds import EVERY
from mofan.records.entry import NotAValue, read_day
from mofan.records.fulfilling import readable_of, standings_of
from mofan.records.known_kinds import known_kinds, may_enter
from mofan.records.models import Duty
from mofan.records.occasions import STATES
from mofan.records.queries import people_chosen
from mofan.web.asked import day_asked, number_asked
from mofan.web.board_drawn import SHOWN, drawn
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.spans import SAID, span_asked
from mofan.web.unit_choices import offered, unit_asked
from mofan.web.visitor import person_of

MOST_UNITS: Final = 300
AT_ONCE: Final = 100
"""Units of one screen of the board."""


def board(request: HttpRequest) -> HttpResponseBase:
    """Units by duties over a period: a cell says how many of how many, and leads to its occasions."""
    me, today = person_of(request), timezone.localdate()
    span, period = span_asked(request, today)
    unit = unit_asked(me, request.GET.get("unit", ""))
    rows = units_board(me, period, today, units_under(unit) if unit else None)
    kinds = list({row.kind.code: row.kind for row in rows}.values())
    by_unit: dict[Unit, dict[str, BoardRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, {})[row.kind.code] = row
    state = request.GET.get("state", "")
    within = urlencode([("span", span), ("on", period.start)])
    page = page_of(list(by_unit.items()), request, size=AT_ONCE)
    opened = [row for row in rows if row.state == state]
    prefetch_related_objects([row.duty for row in opened], "responsible")
    context = {
        "state": state if state in SHOWN else "",
        "opened": opened,
        "asking": urlencode([("span", span), ("on", period.start), *([("unit", unit.pk)] if unit else [])]),
        "within": within,
        "states": STATES,
        "kinds": kinds,
        "page": page,
        "matrix": drawn(page.rows, kinds, within),
        "shown": SHOWN,
        "period": period,
        "before": period.previous().start,
        "after": period.next().start,
        "span": span,
        "spans": SAID.items(),
        "unit": unit,
        "units": offered(units_visible_to(me), [unit and unit.pk]),
        "counts": Counter(row.state for row in rows),
        "may_set": units_where(me, Right.SUPERVISE).exists() or units_where(me, Right.MANAGE).exists(),
    }
    return render(request, "web/records/board.html", context)


def duty(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One duty over a year, or over the time that is asked for: every occasion with the record that met it, or a way to
    enter one."""
    return _show(request, _loaded(request, pk))


def _loaded(request: HttpRequest, pk: int) -> Duty:
    return get_object_or_404(duties_visible_to(person_of(request)), pk=pk)


def _show(request: HttpRequest, row: Duty, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me, today = person_of(request), timezone.localdate()
    if "span" in request.GET:
        _, period = span_asked(request, today)
    else:
        year = number_asked(request.GET.get("year", "")) or today.year
        period = year_of(date(year if 1950 <= year <= 2998 else today.year, 1, 1))
    stood = standings_of(row, period, today)
    kind = known_kinds()[row.kind]
    may = any(me.may(right, row.unit) for right in (Right.SUPERVISE, Right.MANAGE))
    context = {
        "duty": row,
        "kind": kind,
        "period": period,
        "year": period.start.year,
        "whole_year": period == year_of(period.start),
        "stood": [(one, SHOWN[one.standing.state]) for one in stood],
        "done": sum(one.standing.state == "done" for one in stood),
        "owed": sum(one.standing.state in ("done", "due", "late") for one in stood),
        "readable": readable_of(me, stood),
        "may_enter": may_enter(me, kind, row.unit),
        "may_excuse": me.may(Right.SUPERVISE, row.unit) or me.may(Right.APPROVE, row.unit),
        "may_end": may and row.until is None,
        "history": history_of(row),
        "today": today,
        "errors": errors,
    }
    return render(request, "web/records/duty.html", context)


@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One occasion need not be met (免做)."""
    row, me = _loaded(request, pk), person_of(request)
    starts_on = day_asked(request.POST.get("starts_on", ""))

    def act() -> None:
        if starts_on is None:
            raise RuleBroken("没有指明是哪一次。")
        actions.excuse(row, starts_on, reason=request.POST.get("reason", ""), by=me, at=timezone.now())

    return _do(request, row, act, "已记为免做。")


@require_POST
def end_duty(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is owed no more (终止任务)."""
    row, me = _loaded(request, pk), person_of(request)

    def act() -> None:
        until = day_asked(request.POST.get("until", ""))
        if until is None:
            raise RuleBroken("终止日期写成 2026-12-31 这样。")
        actions.end_duty(row, until=until, why=request.POST.get("why", ""), by=me, at=timezone.now())

    return _do(request, row, act, "已终止。")


def set_duty(request: HttpRequest) -> HttpResponseBase:
    """Say which units owe what and how often (设定任务)."""
    me = person_of(request)
    units = units_where(me, Right.SUPERVISE) | units_where(me, Right.MANAGE)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        chosen = units.filter(pk__in=[number_asked(one) or 0 for one in request.POST.getlist("units")])
        made, said = 0, []
        for unit in chosen:
            try:
                _owe(request, unit)
                made += 1
            except RuleBroken as rule:
                said.append(rule.sentence)
            except NotAValue as error:
                said = [f"起日：{error}"]
        if not chosen:
            said = ["至少选一个单位。"]
        if made:
            messages.success(request, f"已给 {made} 个单位设定任务。")
        if not said:
            return redirect("board")
        errors = tuple(Wrong(one) for one in dict.fromkeys(said))
    context = {
        "kinds": list(known_kinds().values()),
        "units": units.distinct()[:MOST_UNITS],
        "rhythms": EVERY.items(),
        "today": timezone.localdate(),
        "given": request.POST,
        "errors": errors,
    }
    return render(request, "web/records/set_duty.html", context)


def _owe(request: HttpRequest, unit: Any) -> None:
    me, given = person_of(request), request.POST
    actions.owe(
        given.get("kind", ""),
        unit,
        given.get("every", ""),
        times=number_asked(given.get("times", "1")) or 1,
        rule=given.get("rule", "").strip(),
        responsible=people_chosen(me, given.get("responsible", ""), unit) if given.get("responsible") else None,
        since=read_day(given.get("since", "")),
        by=me,
        at=timezone.now(),
    )


def _do(request: HttpRequest, row: Duty, act: Callable[[], object], done: str) -> HttpResponseBase:
    try:
        act()
    except RuleBroken as rule:
        return _show(request, _loaded(request, row.pk), broken(rule))
    messages.success(request, done)
    return redirect("duty", row.pk)
