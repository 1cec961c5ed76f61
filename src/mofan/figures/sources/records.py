"""Numbers that the records count (台账的数)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, QuerySet

from mofan.figures.expressions import Value
from mofan.figures.sources.protocol import Asked, LeftOut, Noun, Rows
from mofan.measure import Period
from mofan.org.models import Person
from mofan.records import figures as counting
from mofan.records.catalogue import Figure
from mofan.records.models import Participant, Record, RecordState
from mofan.records.models import Value as Number
from mofan.records.models.parts import ROLL
from mofan.records.models.records import RecordQuerySet

REASONS = {
    RecordState.VOIDED: "已作废",
    RecordState.CORRECTED: "已更正，由更正后的记录计入",
}
NO_NUMBER = "没有填写这个数"
OUTSIDERS = "外单位人员，不计入人数"


def records_named(keys: Collection[int]) -> RecordQuerySet:
    """Records by their keys, as figures show them: the latest first."""
    return Record.objects.filter(pk__in=keys).select_related("unit", "entered_by").order_by("-held_on", "-pk")


@dataclass(frozen=True, slots=True)
class RecordSource:
    """A figure that a kind of record declares."""

    figure: Figure

    @property
    def code(self) -> str:
        return self.figure.code

    @property
    def noun(self) -> Noun:
        return "record"

    @property
    def kind(self) -> str:
        return counting.kind_code_of(self.figure)

    @property
    def adds_up(self) -> bool:
        return self.figure.take in ("count", "attendance", "sum")

    @property
    def period_by(self) -> str:
        return "发生的日期，不按录入日期"

    @property
    def scope_by(self) -> str:
        return "记录所属的单位"

    def value(self, asked: Asked) -> Value:
        return counting.value_of(self.figure, asked.units, asked.period)

    def over(self, asked: Asked, periods: Sequence[Period]) -> list[Value]:
        return counting.values_over(self.figure, asked.units, periods)

    @classmethod
    def together(cls, some: Sequence[Self], asked: Asked) -> list[Value]:
        found = counting.values_of([one.figure for one in some], asked.units, asked.period)
        return [found[one.code] for one in some]

    def by_unit(self, asked: Asked) -> Mapping[int, Decimal]:
        return counting.by_unit(self.figure, asked.units, asked.period)

    def rows(self, asked: Asked) -> RecordQuerySet:
        return counting.rows_of(self.figure, asked.units, asked.period)

    def keys_shown(self, asked: Asked, person: Person) -> QuerySet[Any, int]:
        return counting.keys_shown(self.figure, asked.units, asked.period, person)

    def how_many(self, asked: Asked) -> int:
        return counting.count_of_rows(self.figure, asked.units, asked.period)

    def named(self, keys: Collection[int]) -> RecordQuerySet:
        return records_named(keys)

    def contributions(self, asked: Asked, rows: Rows) -> dict[int, Decimal]:
        assert isinstance(rows, RecordQuerySet)
        return counting.contributions(self.figure, rows)

    def left_out(self, asked: Asked) -> tuple[LeftOut, ...]:
        here = Record.objects.filter(
            kind=self.kind,
            unit__in=asked.units.order_by().values("pk"),
            held_on__gte=asked.period.start,
            held_on__lte=asked.period.end,
        )
        gone = here.filter(state__in=REASONS).order_by().values_list("state").annotate(Count("pk"))
        counts: dict[str, int] = dict(gone)
        found = [
            LeftOut(why, counts[state], here.filter(state=state)) for state, why in REASONS.items() if state in counts
        ]
        if self.figure.take in ("sum", "average"):
            numbers = Number.objects.filter(
                counts=True, kind=self.kind, field=self.figure.field or "", choice="", number__isnull=False
            ).filter(
                unit__in=asked.units.order_by().values("pk"),
                held_on__gte=asked.period.start,
                held_on__lte=asked.period.end,
            )
            without = here.kept().exclude(pk__in=numbers.order_by().values("record"))
            kept = counting.own_of_kind(self.figure, asked.units, asked.period)
            found.append(LeftOut(NO_NUMBER, kept - numbers.count(), without))
        if self.figure.take == "people":
            outsiders = Participant.objects.filter(field=ROLL, state="present", person=None, record__in=here.kept())
            of_them = here.filter(pk__in=outsiders.values("record"))
            found.append(LeftOut(OUTSIDERS, outsiders.count(), of_them))
        return tuple(one for one in found if one.count)
