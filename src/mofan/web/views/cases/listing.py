"""Lists of cases (事项清单): what I owe, first due first; all that I may read; both to take away as .xlsx."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mofan.cases.deadlines import STANDINGS
from mofan.cases.kinds import URGENCIES
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Channel, Clock, Decision
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.models.clocks import ClockQuerySet
from mofan.cases.noticing import said_of
from mofan.cases.queries import MANY, Asked, all_of, case_list, my_work
from mofan.cases.standing import RIGHT_OF
from mofan.cases.tallies import LEGS, concerning, units_below, with_legs
from mofan.measure import date_text
from mofan.org.actions import log_access
from mofan.org.models import Person
from mofan.org.queries import units_visible_to
from mofan.org.roles import Right
from mofan.org.sheets import Cell, Sheet, write_workbook
from mofan.web.asked import day_asked, number_asked
from mofan.web.paging import ByKeys, page_of
from mofan.web.sending import XLSX, sent
from mofan.web.unit_choices import offered
from mofan.web.views.cases.loading import LOOKS, look_of
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 50
MOST_EXPORTED: Final = 10_000
ORDERED: Final = {"-taken_in_at": "最近登记", "taken_in_at": "最早登记", "-closed_at": "最近办结"}
STANDS: Final = {"": "全部", "overdue": "超期", "soon": "临期", "paused": "中止计时"}
_MOST_NAMED: Final = 500
"""Cases that an address can name one by one."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is owed, as a row of the page."""

    clock: Clock
    look: str
    said: str


def mine(request: HttpRequest) -> HttpResponseBase:
    """What I owe, the earliest end first (我的事项)."""
    me, now = person_of(request), timezone.now()
    stands = request.GET.get("stands", "")
    rows, counts = _my_rows(request, now)
    page = page_of(rows, request, size=AT_ONCE, total=counts.get(stands, counts[""]))
    context = {
        "page": page,
        "rows": [_work(one, now) for one in page.rows],
        "stands": stands,
        "tabs": [(code, name, counts[code]) for code, name in STANDS.items()],
        "kinds": known_kinds(),
        "kind": request.GET.get("kind", ""),
        "words": request.GET.get("words", "")[:60],
        "narrowed": bool(request.GET.get("kind") or request.GET.get("words") or stands),
        "question": request.GET.urlencode(),
        "now": now,
        **doors(me),
    }
    return render(request, "web/cases/mine.html", context)


def doors(me: Person) -> dict[str, bool]:
    """Which of the pages of the room this person needs."""
    return {
        "may_take_in": any(me.may(one) for one in _takers()),
        "may_dispatch": me.may(Right.DISPATCH),
        "may_read_mail": me.may(Right.INTAKE),
    }


@cache
def _takers(code: str = "") -> frozenset[Right]:
    """The rights of whoever takes in a case of that kind, or of any."""
    kinds = [one for one in known_kinds().values() if code in ("", one.code)]
    return frozenset(RIGHT_OF[part] for one in kinds for part in one.takers if part in RIGHT_OF)


def _my_rows(request: HttpRequest, now: datetime) -> tuple[ClockQuerySet, dict[str, int]]:
    """The clocks asked for, and how many there are of each standing."""
    clocks = my_work(person_of(request))
    kind, words = request.GET.get("kind", ""), request.GET.get("words", "")[:60]
    if kind:
        clocks = clocks.filter(case__kind=kind)
    for word in words.split():
        clocks = clocks.filter(case__title__icontains=word)
    conditions: dict[str, Q] = {"": Q(), **clocks.conditions(now)}
    counted = {code or "all": Count("pk", filter=where) for code, where in conditions.items()}
    counts = clocks.order_by().aggregate(**counted)
    counts[""] = counts.pop("all")
    return clocks.filter(conditions.get(request.GET.get("stands", ""), Q())), counts


def _work(clock: Clock, now: datetime) -> Work:
    standing = clock.standing(now)
    return Work(clock, LOOKS[standing], said_of(clock, standing, now))


def export_mine(request: HttpRequest) -> HttpResponseBase:
    """What I owe as .xlsx, as it is narrowed."""
    now = timezone.now()
    rows, _ = _my_rows(request, now)
    kinds = known_kinds()
    table: list[tuple[Cell, ...]] = [("编码", "种类", "标题", "责任单位", "时限", "届满", "状态", "剩余或超期")]
    for clock in rows[:MOST_EXPORTED]:
        standing, case = clock.standing(now), clock.case
        due = timezone.localtime(clock.due_at).strftime("%Y-%m-%d %H:%M")
        kind = kinds[case.kind].name if case.kind in kinds else case.kind
        said = said_of(clock, standing, now)
        table.append((case.code, kind, case.title, str(clock.unit), clock.name, due, STANDINGS[standing], said))
    return _given_out(request, f"我的事项{date_text(timezone.localdate())}.xlsx", table)


