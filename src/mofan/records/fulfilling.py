"""Occasions of duties with the records that met them (履行情况): what burdens weigh and rates are made of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mofan.measure import Period
from mofan.records.boards import BoardRow
from mofan.records.models import Record, Serving
from mofan.records.occasions import Standing


@dataclass(frozen=True, slots=True)
class Met:
    """One occasion of a duty (一次应做): how it stands, and the record that met it."""

    row: BoardRow
    standing: Standing
    record: Record | None
    own: bool = True
    """Whether that record is of the duty's own kind; else one record serves several duties (一并履行)."""

    @property
    def owed(self) -> bool:
        """Whether it is asked for at all: neither excused nor not applicable."""
        return self.standing.state in ("done", "due", "late")

    @property
    def on_time(self) -> bool:
        """Whether it was met by a record that was not entered late (按时)."""
        return self.record is not None and not self.record.is_late


def met_in(rows: Sequence[BoardRow], period: Period) -> list[Met]:
    """Every occasion of these duties, the rows of a board over `period`, with its record; in one query."""
    servings = (
        Serving.objects.filter(
            counts=True,
            kind__in={row.duty.kind for row in rows},
            unit__in={row.duty.unit_id for row in rows},
            held_on__gte=period.start - timedelta(days=366),
            held_on__lte=period.end,
        )
        .select_related("record")
        .order_by("held_on", "pk")
    )
    there: dict[tuple[int, str], list[Serving]] = defaultdict(list)
    for one in servings:
        there[one.unit_id, one.kind].append(one)
    return [met for row in rows for met in _of_duty(row, there[row.duty.unit_id, row.duty.kind])]


def _of_duty(row: BoardRow, servings: Sequence[Serving]) -> Iterator[Met]:
    """Each record meets one occasion of a duty: of several on a day the first entered meets the first."""
    waiting: dict[date, list[Serving]] = defaultdict(list)
    for one in servings:
        waiting[one.held_on].append(one)
    for standing in sorted(row.standings, key=lambda one: (one.occasion.deadline, one.occasion.number)):
        if standing.served_by is None:
            yield Met(row, standing, None)
        else:
            serving = waiting[standing.served_by].pop(0)
            yield Met(row, standing, serving.record, serving.own)
