"""Numbers of occasions of duties (履责的数): behind them stand occasions, and the records that met them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from mofan.figures.expressions import Value
from mofan.figures.sources.protocol import Asked, LeftOut, Noun, Rows
from mofan.figures.sources.records import records_named
from mofan.measure import Period, month_of
from mofan.records import duty_figures as counting
from mofan.records.fulfilling import Met
from mofan.records.models import Record
from mofan.records.models.records import RecordQuerySet


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

    def everything(self, asked: Asked) -> list[Met]:
        """Every occasion in the scope and period, counted or not."""
        kind = self.figure.kind
        if kind not in asked.seen:
            asked.seen[kind] = counting.occasions_of(kind, asked.units, asked.period, asked.today)
        return asked.seen[kind]

    def occasions(self, asked: Asked) -> list[Met]:
        """Those that are counted (数到的次数)."""
        return [one for one in self.everything(asked) if self.figure.counts(one)]

    def value(self, asked: Asked) -> Value:
        return Decimal(len(self.occasions(asked)))

    def over(self, asked: Asked, periods: Sequence[Period]) -> list[Value]:
        """Of months: the occasions are looked up once for all of them."""
        whole = Period(min(one.start for one in periods), max(one.end for one in periods))
        met = self.occasions(Asked(asked.units, whole, asked.today))
        counts = Counter(month_of(one.standing.occasion.deadline) for one in met)
        return [Decimal(counts[month]) for month in periods]

    @classmethod
    def together(cls, some: Sequence[Self], asked: Asked) -> list[Value]:
        return [one.value(asked) for one in some]

    def by_unit(self, asked: Asked) -> Mapping[int, Decimal]:
        met = counting.by_unit(self.figure, self.everything(asked))
        return {unit: Decimal(count) for unit, count in met.items()}

    def rows(self, asked: Asked) -> RecordQuerySet:
        return records_named(counting.contributions(self.figure, self.everything(asked)).keys())

    def named(self, keys: Collection[int]) -> RecordQuerySet:
        return records_named(keys)

    def contributions(self, asked: Asked, rows: Rows) -> dict[int, Decimal]:
        met = counting.contributions(self.figure, self.everything(asked))
        return {pk: Decimal(met[pk]) for pk in rows.order_by().values_list("pk", flat=True)}

    def left_out(self, asked: Asked) -> tuple[LeftOut, ...]:
        found = counting.left_out(self.figure, self.everything(asked))
        return tuple(LeftOut(why, len(some), Record.objects.none(), tuple(some)) for why, some in found.items())
