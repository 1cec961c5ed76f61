"""Numbers of occasions of duties (履责的数): behind them stand occasions, and the records that met them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from mofan.figures.expressions import Value
from mofan.figures.sources.protocol import Asked, LeftOut, Noun, Rows
from mofan.figures.sources.records import records_named
from mofan.measure import Period
from mofan.org.models import Person
from mofan.records import duty_figures as counting
from mofan.records.boards import BoardRow, with_units
from mofan.records.fulfilling import Met, Occasions, met_in
from mofan.records.models import Record
from mofan.records.models.records import RecordQuerySet, withheld_from


@dataclass(frozen=True, slots=True)
class DutySource:
    """A figure of the duties of one kind of record, or of all."""

    figure: counting.DutyFigure

    @property
    def code(self) -> str:
        return self.figure.code

    @property
    def noun(self) -> Noun:
        return "record"

    @property
    def kind(self) -> str:
        return self.figure.kind

    @property
    def adds_up(self) -> bool:
        return True

    @property
    def period_by(self) -> str:
        return "每次应做的最后一天"

    @property
    def scope_by(self) -> str:
        return "承担任务的单位"

    def duties(self, asked: Asked) -> list[BoardRow]:
        """The duties in the scope and period, looked up once for a question."""
        seen = asked.seen.duties
        if self.kind not in seen:
            seen[self.kind] = counting.duties_in(self._kinds, asked.units, asked.period, asked.today)
        return seen[self.kind]

    @property
    def _kinds(self) -> tuple[str, ...]:
        return (self.kind,) if self.kind else ()

    def everything(self, asked: Asked) -> list[Met]:
        """Every occasion in the scope and period, counted or not."""
        rows = self.duties(asked)
        return met_in(with_units(rows))

    def occasions(self, asked: Asked) -> Occasions:
        """Those that are counted (数到的各次)."""
        return counting.counted(self.figure, self.duties(asked))

    def value(self, asked: Asked) -> Value:
        return Decimal(counting.value_of(self.figure, self.duties(asked)))

    def over(self, asked: Asked, periods: Sequence[Period]) -> list[Value]:
        """Of the months of a period: the duties are looked up once for all of them."""
        counts = counting.by_month(self.figure, self.duties(asked))
        return [Decimal(counts[month.start.year, month.start.month]) for month in periods]

    @classmethod
    def together(cls, some: Sequence[Self], asked: Asked) -> list[Value]:
        seen = asked.seen.duties
        missing = {one.kind for one in some if one.kind and one.kind not in seen}
        if len(missing) > 1:
            seen.update({kind: [] for kind in missing})
            for row in counting.duties_in(missing, asked.units, asked.period, asked.today):
                seen[row.line.kind].append(row)
        return [one.value(asked) for one in some]

    def by_unit(self, asked: Asked) -> Mapping[int, Decimal]:
        numbers = counting.by_unit(self.figure, self.duties(asked))
        return {unit: Decimal(number) for unit, number in numbers.items()}

    def rows(self, asked: Asked) -> RecordQuerySet:
        return records_named(self._adds(asked).keys())

    def _adds(self, asked: Asked) -> Counter[int]:
        """Record → how many of its occasions are counted, the latest first; looked up once for a question."""
        if self.code not in asked.seen.adds:
            asked.seen.adds[self.code] = counting.contributions(self.figure, self.duties(asked))
        return asked.seen.adds[self.code]

    def keys_shown(self, asked: Asked, person: Person) -> Sequence[int]:
        withheld = set(withheld_from(person).values_list("pk", flat=True))
        return [key for key in self._adds(asked) if key not in withheld]

    def how_many(self, asked: Asked) -> int:
        return len(self._adds(asked))

    def named(self, keys: Collection[int]) -> RecordQuerySet:
        return records_named(keys)

    def contributions(self, asked: Asked, rows: Rows) -> dict[int, Decimal]:
        met = self._adds(asked)
        return {pk: Decimal(met[pk]) for pk in rows.order_by().values_list("pk", flat=True)}

    def left_out(self, asked: Asked) -> tuple[LeftOut, ...]:
        found = counting.left_out(self.figure, self.duties(asked))
        return tuple(LeftOut(why, len(some), Record.objects.none(), some) for why, some in found.items())
