"""The kinds that this place knows (可用种类), and who may enter which where."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from json import dumps, loads
from typing import Final

from django.db.models import Q, QuerySet

from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.catalogue import Kind, read_kind, shipped
from mofan.records.catalogue.kinds import Writer
from mofan.records.models import AddedKind

WRITING: Final[Mapping[Writer, Right]] = {
    "recorder": Right.RECORD,
    "handler": Right.HANDLE,
    "leader": Right.APPROVE,
    "supervisor": Right.SUPERVISE,
    "administrator": Right.MANAGE,
}
"""The right that each writer of a kind has in a unit; "anyone" needs only a place in it."""


def known_kinds() -> dict[str, Kind]:
    """Code → kind: those that ship, then those that were added here, ended ones too."""
    return dict(kinds_with(added_tables()))


def added_tables() -> tuple[str, ...]:
    """What was added here, each kind as the text of its table: the same text, the same kind."""
    tables = AddedKind.objects.order_by("pk").values_list("code", "table")
    return tuple(dumps(table | {"code": code}, sort_keys=True) for code, table in tables)


@lru_cache(maxsize=8)
def kinds_with(added: tuple[str, ...]) -> Mapping[str, Kind]:
    """Code → kind: those that ship, then these."""
    read = [read_kind(loads(table)) for table in added]
    return {**shipped(), **{kind.code: kind for kind in read}}


def kind_named(code: str) -> Kind:
    """The kind of that code. Raises RuleBroken."""
    found = known_kinds().get(code)
    if found is None:
        raise RuleBroken("没有这一种记录。请从记录种类里选。")
    return found


def added_kind(code: str) -> AddedKind | None:
    """What was said when a kind was added here (自定种类的来由); None for one that ships."""
    return AddedKind.objects.select_related("added_by").filter(code=code).first()


def ended_by(today: date) -> frozenset[str]:
    """The kinds that are no longer used (已停用的种类)."""
    return frozenset(AddedKind.objects.filter(ends_on__lt=today).values_list("code", flat=True))


def ended_on(code: str) -> date | None:
    """From which day on no record of this kind is entered; None for one that goes on."""
    return AddedKind.objects.filter(code=code).values_list("ends_on", flat=True).first()


def units_for(person: Person, kind: Kind) -> QuerySet[Unit]:
    """The units for which this person may enter records of this kind, in their order."""
    if "anyone" in kind.writers:
        return Unit.objects.visible_to(person).valid()
    allowed = Q(pk__in=())
    for writer in kind.writers:
        allowed |= Q(pk__in=Unit.objects.where(person, WRITING[writer]).order_by().values("pk"))
    return Unit.objects.valid().filter(allowed)


def may_enter(person: Person, kind: Kind, unit: Unit) -> bool:
    """Whether this person may enter records of this kind for this unit."""
    return units_for(person, kind).filter(pk=unit.pk).exists()


def allow_entering(person: Person, kind: Kind, unit: Unit, today: date) -> None:
    """Raises RuleBroken when the person may not enter this kind for this unit, or the kind is no longer used."""
    if not may_enter(person, kind, unit):
        raise RuleBroken(f"您不能为“{unit}”登记{kind.name}。需要的话，请单位管理员给您记录员的角色。")
    ends = ended_on(kind.code)
    if ends is not None and ends < today:
        raise RuleBroken(f"“{kind.name}”用到{ends.year}年{ends.month}月{ends.day}日为止，已停用。")
