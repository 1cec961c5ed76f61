"""The figures of duties (履责的数): how many occasions fell due, how many were met, how many in time.

Behind each stand occasions, not records: one that is overdue has no record. An occasion belongs to the period in which
its last day lies. What is excused, not applicable or not yet due is in none of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final, Literal

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Unit
from mofan.records.boards import BoardRow, board_of
from mofan.records.catalogue.reading import TOGETHER
from mofan.records.courses import EXCUSED, IN_TIME, LATE, MET
from mofan.records.courses import by_month as months_of
from mofan.records.fulfilling import Met, Occasions, records_that_met
from mofan.records.models import Duty
from mofan.records.occasions import State

DutyTake = Literal["due", "done", "on_time"]
ALL: Final = TOGETHER
EVERY_DUTY: Final = "各项任务"
_SAID: Final[dict[DutyTake, tuple[str, str]]] = {
    "due": ("到期应做次数", "最后一天落在统计期内、已经做了或者已经超期的次数"),
    "done": ("履行次数", "最后一天落在统计期内、有记录履行的次数；由别的记录一并履行的同样算"),
    "on_time": ("按时履行次数", "最后一天落在统计期内、有记录履行并且不是补记的次数"),
}
_NOT: Final[dict[State, str]] = {
    "excused": "免做：",
    "not_applicable": "不适用：当时没有这项任务",
    "due": "还没有到期",
    "late": "到期没有做",
    "done": "补记的，不算按时",
}
"""State → why an occasion in it is not counted."""
_LETTERS: Final[dict[DutyTake, frozenset[str]]] = {"due": MET | {LATE}, "done": MET, "on_time": IN_TIME}
"""Letters of a course that are counted."""
OUT_OF_ALL: Final = "免做、不适用和还没有到期的不算"


@dataclass(frozen=True, slots=True)
class DutyFigure:
    """A number of occasions (履责的数) of one kind, or of all."""

    code: str
    name: str
    take: DutyTake
    definition: str
    kind: str

    def counts(self, one: Met) -> bool:
        """Whether an occasion is counted."""
        if self.take == "due":
            return one.standing.state in ("done", "late")
        return one.standing.state == "done" and (self.take == "done" or one.on_time)

    def number(self, row: BoardRow) -> int:
        """How many of the occasions of a duty are counted."""
        tally = row.tally
        if self.take == "due":
            return tally.fell_due
        return tally.done if self.take == "done" else tally.on_time


def among(name: str) -> str:
    """Of which tasks a number speaks, at the beginning of its definition."""
    return f"{name}中" if name == EVERY_DUTY else f"{name}的任务中"


@lru_cache(maxsize=500)
def duty_figures(kind: str = "", name: str = EVERY_DUTY) -> tuple[DutyFigure, ...]:
    """The three figures of the duties of a kind, or of all duties: due, done, on time."""
    return tuple(
        DutyFigure(f"{kind or ALL}.duty_{take}", f"{name}{said}", take, f"{among(name)}，{what}；{OUT_OF_ALL}。", kind)
        for take, (said, what) in _SAID.items()
    )


def duties_in(kinds: Collection[str], units: QuerySet[Unit], period: Period, today: date) -> list[BoardRow]:
    """The duties of these kinds, or of all where none is named, that these units have in a period, and how their
    occasions stand."""
    duties = Duty.objects.between(period.start, period.end).filter(unit__in=units.order_by().values("pk"))
    if kinds:
        duties = duties.filter(kind__in=kinds)
    return board_of(duties, period, today)


def counted(figure: DutyFigure, rows: Sequence[BoardRow]) -> Occasions:
    """The occasions of these duties that are counted (数到的各次)."""
    return Occasions(rows, figure.number, figure.counts)


def value_of(figure: DutyFigure, rows: Iterable[BoardRow]) -> int:
    """How many they are."""
    return sum(map(figure.number, rows))


def by_month(figure: DutyFigure, rows: Iterable[BoardRow]) -> Counter[tuple[int, int]]:
    """(year, month) → how many occasions are counted whose last day lies in it. Duties whose course is the same are
    counted once, and so many times over."""
    letters = _LETTERS[figure.take]
    found: Counter[tuple[int, int]] = Counter()
    for (asked, course), times in Counter((row.asked, row.course) for row in rows).items():
        for month, number in months_of(asked, course, letters).items():
            found[month] += number * times
    return found


def by_unit(figure: DutyFigure, rows: Iterable[BoardRow]) -> Counter[int]:
    """Unit → how many occasions are counted there."""
    found: Counter[int] = Counter()
    for row in rows:
        found[row.line.unit_id] += figure.number(row)
    return found


def contributions(figure: DutyFigure, rows: Sequence[BoardRow]) -> Counter[int]:
    """Record → how many of the occasions that are counted it met, the latest first."""
    met = sorted(
        (one for one in records_that_met(rows) if figure.take != "on_time" or one.mark in IN_TIME),
        key=lambda one: (one.day, one.key),
        reverse=True,
    )
    return Counter(one.key for one in met)


def why_not(figure: DutyFigure, one: Met) -> str:
    """Why an occasion is not counted (未计入的缘由); empty for one that is."""
    return "" if figure.counts(one) else _why(one.standing.state, one.standing.why)


def _why(state: State, excuse: str = "") -> str:
    return f"{_NOT[state]}{excuse}"


def left_out(figure: DutyFigure, rows: Sequence[BoardRow]) -> dict[str, Occasions]:
    """Why → the occasions that are not counted for that reason."""
    found = {}
    for state in _NOT:
        if state == "excused":
            reasons = dict.fromkeys(why for row in rows for why in _excused(row))
            sorts = [_why(state, one) for one in reasons]
        else:
            sorts = [_why(state)]
        for why in sorts:
            some = Occasions(rows, partial(_number_out, figure, state, why), partial(_is_out, figure, why))
            if len(some):
                found[why] = some
    return found


def _excused(row: BoardRow) -> list[str]:
    """Why each occasion that is excused is."""
    if not row.counts["excused"]:
        return []
    return [
        row.excuses[expected.occasion.period.start]
        for expected, letter, _ in row.walked()
        if expected.belongs and letter == EXCUSED
    ]


def _number_out(figure: DutyFigure, state: State, why: str, row: BoardRow) -> int:
    if state == "excused":
        return sum(_why(state, one) == why for one in _excused(row))
    if state == "done":
        return row.done - row.tally.on_time if figure.take == "on_time" else 0
    return 0 if state == "late" and figure.take == "due" else row.counts[state]


def _is_out(figure: DutyFigure, why: str, one: Met) -> bool:
    return why_not(figure, one) == why
