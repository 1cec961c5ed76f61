"""The rules of routing of a centre (派单规则): the table, a rule added, moved, changed, ended; all tried on old
cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, RoutingRule
from mofan.cases.queries import Asked, cases_visible_to
from mofan.cases.routing import (
    Bench,
    RuleFacts,
    Trial,
    Verdict,
    add_rule,
    change_rule,
    end_rule,
    in_order,
    move_rule,
    rules_of,
    try_rules,
    unit_names,
)
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.web.asked import day_asked, number_asked
from mofan.web.forms import Wrong
from mofan.web.paging import page_of
from mofan.web.views.cases.controls import units_named
from mofan.web.views.cases.desk import centres_of
from mofan.web.views.cases.listing import doors
from mofan.web.visitor import person_of

AT_ONCE: Final = 30
VERDICTS: Final[Mapping[Verdict, str]] = {"wrong": "与实际不一致", "right": "与实际一致", "unrouted": "没有规则"}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule, as a line of the table."""

    rule: RoutingRule
    kind: str
    category: str
    standing: str
    look: str
    ended: bool
    first: bool = False
    """Of its kind, among those that have not ended: it cannot go up."""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """An old case on the bench, as a line: where the rule leads, where it went."""

    case: Case
    led_by: str
    would: str


def show(request: HttpRequest) -> HttpResponseBase:
    """The table of a centre, and the bench."""
    return _page(request)


def _page(
    request: HttpRequest, errors: tuple[Wrong, ...] = (), typed: Mapping[str, str] | None = None, changing: int = 0
) -> HttpResponseBase:
    me, today = person_of(request), timezone.localdate()
    units = centres_of(me)
    context: dict[str, Any] = {
        "units": units,
        "errors": errors,
        "typed": typed or {},
        "changing": changing,
        **doors(me),
    }
    if units:
        asked = number_asked((typed or request.GET).get("unit", ""))
        unit = next((one for one in units if one.pk == asked), units[0])
        rows = in_order(rules_of(me, unit))
        ended = request.GET.get("ended") == "1"
        context |= {
            "unit": unit,
            "lines": [line for line in _lines(rows, today) if line.ended <= ended],
            "by_hand": any(row.place_by_hand for row in rows),
            "moved": number_asked(request.GET.get("moved", "")),
            "went": request.GET.get("went", ""),
            "ended": ended,
            "hidden": 0 if ended else sum(line.ended for line in _lines(rows, today)),
            "kinds": _kinds(),
            "today": today,
            "trying": request.GET.get("try") == "1",
        }
        if rows and request.GET.get("try") == "1":
            context |= _bench(request, me, unit, today)
    return render(request, "web/cases/routing.html", context, status=422 if errors else 200)


def _kinds() -> list[Kind]:
    """The kinds that are sent to units and may be seen by whoever dispatches."""
    return [
        one for one in known_kinds().values() if not one.restricted and any(m.effect == "dispatch" for m in one.moves)
    ]


def _lines(rows: list[RoutingRule], today: date) -> list[Line]:
    lines = [_line(row, today) for row in rows]
    open_ones = [line for line in lines if not line.ended]
    firsts = {line.rule.kind: line.rule.pk for line in reversed(open_ones)}
    lasts = {line.rule.kind: line.rule.pk for line in open_ones}
    return [
        replace(line, first=firsts.get(line.rule.kind) == line.rule.pk, last=lasts.get(line.rule.kind) == line.rule.pk)
        for line in lines
    ]


def _line(row: RoutingRule, today: date) -> Line:
    kind = known_kinds().get(row.kind)
    ended = row.until is not None and row.until < today
    standing, look = ("已截止", "na") if ended else ("未起用", "due") if row.since > today else ("在用", "done")
    category = kind.categories.get(row.category, "") if kind else ""
    return Line(row, kind.name if kind else row.kind, category, standing, look, ended)


def _bench(request: HttpRequest, me: Person, unit: Unit, today: date) -> dict[str, Any]:
    """The rules tried on the cases that came in within some days; those of one verdict shown case by case."""
    since = day_asked(request.GET.get("since", "")) or today - timedelta(days=365)
    until = day_asked(request.GET.get("until", "")) or today
    as_now = request.GET.get("then") != "1"
    found = try_rules(me, unit, Asked(since=since, until=until), as_of=today if as_now else None)
    verdict: Verdict = next((one for one in VERDICTS if one == request.GET.get("verdict")), "wrong")
    chosen = number_asked(request.GET.get("rule", ""))
    trials = [
        one
        for one in found.trials
        if one.verdict == verdict and (chosen is None or (one.rule is not None and one.rule.key == chosen))
    ]
    page = page_of(trials, request, size=AT_ONCE)
    return {
        "bench": found,
        "agreed": _share(found),
        "records": {one.rule.key: one for one in found.rules},
        "verdicts": [(code, name, getattr(found, code)) for code, name in VERDICTS.items()],
        "verdict": verdict,
        "chosen": chosen,
        "page": page,
        "tried": _tried(me, page.rows),
        "since": since,
        "until": until,
        "then": not as_now,
        "question": urlencode({"unit": unit.pk, "try": 1, "since": since, "until": until, "then": "" if as_now else 1}),
    }


