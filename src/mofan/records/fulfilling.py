"""Occasions of duties with the records that met them (履行情况): what burdens weigh and rates are made of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mofan.measure import Period
from mofan.records.boards import BoardRow
from mofan.records.models import Serving
from mofan.records.occasions import Standing


@dataclass(frozen=True, slots=True)
class MetBy:
    """The record that met an occasion, as far as lists show it (履行的记录)."""

    pk: int
    kind: str
    held_on: date
    is_late: bool
    title: str


@dataclass(frozen=True, slots=True)
class Met:
    """One occasion of a duty (一次应做): how it stands, and the record that met it."""

    row: BoardRow
    standing: Standing
    record: MetBy | None

    @property
    def owed(self) -> bool:
        """Whether it is asked for at all: neither excused nor not applicable."""
        return self.standing.state in ("done", "due", "late")

    @property
    def own(self) -> bool:
        """Whether the record is of the duty's own kind; else one record serves several duties (一并履行)."""
        return self.record is not None and self.record.kind == self.row.duty.kind

    @property
    def on_time(self) -> bool:
        """Whether it was met by a record that was not entered late (按时)."""
        return self.record is not None and not self.record.is_late


def met_in(rows: Sequence[BoardRow], period: Period) -> list[Met]:
    """Every occasion of these duties, the rows of a board over `period`, with its record; in one query."""
    first = min((one.occasion.period.start for row in rows for one in row.standings), default=period.start)
    servings = Serving.objects.filter(
        counts=True,
        kind__in={row.duty.kind for row in rows},
        unit__in={row.duty.unit_id for row in rows},
        held_on__gte=first,
        held_on__lte=period.end,
    )
    columns = ("record", "record__kind", "held_on", "record__is_late", "record__title")
    there: dict[tuple[int, str], list[MetBy]] = defaultdict(list)
    for unit, kind, *record in servings.order_by("held_on", "pk").values_list("unit", "kind", *columns):
        there[unit, kind].append(MetBy(*record))
    return [met for row in rows for met in _of_duty(row, there[row.duty.unit_id, row.duty.kind])]


def _of_duty(row: BoardRow, records: Sequence[MetBy]) -> Iterator[Met]:
    """Each record meets one occasion of a duty: of several on a day the first entered meets the first."""
    waiting: dict[date, list[MetBy]] = defaultdict(list)
    for one in records:
        waiting[one.held_on].append(one)
    for standing in sorted(row.standings, key=lambda one: (one.occasion.deadline, one.occasion.number)):
        met_by = waiting[standing.served_by].pop(0) if standing.served_by is not None else None
        yield Met(row, standing, met_by)
