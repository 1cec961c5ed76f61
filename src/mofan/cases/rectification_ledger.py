"""The ledger of rectification (整改台账): problem – measure – owner – deadline – evidence – closed by – look-back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from mofan.cases.deadlines import Standing
from mofan.cases.models import Case, Clock, Leg, LegPart, Move
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.queries import cases_visible_to
from mofan.cases.rectification_list import KIND
from mofan.org.models import Person
from mofan.org.sheets import Cell

HEADINGS: Final = (
    "序号", "问题", "整改措施", "责任单位", "整改时限", "状态", "整改情况", "核查凭据", "销号人", "销号日期",
    "回头看", "回头看日期", "报告", "编码",
)  # fmt: skip
"""Of the sheet that is taken away."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A look-back (回头看): it held, or the problem came back and the item is open again."""

    held: bool
    found: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the ledger."""

    case: Case
    problem: str
    measure: str
    owner: str
    """The unit that leads; before anybody does, as the list wrote it."""
    due_on: date | None
    standing: Standing | None
    """Of the deadline; None where none runs or ran."""
    result: str
    evidence: str
    closed_by: str
    closed_on: date | None
    looked: Looked | None
    """The last one."""
    look_due: date | None
    """By when it is to be looked at again, while that is owed."""
    files: int


def items_of(person: Person) -> CaseQuerySet:
    """The items that this person may read, in the order in which they came in."""
    return cases_visible_to(person).filter(kind=KIND).order_by("taken_in_at", "pk")


def reports_of(person: Person) -> list[str]:
    """The reports that those items come from, the latest first."""
    named = items_of(person).order_by("-taken_in_at", "-pk").values_list("detail__values__report", flat=True)
    return list(dict.fromkeys(one for one in named if one))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the ledger is narrowed to. Empty: everything."""

    report: str = ""
    state: str = ""
    unit: int | None = None
    """That leads."""
    late_at: datetime | None = None
    """Only those whose deadline has passed."""
    looking: bool = False
    """Only those that are to be looked at again."""
    words: str = ""

    def of(self, rows: CaseQuerySet) -> CaseQuerySet:
        """The rows that fit."""
        if self.report:
            rows = rows.filter(detail__values__report=self.report)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.unit is not None:
            leading = Leg.objects.filter(unit=self.unit, part=LegPart.LEAD).exclude(state__in=("returned", "recalled"))
            rows = rows.filter(pk__in=leading.order_by().values("case"))
        if self.late_at is not None:
            rows = rows.filter(pk__in=Clock.objects.overdue(self.late_at).order_by().values("case"))
        if self.looking:
            due = Clock.objects.running().filter(code="look_back")
            rows = rows.filter(pk__in=due.order_by().values("case"))
        for word in self.words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(code__iexact=word))
        return rows


def ledger(cases: Sequence[Case], now: datetime) -> list[Line]:
    """The lines of these items; five queries, however many they are."""
    keys = [one.pk for one in cases]
    details = {
        pk: (values, files)
        for pk, values, files in Case.objects.filter(pk__in=keys)
        .order_by()
        .annotate(kept=Count("files", filter=Q(files__taken_off_at=None)))
        .values_list("pk", "detail__values", "kept")
    }
    leads = {one.case_id: one for one in _leads(keys)}
    moves: dict[int, dict[str, Move]] = {}
    wanted = Move.objects.filter(case__in=keys, leg=None, code__in=("close", "look_back", "relapse"))
    for one in wanted.select_related("by").order_by("pk"):
        moves.setdefault(one.case_id, {}).pop(one.code, None)
        moves[one.case_id][one.code] = one
    clocks: dict[int, dict[str, Clock]] = {}
    for clock in Clock.objects.filter(case__in=keys, code__in=("whole", "look_back", "finish")).order_by("pk"):
        clocks.setdefault(clock.case_id, {})[clock.code] = clock
    return [
        _line(one, *details[one.pk], leads.get(one.pk), moves.get(one.pk, {}), clocks.get(one.pk, {}), now)
        for one in cases
    ]


def _leads(keys: Sequence[int]) -> list[Leg]:
    rows = Leg.objects.filter(case__in=keys, part=LegPart.LEAD, above=None).exclude(state__in=("returned", "recalled"))
    return list(rows.select_related("unit").order_by("pk"))


def _line(
    case: Case, values: dict[str, str], files: int, lead: Leg | None, moves: dict[str, Move], clocks: dict[str, Clock],
    now: datetime,
) -> Line:  # fmt: skip
    closed = moves.get("close") if case.closed_at is not None else None
    clock = clocks.get("finish") or clocks.get("whole")
    given = values.get("due_on")
    looking = clocks.get("look_back")
    due = timezone.localdate(clock.due_at) if clock is not None else date.fromisoformat(given) if given else None
    return Line(
        case,
        values.get("problem") or case.title,
        values.get("measure", ""),
        str(lead.unit) if lead is not None else values.get("owner", ""),
        due,
        clock.standing(now) if clock is not None else None,
        lead.result if lead is not None else "",
        closed.values.get("evidence", "") if closed is not None else "",
        closed.by.name if closed is not None else "",
        timezone.localdate(closed.at) if closed is not None else None,
        _looked(moves),
        timezone.localdate(looking.due_at) if looking is not None and looking.stopped_at is None else None,
        files,
    )


def _looked(moves: dict[str, Move]) -> Looked | None:
    """The last look-back of either outcome."""
    found = [one for one in moves.values() if one.code in ("look_back", "relapse")]
    if not found:
        return None
    last = max(found, key=lambda one: one.pk)
    held = last.code == "look_back"
    return Looked(held, last.values.get("found", "") or last.note, timezone.localdate(last.at), last.by.name)


def sheet_rows(lines: Sequence[Line], states: dict[str, str]) -> list[tuple[Cell, ...]]:
    """The ledger as the rows of a sheet, headings first (台账导出)."""
    rows: list[tuple[Cell, ...]] = [HEADINGS]
    for no, one in enumerate(lines, 1):
        looked = one.looked
        told = f"{'通过' if looked.held else '问题反弹'}：{looked.found}（{looked.by}）" if looked is not None else ""
        rows.append(
            (
                no,
                one.problem,
                one.measure,
                one.owner,
                one.due_on,
                states.get(one.case.state, one.case.state),
                one.result,
                one.evidence,
                one.closed_by,
                one.closed_on,
                told,
                looked.on if looked is not None else None,
                one.case.detail.values.get("report", ""),
                one.case.code,
            )
        )
    return rows