def _share(found: Bench) -> str:
    """How many of those that a rule fits it sent where they were in the end, in per cent."""
    routed = found.right + found.wrong
    return f"{found.right * 100 / routed:.1f}%" if routed else "—"


def _tried(me: Person, trials: tuple[Trial, ...]) -> list[Tried]:
    cases = {one.pk: one for one in cases_visible_to(me).filter(pk__in=[one.key for one in trials])}
    keys = {one.unit for one in trials} | {one.rule.unit for one in trials if one.rule is not None}
    names = unit_names([key for key in keys if key])
    return [
        Tried(
            cases[one.key],
            names.get(one.unit or 0, "—"),
            names.get(one.rule.unit, "—") if one.rule is not None else "没有规则",
        )
        for one in trials
        if one.key in cases
    ]


@require_POST
def add(request: HttpRequest) -> HttpResponseBase:
    """Enter a rule (添加)."""
    return _do(request, lambda unit, facts: add_rule(unit, facts, by=person_of(request), at=timezone.now()), "已添加。")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another rule in the place of one (改)."""
    row, why = _rule(request, pk), request.POST.get("why", "")

    def act(unit: Unit, facts: RuleFacts) -> RoutingRule:
        return change_rule(row, facts, why, by=person_of(request), at=timezone.now())

    return _do(request, act, "已改，原来的规则留着，到前一天为止。", pk)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a rule a place up or down (上移、下移); the page comes back with that very button in hand."""
    row, up = _rule(request, pk), request.POST.get("way") == "up"
    try:
        move_rule(row, -1 if up else 1, by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _page(request, (Wrong(rule.sentence, f"r-{pk}"),), request.POST.dict())
    went = {"unit": row.centre_id, "moved": pk, "went": "up" if up else "down"}
    return redirect(f"{reverse('case_routing')}?{urlencode(went)}")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a rule hold no longer, with a reason (截止)."""
    row = _rule(request, pk)
    on = day_asked(request.POST.get("on", "")) or timezone.localdate()
    try:
        end_rule(row, on, request.POST.get("why", ""), by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _page(request, (Wrong(rule.sentence, f"r-{pk}"),), request.POST.dict(), pk)
    messages.success(request, f"已截止，{on:%Y-%m-%d} 是最后一天。")
    return _back(row.centre)


def _do(
    request: HttpRequest, act: Callable[[Unit, RuleFacts], RoutingRule], done: str, changing: int = 0
) -> HttpResponseBase:
    typed, place = request.POST.dict(), f"r-{changing}" if changing else "add"
    unit = next((one for one in centres_of(person_of(request)) if one.pk == number_asked(typed.get("unit", ""))), None)
    if unit is None:
        raise Http404
    found, unknown = units_named(unit, typed.get("to", ""))
    if unknown or len(found) != 1:
        return _page(request, (Wrong("请写一个承办单位的全称，或者从联想里选。", place),), typed, changing)
    facts = RuleFacts(
        typed.get("kind", ""),
        found[0],
        day_asked(typed.get("since", "")) or timezone.localdate(),
        typed.get("category", ""),
        typed.get("place", ""),
        day_asked(typed.get("until", "")),
    )
    try:
        act(unit, facts)
    except RuleBroken as rule:
        return _page(request, (Wrong(rule.sentence, place),), typed, changing)
    messages.success(request, done)
    return _back(unit)


def _rule(request: HttpRequest, pk: int) -> RoutingRule:
    """A rule of one of the desks at which this person works. Raises Http404."""
    me = person_of(request)
    unit = number_asked(request.POST.get("unit", ""))
    centre = next((one for one in centres_of(me) if one.pk == unit), None)
    if centre is None:
        raise Http404
    found: RoutingRule = get_object_or_404(rules_of(me, centre), pk=pk)
    return found


def _back(unit: Unit) -> HttpResponseBase:
    return redirect(f"{reverse('case_routing')}?{urlencode({'unit': unit.pk})}")
