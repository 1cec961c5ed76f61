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

from mofan.measure import Period, year_of
from mofan.org.models import Person, Unit
from mofan.org.queries import history_of, units_under, units_visible_to, units_where
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.boards import BoardRow, duties_visible_to, units_board, units_of, with_units
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import EVERY
from mofan.records.entry import NotAValue, read_day
from mofan.records.fulfilling import readable_of, standings_of
from mofan.records.known_kinds import ended_by, kind_named, known_kinds, may_enter
from mofan.records.models import Duty
from mofan.records.occasions import STATES
from mofan.records.queries import people_chosen
from mofan.records.rhythms import said
from mofan.web.asked import day_asked, number_asked
from mofan.web.board_drawn import SHOWN, drawn
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.spans import SAID, span_asked
from mofan.web.unit_choices import in_tree_order, offered, places_in_order, unit_asked
from mofan.web.visitor import person_of

MOST_UNITS: Final = 300
AT_ONCE: Final = 100
"""Units of one screen of the board, or duties of a list that a number of it opens to."""


def board(request: HttpRequest) -> HttpResponseBase:
    """Units by duties over a period: a cell says how many of how many, and leads to its occasions."""
    me, today = person_of(request), timezone.localdate()
    span, period = span_asked(request, today)
    unit, seen = unit_asked(me, request.GET.get("unit", "")), units_visible_to(me)
    rows, kinds, by_unit = board_asked(me, period, unit)
    state = request.GET.get("state", "")
    state = state if state in SHOWN else ""
    within = urlencode([("span", span), ("on", period.start)])
    page = page_of(list(by_unit.items()), request, size=AT_ONCE)
    context = {
        "state": state,
        "asking": urlencode([("span", span), ("on", period.start), *([("unit", unit.pk)] if unit else [])]),
        "within": within,
        "states": STATES,
        "kinds": kinds,
        "page": page,
        "shown": SHOWN,
        "period": period,
        "before": period.previous().start,
        "after": period.next().start,
        "span": span,
        "spans": SAID.items(),
        "unit": unit,
        "units": offered(seen, [unit and unit.pk]),
        "counts": Counter(row.state for row in rows),
        "may_set": units_where(me, Right.SUPERVISE).exists() or units_where(me, Right.MANAGE).exists(),
    }
    if state:
        opened = page_of([row for row in rows if row.state == state], request, size=AT_ONCE)
        prefetch_related_objects([row.duty for row in with_units(opened.rows)], "responsible")
        context["opened"] = opened
    else:
        units = units_of(row for _, cells in page.rows for row in cells.values())
        context["matrix"] = drawn([(units[key], cells) for key, cells in page.rows], kinds, within)
    return render(request, "web/records/board.html", context)


def board_asked(
    me: Person, period: Period, unit: Unit | None
) -> tuple[list[BoardRow], list[Kind], dict[int, dict[str, BoardRow]]]:
    """The duties of a board in the order of the tree, the kinds in that of the catalogue, and unit → kind → duty."""
    rows = units_board(me, period, timezone.localdate(), units_under(unit) if unit else None)
    here = {row.kind.code for row in rows}
    places = places_in_order(units_visible_to(me))
    rows.sort(key=lambda row: places.get(row.line.unit_id, len(places)))
    by_unit: dict[int, dict[str, BoardRow]] = {}
    for row in rows:
        by_unit.setdefault(row.line.unit_id, {})[row.line.kind] = row
    return rows, [kind for code, kind in known_kinds().items() if code in here], by_unit


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
        "rhythm": said(row.rule),
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
def withdraw_excuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It has to be done after all (撤回免做)."""
    row, me = _loaded(request, pk), person_of(request)
    starts_on = day_asked(request.POST.get("starts_on", ""))

    def act() -> None:
        made = row.excuses.filter(starts_on=starts_on, withdrawn_at=None).first() if starts_on is not None else None
        if made is None:
            raise RuleBroken("这一次没有记免做，或者已经撤回。")
        actions.withdraw_excuse(made, by=me, at=timezone.now())

    return _do(request, row, act, "免做已撤回。")


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
    units = (units_where(me, Right.SUPERVISE) | units_where(me, Right.MANAGE)).filter(until=None)
    ended = ended_by(timezone.localdate())
    errors: tuple[Wrong, ...] = ()
    keys = [number_asked(one) or 0 for one in request.POST.getlist("units")]
    if request.method == "POST":
        chosen = units.filter(pk__in=keys)
        made, wrong = 0, list[str]()
        for unit in chosen:
            try:
                _owe(request, unit)
                made += 1
            except RuleBroken as rule:
                wrong.append(rule.sentence)
            except NotAValue as error:
                wrong = [f"起日：{error}"]
        if not chosen:
            wrong = ["至少选一个单位。"]
        if made:
            messages.success(request, f"已给 {made} 个单位设定任务。")
        if not wrong:
            return redirect("board")
        errors = tuple(Wrong(one) for one in dict.fromkeys(wrong))
    context = {
        "kinds": [kind for code, kind in known_kinds().items() if code not in ended],
        "units": in_tree_order(units.distinct().order_by("order", "pk"))[:MOST_UNITS],
        "chosen": keys,
        "rhythms": EVERY.items(),
        "today": timezone.localdate(),
        "given": request.POST or request.GET,
        "errors": errors,
    }
    return render(request, "web/records/set_duty.html", context)


def _owe(request: HttpRequest, unit: Any) -> None:
    me, given = person_of(request), request.POST
    name = given.get("responsible", "").strip()
    responsible = people_chosen(me, name, unit) if name else None
    if name and responsible is None:
        raise RuleBroken(f"责任人“{name[:20]}”找不到，或者有重名。请写在册人员的姓名。")
    kind, every, times = given.get("kind", ""), given.get("every", ""), number_asked(given.get("times", "1")) or 1
    if not every:
        usual = kind_named(kind).cadence
        if usual is None:
            raise RuleBroken("这一种没有惯例的频次，请选一个。")
        every, times = usual.every, usual.times
    actions.owe(
        kind,
        unit,
        every,
        times=times,
        rule=given.get("rule", "").strip(),
        responsible=responsible,
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
