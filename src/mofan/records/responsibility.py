"""Reads of responsibility (责任): lists, and the records that are evidence of each item."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet
from mofan.org.queries import units_under, units_where
from mofan.org.roles import Right
from mofan.records.catalogue import Kind
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Responsibility, ResponsibilityItem
from mofan.records.models.responsibility import LEVELS, ResponsibilityQuerySet
from mofan.records.queries import Asked, record_list

Stands = Literal["now", "past", "void"]
STANDS: Final[dict[Stands, str]] = {"now": "现行的", "past": "到期的", "void": "作废的"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records of one kind that bear an item out (凭据), as many as this person may read."""

    kind: Kind
    count: int
    asked: Asked
    """What a list of records is narrowed to, to show just these."""


def may_draw(by: Person, unit: Unit) -> bool:
    """Whether `by` may draw up lists for a unit: who manages, supervises or approves there."""
    return any(by.may(right, unit) for right in (Right.MANAGE, Right.SUPERVISE, Right.APPROVE))


def responsibilities_visible_to(person: Person) -> ResponsibilityQuerySet:
    """The lists that this person may see, by unit, level and post; voided ones too."""
    rows = Responsibility.objects.visible_to(person).select_related("unit", "owner")
    return rows.order_by("unit__depth", "unit__order", "unit_id", "-since", "pk")


def narrowed(
    rows: ResponsibilityQuerySet, *, unit: Unit | None, level: str, stands: Stands, today: date
) -> ResponsibilityQuerySet:
    """Of these lists those of a unit with all below it, of a level, and those that hold now, are past, or were
    voided."""
    if stands == "void":
        rows = rows.exclude(voided_at=None)
    elif stands == "past":
        rows = rows.valid().filter(until__lt=today)
    else:
        rows = rows.valid().filter(until__gte=today)
    if unit is not None:
        rows = rows.filter(unit__in=units_under(unit).order_by().values("pk"))
    return rows.filter(level=level) if level in LEVELS else rows


def units_to_draw_for(person: Person) -> UnitQuerySet:
    """The units for which this person may draw up lists."""
    return (
        units_where(person, Right.MANAGE) | units_where(person, Right.SUPERVISE) | units_where(person, Right.APPROVE)
    ).distinct()


def evidence_of(person: Person, row: Responsibility, item: ResponsibilityItem) -> list[Evidence]:
    """The records of the item's kinds in the unit and below during the list's time, also those that serve such a kind
    along with their own."""
    known = known_kinds()
    found = []
    for code in item.kinds:
        asked = Asked(kind=code, unit=row.unit_id, since=row.since, until=row.until, serving=True)
        if code in known:
            found.append(Evidence(known[code], record_list(person, asked).count(), asked))
    return found
