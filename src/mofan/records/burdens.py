"""What is asked of units, and how much of it was spared (负担表)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.records.boards import units_board
from mofan.records.catalogue import Kind
from mofan.records.fulfilling import Met, MetBy, met_in
from mofan.records.models import AddedKind, BurdenReport
from mofan.records.models.burdens import BurdenReportQuerySet


@dataclass(frozen=True, slots=True)
class OfKind:
    """The burden of one kind (一种记录的负担)."""

    kind: Kind
    asked: int
    entered: int
    reused: int


@dataclass(frozen=True, slots=True)
class Meter:
    """The burden of some units over a period (负担表). Every number is the length of a list that can be opened."""

    asked: tuple[Met, ...]
    """Every occasion that was asked for: met, open or overdue."""

    @property
    def entered(self) -> tuple[Met, ...]:
        """Those met by a record that was entered for them."""
        return tuple(one for one in self.asked if one.own)

    @property
    def reused(self) -> tuple[Met, ...]:
        """Those met by a record of another kind, and so not filled in again (一次记录，多处有效)."""
        return tuple(one for one in self.asked if one.record is not None and not one.own)

    @property
    def several(self) -> tuple[MetBy, ...]:
        """The records that met two occasions or more, the latest first."""
        records = {one.record.pk: one.record for one in self.asked if one.record is not None}
        times = Counter(one.record.pk for one in self.asked if one.record is not None)
        chosen = [records[pk] for pk, count in times.items() if count > 1]
        return tuple(sorted(chosen, key=lambda one: (one.held_on, one.pk), reverse=True))

    @property
    def by_kind(self) -> tuple[OfKind, ...]:
        """Kind by kind, the most asked for first."""
        kinds = {one.row.kind.code: one.row.kind for one in self.asked}
        counts = [Counter(one.row.kind.code for one in some) for some in (self.asked, self.entered, self.reused)]
        lines = [OfKind(kind, *(count[code] for count in counts)) for code, kind in kinds.items()]
        return tuple(sorted(lines, key=lambda one: -one.asked))


def meter(person: Person, period: Period, today: date, units: QuerySet[Unit] | None = None) -> Meter:
    """The burden of the units that this person sees, over the occasions whose last day lies in a period."""
    rows = units_board(person, period, today, units)
    return Meter(tuple(one for one in met_in(rows) if one.owed))


def burdens_visible_to(person: Person) -> BurdenReportQuerySet:
    """The burdens that this person reported or has to answer, the latest first."""
    return BurdenReport.objects.visible_to(person).select_related("unit", "by", "answered_by")


def added_kinds() -> QuerySet[AddedKind]:
    """The kinds that were added here, each with why, on what basis and until when (自定种类)."""
    return AddedKind.objects.select_related("added_by").order_by("ends_on", "pk")
