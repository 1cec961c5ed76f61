"""Occasions of duties with the records that met them (履行情况): what burdens weigh and rates are made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Person
from mofan.records.boards import BoardRow, days_recorded, rows_of, with_units
from mofan.records.courses import Recorded
from mofan.records.models import Duty, Record, Serving
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
        return self.record is not None and self.record.kind == self.row.kind.code

    @property
    def on_time(self) -> bool:
        """Whether it was met by a record that was not entered late (按时)."""
        return self.record is not None and not self.record.is_late


class Occasions(Sequence[Met]):
    """Occasions of duties (应做各次): how many they are is reckoned from days alone, and only those that somebody looks
    at are made, with their records.

    `number` says how many of a duty's occasions are among them, `fits` whether one is.
    """

    def __init__(
        self, rows: Sequence[BoardRow], number: Callable[[BoardRow], int], fits: Callable[[Met], bool]
    ) -> None:
        self._rows = [(row, count) for row in rows if (count := number(row))]
        self._fits = fits
        self._total = sum(count for _, count in self._rows)

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[Met]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> Met: ...
    @overload
    def __getitem__(self, place: slice) -> list[Met]: ...

    def __getitem__(self, place: int | slice) -> Met | list[Met]:
        if isinstance(place, int):
            return self[place : place + 1 or None][0]
        first, last, step = place.indices(self._total)
        looked_at, skipped, seen = [], 0, 0
        for row, count in self._rows:
            if seen + count <= first:
                skipped += count
            elif seen < last:
                looked_at.append(row)
            seen += count
        with_units(looked_at)
        found = [one for one in met_in(looked_at) if self._fits(one)]
        return found[first - skipped : max(last - skipped, 0) : step]


def met_in(rows: Sequence[BoardRow]) -> list[Met]:
    """Every occasion of these duties, rows of a board, with its record; in one query."""
    columns = ("record", "record__kind", "held_on", "is_late", "record__title")
    there: dict[tuple[int, str], list[MetBy]] = defaultdict(list)
    for unit, kind, *record in _servings(rows).values_list("unit", "kind", *columns):
        there[unit, kind].append(MetBy(*record))
    return [met for row in rows for met in _of_duty(row, there[row.line.unit_id, row.line.kind])]


def records_that_met(rows: Sequence[BoardRow]) -> Iterator[Recorded]:
    """The records that met the occasions of these duties, as `met_in` finds them, once for each occasion."""
    there = days_recorded([(row.line, row.asked) for row in rows], keyed=True)
    for row in rows:
        for expected, _, by in row.walked(there.get((row.line.kind, row.line.unit_id), "")):
            if by and expected.belongs:
                yield Recorded.of(by)


def kinds_that_served(rows: Sequence[BoardRow]) -> set[tuple[int, str]]:
    """(unit, kind) of the records of other kinds that may have met occasions of these duties."""
    others = _servings(rows).filter(own=False).order_by()
    return set(others.values_list("unit", "record__kind").distinct())


def met_by(keys: Sequence[int]) -> list[MetBy]:
    """Records by their keys, in the order of the keys."""
    columns = ("pk", "kind", "held_on", "is_late", "title")
    found = {row[0]: MetBy(*row) for row in Record.objects.filter(pk__in=keys).order_by().values_list(*columns)}
    return [found[key] for key in keys]


def _servings(rows: Sequence[BoardRow]) -> QuerySet[Serving]:
    """What may have met the occasions of these duties, in the order in which they meet them."""
    asked = {row.asked for row in rows}
    if not asked:
        return Serving.objects.none()
    return Serving.objects.filter(
        counts=True,
        kind__in={row.line.kind for row in rows},
        unit__in={row.line.unit_id for row in rows},
        held_on__gte=min(one.first for one in asked),
        held_on__lt=max(one.over for one in asked),
    ).order_by("held_on", "is_late", "-own", "record_id")


def standings_of(duty: Duty, period: Period, today: date) -> list[Met]:
    """How every occasion of a duty that falls due in a period stands, each with its record."""
    return met_in(rows_of([duty], period, today))


def _of_duty(row: BoardRow, records: Sequence[MetBy]) -> Iterator[Met]:
    """Each record meets one occasion of a duty: of several on a day those that were entered in time come first, and of
    these those of its own kind, as in `courses.walk`."""
    waiting: dict[str, list[MetBy]] = defaultdict(list)
    for one in records:
        waiting[one.held_on.isoformat()].append(one)
    standings = {one.occasion: one for one in row.standings}
    for expected, _, by in row.walked():
        record = waiting[by[:10]].pop(0) if by else None
        if expected.belongs:
            yield Met(row, standings[expected.occasion], record)


def readable_of(person: Person, some: Iterable[Met]) -> set[int]:
    """The keys of those records that met these occasions and that the person may read."""
    keys = {one.record.pk for one in some if one.record is not None}
    return set(Record.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
