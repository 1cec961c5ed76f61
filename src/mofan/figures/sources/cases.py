"""Numbers of cases (事项的数)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from mofan.cases import figures as counting
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.named_figures import CaseFigure
from mofan.cases.takes import BASES
from mofan.figures.expressions import Value
from mofan.figures.sources.protocol import Asked, LeftOut, Noun, Rows
from mofan.measure import Period
from mofan.org.models import Person


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A figure of cases of one kind, or of all."""

    figure: CaseFigure

    @property
    def code(self) -> str:
        return self.figure.code

    @property
    def noun(self) -> Noun:
        return "case"

    @property
    def kind(self) -> str:
        return self.figure.kind

    @property
    def adds_up(self) -> bool:
        return self.figure.adds_up

    @property
    def period_by(self) -> str:
        return BASES[self.figure.take.base].period_by

    @property
    def scope_by(self) -> str:
        return BASES[self.figure.take.base].scope_by

    def value(self, asked: Asked) -> Value:
        return counting.value_of(self.figure, asked.units, asked.period, asked.today)

    def over(self, asked: Asked, periods: Sequence[Period]) -> list[Value]:
        return counting.values_of([self.figure], asked.units, periods, asked.today)[0]

    @classmethod
    def together(cls, some: Sequence[Self], asked: Asked) -> list[Value]:
        numbers = counting.values_of([one.figure for one in some], asked.units, [asked.period], asked.today)
        return [number for (number,) in numbers]

    @classmethod
    def together_over(cls, some: Mapping[Self, Sequence[Period]], asked: Asked) -> list[list[Value]]:
        """Many figures, each over several periods of its own."""
        figures = {one.figure: periods for one, periods in some.items()}
        found = counting.values_over(figures, asked.units, asked.today)
        return [found[one] for one in figures]

    def by_unit(self, asked: Asked) -> Mapping[int, Decimal]:
        return counting.by_unit(self.figure, asked.units, asked.period, asked.today)

    def rows(self, asked: Asked) -> CaseQuerySet:
        return counting.rows_of(self.figure, asked.units, asked.period, asked.today)

    def keys_shown(self, asked: Asked, person: Person) -> Sequence[int]:
        many = self.how_many(asked)
        return counting.keys_shown(self.figure, asked.units, asked.period, asked.today, person, many)

    def how_many(self, asked: Asked) -> int:
        known = asked.seen.cases
        if self.code not in known:
            known[self.code] = counting.how_many(self.figure, asked.units, asked.period, asked.today)
        return known[self.code]

    def named(self, keys: Collection[int]) -> CaseQuerySet:
        return counting.cases_named(keys)

    def contributions(self, asked: Asked, rows: Rows) -> dict[int, Decimal]:
        assert isinstance(rows, CaseQuerySet)
        return counting.contributions(self.figure, rows, asked.units, asked.period, asked.today)

    def left_out(self, asked: Asked) -> tuple[LeftOut, ...]:
        found = counting.left_out(self.figure, asked.units, asked.period, asked.today)
        return tuple(LeftOut(why, count, rows) for why, count, rows in found)
