"""What figures ask of whatever is counted (数源的约定)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol, Self

from django.db.models import QuerySet

from mofan.cases.models import Case
from mofan.cases.models.cases import CaseQuerySet
from mofan.figures.expressions import Value
from mofan.measure import Period
from mofan.org.models import Person
from mofan.org.models.units import UnitQuerySet
from mofan.records.boards import BoardRow
from mofan.records.fulfilling import Met
from mofan.records.models import Record
from mofan.records.models.records import RecordQuerySet

Noun = Literal["record", "case"]
"""What stands behind a number: records, or cases."""
Row = Record | Case
Rows = RecordQuerySet | CaseQuerySet


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked up for the same question already: a card asks for it several times."""

    duties: dict[str, list[BoardRow]] = field(default_factory=dict)
    """Kind → its duties."""
    adds: dict[str, Counter[int]] = field(default_factory=dict)
    """Figure of duties → record → how many occasions it met."""
    cases: dict[str, int] = field(default_factory=dict)
    """Figure of cases → how many stand behind it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Over which units and days, on which day it is asked."""

    units: UnitQuerySet
    period: Period
    today: date
    seen: Seen = field(default_factory=Seen, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Behind:
    """Which row stands behind a number."""

    noun: Noun
    pk: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row behind a number, as it is listed wherever the number is (数到的一行)."""

    noun: Noun
    pk: int
    kind: str
    kind_name: str
    title: str
    unit: str
    day: date
    """On which it counts: a record's own day, a case's day of intake."""
    by: str
    """Who entered it or took it in."""
    at: datetime
    state: str = ""
    """Of a record that is not kept any more: 已作废, 已更正."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not counted for one reason (未计入)."""

    why: str
    count: int
    """Rows, or what the number counts, where it says so."""
    rows: Rows
    occasions: Sequence[Met] = ()
    """Of a figure of duties: the occasions that are not counted."""


class Source(Protocol):
    """One number that is counted (一个直接数的数): the value and the rows that it counts are the same query."""

    @property
    def code(self) -> str: ...
    @property
    def noun(self) -> Noun:
        """What stands behind it."""
        ...

    @property
    def kind(self) -> str:
        """The kind that is counted; empty for several."""
        ...

    @property
    def adds_up(self) -> bool:
        """Whether the number over several units is the sum of theirs."""
        ...

    @property
    def period_by(self) -> str:
        """By what it falls into a period, for people."""
        ...

    @property
    def scope_by(self) -> str:
        """By what it falls into a scope, for people."""
        ...

    def value(self, asked: Asked) -> Value:
        """The number, exact; None where there is no data."""
        ...

    def over(self, asked: Asked, periods: Sequence[Period]) -> list[Value]:
        """The number over each of several periods in a row and the same units."""
        ...

    @classmethod
    def together(cls, some: Sequence[Self], asked: Asked) -> list[Value]:
        """Many numbers of this sort at once, in few queries."""
        ...

    def by_unit(self, asked: Asked) -> Mapping[int, Decimal]:
        """Unit → its own number; only where numbers add up."""
        ...

    def rows(self, asked: Asked) -> Rows:
        """What is counted, restricted rows among them: whoever shows them narrows by `visible_to`."""
        ...

    def keys_shown(self, asked: Asked, person: Person) -> Sequence[int] | QuerySet[Any, int]:
        """The keys of those rows that somebody may read, in their order."""
        ...

    def how_many(self, asked: Asked) -> int:
        """How many rows are counted, restricted ones among them."""
        ...

    def named(self, keys: Collection[int]) -> Rows:
        """Rows of this sort by their keys."""
        ...

    def contributions(self, asked: Asked, rows: Rows) -> dict[int, Decimal]:
        """Row → what each of these adds to the number."""
        ...

    def left_out(self, asked: Asked) -> tuple[LeftOut, ...]:
        """What stands in the same units and days and is not counted, and why."""
        ...
