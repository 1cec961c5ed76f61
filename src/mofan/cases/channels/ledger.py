"""The ledger of a list of cases (事项台账): one row a case, with who handles it, until when, and what came of it. No
names of people, no telephone numbers, no texts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Clock, Leg, LegPart
from mofan.cases.models.cases import CaseQuerySet
from mofan.org.sheets import Cell, Sheet

HEADINGS: Final = (
    "编码", "种类", "标题", "类别", "渠道", "轻重缓急", "地点", "受理单位", "登记时间", "受理决定", "决定时间",
    "主办单位", "协办单位", "交办时间", "签收时间", "办理期限", "办结时间", "结果", "是否超期", "状态", "重办次数",
)  # fmt: skip
PORTION: Final = 500
"""Cases whose legs and clocks are looked up together."""


def case_ledger(cases: CaseQuerySet, most: int, now: datetime) -> Sheet:
    """The first `most` of these cases, which were asked for as a person may read them, in their order."""
    rows: list[tuple[Cell, ...]] = [HEADINGS]
    kinds, found = known_kinds(), list(cases[:most])
    for start in range(0, len(found), PORTION):
        rows += _rows(found[start : start + PORTION], kinds, now)
    return Sheet("事项台账", tuple(rows))


def _rows(cases: Sequence[Case], kinds: Mapping[str, Kind], now: datetime) -> Iterator[tuple[Cell, ...]]:
    keys = [one.pk for one in cases]
    legs: dict[int, list[Leg]] = defaultdict(list)
    for leg in (
        Leg.objects.filter(case__in=keys, above=None).exclude(state__in=("returned", "recalled")).select_related("unit")
    ):
        legs[leg.case_id].append(leg)
    clocks: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(case__in=keys):
        clocks[clock.case_id].append(clock)
    for one in cases:
        yield _row(one, kinds.get(one.kind), legs[one.pk], clocks[one.pk], now)


def _row(
    case: Case, kind: Kind | None, legs: Sequence[Leg], clocks: Sequence[Clock], now: datetime
) -> tuple[Cell, ...]:
    lead = [leg for leg in legs if leg.part == LegPart.LEAD]
    first = lead[-1] if lead else None
    finish = [clock for clock in clocks if first is not None and clock.leg_id == first.pk and clock.code == "finish"]
    late = any(clock.standing(now) in ("overdue", "late") for clock in clocks)
    return (
        case.code,
        kind.name if kind else case.kind,
        case.title,
        kind.categories.get(case.category, "") if kind else "",
        case.get_channel_display(),
        case.get_urgency_display(),
        case.place,
        str(case.unit),
        _moment(case.taken_in_at),
        case.get_decision_display(),
        _moment(case.decided_at),
        "、".join(str(leg.unit) for leg in lead),
        "、".join(str(leg.unit) for leg in legs if leg.part == LegPart.CO),
        _moment(first.sent_at if first else None),
        _moment(first.signed_at if first else None),
        _moment(finish[-1].due_at if finish else None),
        _moment(case.closed_at),
        _outcome(case, kind),
        "是" if late else "否",
        kind.states.get(case.state, case.state) if kind else case.state,
        case.reopened,
    )


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _outcome(case: Case, kind: Kind | None) -> str:
    needs = (need for move in (kind.moves if kind else ()) for need in move.needs if need.code == "outcome")
    return next((need.choices[case.outcome] for need in needs if case.outcome in need.choices), "")
