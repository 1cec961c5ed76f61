"""What is asked of units, and how much of it was spared (负担表)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.records.boards import BoardRow, units_board
from mofan.records.catalogue import Kind
from mofan.records.fulfilling import Met, MetBy, Occasions, kinds_that_served, met_by, records_that_met
from mofan.records.models import AddedKind, BurdenReport
from mofan.records.models.burdens import BurdenReportQuerySet


@dataclass(frozen=True, slots=True)
class OfKind:
    """The burden of one kind (一种记录的负担)."""

    kind: Kind
    asked: int
    entered: int
    reused: int


class MetSeveral(Sequence[MetBy]):
    """Records by their keys (一条顶几项的记录): those that somebody looks at are read."""

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[MetBy]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> MetBy: ...
    @overload
    def __getitem__(self, place: slice) -> list[MetBy]: ...

    def __getitem__(self, place: int | slice) -> MetBy | list[MetBy]:
        if isinstance(place, int):
            return met_by([self._keys[place]])[0]
        return met_by(self._keys[place])


@dataclass(frozen=True)
class Meter:
    """The burden of some units over a period (负担表). Every number is the length of a list that can be opened; what is
    not opened is only counted."""

    rows: tuple[BoardRow, ...]

    @cached_property
    def asked(self) -> Occasions:
        """Every occasion that was asked for: met, open or overdue."""
        return self._listed(lambda row: row.tally.owed, lambda one: one.owed)

    @cached_property
    def entered(self) -> Occasions:
        """Those met by a record that was entered for them."""
        return self._listed(lambda row: row.tally.entered, lambda one: one.own)

    @cached_property
    def reused(self) -> Occasions:
        """Those met by a record of another kind, and so not filled in again (一次记录，多处有效)."""
        return self._listed(lambda row: row.tally.reused, lambda one: one.record is not None and not one.own)

    def _listed(self, number: Callable[[BoardRow], int], fits: Callable[[Met], bool]) -> Occasions:
        return Occasions(self.rows, number, fits)

    def of_kind(self, code: str) -> "Meter":
        """The burden of one kind alone."""
        return Meter(tuple(row for row in self.rows if row.kind.code == code))

    @cached_property
    def several(self) -> "MetSeveral":
        """The records that met two occasions or more, the latest first."""
        times = Counter((one.day, one.key) for one in records_that_met(self._where_one_may_meet_two()))
        return MetSeveral([key for (_, key), number in sorted(times.items(), reverse=True) if number > 1])

    def _where_one_may_meet_two(self) -> list[BoardRow]:
        """The duties of units in which a record of another kind met one, of the kinds that are concerned, and duties of
        which a unit has two of a kind: all others are met by records that meet nothing else."""
        reused = [row for row in self.rows if row.tally.reused]
        concerned = {(row.line.unit_id, row.line.kind) for row in reused} | kinds_that_served(reused)
        twice = Counter((row.line.unit_id, row.line.kind) for row in self.rows)
        return [
            row
            for row in self.rows
            if row.done and ((key := (row.line.unit_id, row.line.kind)) in concerned or twice[key] > 1)
        ]

    @cached_property
    def by_kind(self) -> tuple[OfKind, ...]:
        """Kind by kind, the most asked for first."""
        kinds: dict[str, list[BoardRow]] = {}
        for row in self.rows:
            if row.tally.owed:
                kinds.setdefault(row.kind.code, []).append(row)
        lines = [
            OfKind(some[0].kind, sum(row.tally.owed for row in some), sum(row.tally.entered for row in some),
                   sum(row.tally.reused for row in some))
            for some in kinds.values()
        ]  # fmt: skip
        return tuple(sorted(lines, key=lambda one: -one.asked))


def meter(person: Person, period: Period, today: date, units: QuerySet[Unit] | None = None) -> Meter:
    """The burden of the units that this person sees, over the occasions whose last day lies in a period."""
    return Meter(tuple(units_board(person, period, today, units)))


def burdens_visible_to(person: Person) -> BurdenReportQuerySet:
    """The burdens that this person reported or has to answer, the latest first."""
    return BurdenReport.objects.visible_to(person).select_related("unit", "by", "answered_by")


def added_kinds() -> QuerySet[AddedKind]:
    """The kinds that were added here, each with why, on what basis and until when (自定种类)."""
    return AddedKind.objects.select_related("added_by").order_by("ends_on", "pk")