def all_cases(request: HttpRequest) -> HttpResponseBase:
    """The cases that I may read, narrowed, ordered, by pages."""
    me, asked = person_of(request), asked_of(request)
    narrowed = asked != Asked() or bool(request.GET.get("closed")) or "among" in request.GET
    rows, total = _narrowed(request, asked) if narrowed else all_of(me)
    page = page_of(ByKeys(rows), request, size=AT_ONCE, total=total)
    kinds = known_kinds()
    kind = kinds.get(asked.kind)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(one, kinds.get(one.kind), look_of(one), state_of(one)) for one in page.rows],
        "asked": asked,
        "kinds": kinds,
        "kind": kind,
        "takes_kind": kind is not None and any(me.may(one) for one in _takers(kind.code)),
        "states": kind.states if kind else {},
        "categories": kind.categories if kind else {},
        "channels": Channel.choices,
        "decisions": Decision.choices,
        "urgencies": URGENCIES,
        "units": offered(units_visible_to(me), [asked.unit]),
        "legs": LEGS,
        "leg": request.GET.get("leg", ""),
        "alone": request.GET.get("alone") == "1",
        "beside": number_asked(request.GET.get("beside", "")),
        "closed": request.GET.get("closed") == "1",
        "narrowed": narrowed,
        "among": request.GET.get("among", ""),
        "late": asked.overdue_at is not None,
        "orders": [(code, label, code == asked.order) for code, label in ORDERED.items()],
        "question": request.GET.urlencode(),
        **doors(me),
    }
    return render(request, "web/cases/list.html", context)


def _narrowed(request: HttpRequest, asked: Asked) -> tuple[CaseQuerySet, int]:
    """The cases that the address asks for, and how many they are."""
    rows = rows_asked(request, asked)
    total = rows.count()
    return (rows_asked(request, asked, many=True) if total > MANY else rows), total


def rows_asked(request: HttpRequest, asked: Asked, *, many: bool = False) -> CaseQuerySet:
    """The cases that the address asks for, by their legs and whether they are closed too."""
    rows = case_list(person_of(request), asked, many=many)
    leg = request.GET.get("leg", "")
    if leg in LEGS and asked.unit is not None:
        units = units_below(asked.unit, alone=request.GET.get("alone") == "1")
        rows = with_legs(rows, units, leg, timezone.now())
    if (beside := number_asked(request.GET.get("beside", ""))) is not None:
        rows = concerning(rows, units_below(beside))
    if request.GET.get("closed") == "1":
        rows = rows.filter(closed_at__isnull=False)
    if "among" in request.GET:
        rows = rows.filter(pk__in=_named(request))
    return rows


def _named(request: HttpRequest) -> list[int]:
    """The cases that the address names one by one: those of a hot spot."""
    keys = (number_asked(one) for one in request.GET.get("among", "").split(",")[:_MOST_NAMED])
    return [key for key in keys if key is not None]


def asked_of(request: HttpRequest) -> Asked:
    """What the address narrows the list to; what cannot be read is left out."""
    given = request.GET
    kind = given.get("kind", "")
    return Asked(
        kind=kind if kind in known_kinds() else "",
        state=given.get("state", "")[:40],
        unit=number_asked(given.get("unit", "")),
        since=day_asked(given.get("since", "")),
        until=day_asked(given.get("until", "")),
        category=given.get("category", "")[:40],
        channel=given.get("channel", "")[:10],
        urgency=given.get("urgency", "")[:10],
        words=given.get("words", "")[:60],
        decision=given.get("decision", "")[:10],
        overdue_at=timezone.now() if given.get("late") == "1" else None,
        order=given.get("order", "") if given.get("order", "") in ORDERED else "-taken_in_at",
    )


def state_of(case: Case) -> str:
    """The name of the state of a case."""
    kind = known_kinds().get(case.kind)
    return kind.states.get(case.state, case.state) if kind else case.state


def export_all(request: HttpRequest) -> HttpResponseBase:
    """The list as it is narrowed, as .xlsx: no names of people, no telephone numbers, no text."""
    kinds = known_kinds()
    asked = replace(asked_of(request), order="taken_in_at")
    table: list[tuple[Cell, ...]] = [
        (
            "编码",
            "种类",
            "标题",
            "类别",
            "渠道",
            "轻重缓急",
            "地点",
            "受理单位",
            "登记时间",
            "受理决定",
            "状态",
            "办结时间",
        )
    ]
    for one in rows_asked(request, asked)[:MOST_EXPORTED]:
        kind = kinds.get(one.kind)
        closed = timezone.localtime(one.closed_at).strftime("%Y-%m-%d %H:%M") if one.closed_at else ""
        table.append(
            (
                one.code,
                kind.name if kind else one.kind,
                one.title,
                kind.categories.get(one.category, "") if kind else "",
                one.get_channel_display(),
                one.get_urgency_display(),
                one.place,
                str(one.unit),
                timezone.localtime(one.taken_in_at).strftime("%Y-%m-%d %H:%M"),
                one.get_decision_display(),
                state_of(one),
                closed,
            )
        )
    return _given_out(request, f"事项清单{date_text(timezone.localdate())}.xlsx", table)


def _given_out(request: HttpRequest, name: str, table: Sequence[tuple[Cell, ...]]) -> HttpResponseBase:
    detail = f"{name}（{len(table) - 1} 行）"
    log_access("导出表格", by=person_of(request), at=timezone.now(), detail=detail, address=address_of(request))
    return sent(write_workbook([Sheet("事项", tuple(table))]), name, XLSX)
