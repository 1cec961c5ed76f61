"""The figures of duties (履责的数): how many occasions fell due, how many were met, how many in time.

Behind each stand occasions, not records: one that is overdue has no record. An occasion belongs to the period in which
its last day lies. What is excused, not applicable or not yet due is in none of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Unit
from mofan.records.boards import rows_of
from mofan.records.catalogue.reading import TOGETHER
from mofan.records.fulfilling import Met, met_in
from mofan.records.models import Duty

DutyTake = Literal["due", "done", "on_time"]
ALL: Final = TOGETHER
EVERY_DUTY: Final = "各项任务"
_SAID: Final[dict[DutyTake, tuple[str, str]]] = {
    "due": ("到期应做次数", "最后一天落在统计期内、已经做了或者已经超期的次数"),
    "done": ("履行次数", "最后一天落在统计期内、有记录履行的次数；由别的记录一并履行的同样算"),
    "on_time": ("按时履行次数", "最后一天落在统计期内、有记录履行并且不是补记的次数"),
}
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


def occasions_of(kind: str, units: QuerySet[Unit], period: Period, today: date) -> list[Met]:
    """Every occasion of the duties of these units whose last day lies in a period, counted or not."""
    duties = Duty.objects.between(period.start, period.end).filter(unit__in=units.order_by().values("pk"))
    if kind:
        duties = duties.filter(kind=kind)
    rows = rows_of(list(duties.select_related("unit").order_by("unit__order", "unit_id", "kind")), period, today)
    return met_in(rows, period)


def by_unit(figure: DutyFigure, met: Iterable[Met]) -> Counter[int]:
    """Unit → how many occasions are counted there."""
    return Counter(one.row.duty.unit_id for one in met if figure.counts(one))


def contributions(figure: DutyFigure, met: Iterable[Met]) -> Counter[int]:
    """Record → how many of the occasions that are counted it met."""
    return Counter(one.record.pk for one in met if one.record is not None and figure.counts(one))


def why_not(figure: DutyFigure, one: Met) -> str:
    """Why an occasion is not counted (未计入的缘由); empty for one that is."""
    if figure.counts(one):
        return ""
    state = one.standing.state
    if state == "excused":
        return f"免做：{one.standing.why}"
    if state == "not_applicable":
        return "不适用：当时没有这项任务"
    if state == "due":
        return "还没有到期"
    return "到期没有做" if state == "late" else "补记的，不算按时"


def left_out(figure: DutyFigure, met: Sequence[Met]) -> dict[str, list[Met]]:
    """Why → the occasions that are not counted for that reason."""
    found: dict[str, list[Met]] = {}
    for one in met:
        if why := why_not(figure, one):
            found.setdefault(why, []).append(one)
    return found
