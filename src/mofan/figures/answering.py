"""A figure asked over a scope and a period (问数): the value, the rows behind it, what was left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mofan.figures.definitions import Definition, definition_of
from mofan.figures.expressions import Ref, Value, evaluate, refs_in
from mofan.figures.leaving_out import LeftOut, left_out
from mofan.figures.scopes import Scope
from mofan.measure import Period, month_of, same_last_year
from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet
from mofan.records import figures as counting
from mofan.records.models import Record
from mofan.records.models.records import RecordQuerySet

MONTHS = 12
"""Months of the chart of a figure."""


@dataclass(frozen=True, slots=True)
class Question:
    """A figure over a scope and a period. `today`: the tree of units is that of the last day, or of today."""

    figure: Definition
    scope: Scope
    period: Period
    today: date

    def of(self, code: str, *, years: int = 0) -> "Question":
        """The same of another figure, or of `years` before."""
        period = self.period
        for _ in range(years):
            period = same_last_year(period)
        return Question(definition_of(code), self.scope, period, self.today)

    def over(self, period: Period) -> "Question":
        """The same over another period."""
        return Question(self.figure, self.scope, period, self.today)

    def within(self, scope: Scope) -> "Question":
        """The same over another scope."""
        return Question(self.figure, scope, self.period, self.today)

    @property
    def parts(self) -> tuple["Question", ...]:
        """What a derived figure is made of, from left to right; nothing for one that is counted."""
        if self.figure.expression is None:
            return ()
        return tuple(self.of(one.code, years=one.years) for one in refs_in(self.figure.expression))

    def units(self) -> UnitQuerySet:
        """The units that are counted."""
        return self.scope.on(min(self.period.end, self.today))


def value_of(question: Question) -> Value:
    """The number, exact; None where there is no data for it: never 0 instead."""
    figure = question.figure
    if figure.counted is not None:
        return counting.value_of(figure.counted, question.units(), question.period)
    assert figure.expression is not None
    values: dict[Ref, Value] = {
        one: value_of(question.of(one.code, years=one.years)) for one in refs_in(figure.expression)
    }
    return evaluate(figure.expression, values)


def rows_of(question: Question) -> RecordQuerySet:
    """The records that are counted (数到的记录), newest first, restricted ones among them; none for a derived figure,
    which opens to its parts."""
    if question.figure.counted is None:
        return Record.objects.none()
    return counting.rows_of(question.figure.counted, question.units(), question.period)


def shown_rows(question: Question, person: Person) -> RecordQuerySet:
    """Those of `rows_of` that this person may read."""
    return rows_of(question).visible_to(person)


def contributions(question: Question, rows: RecordQuerySet) -> dict[int, Decimal]:
    """Record → what each of these adds to the number: 1, those present, or the number entered. Nothing for a derived
    figure."""
    figure = question.figure.counted
    return counting.contributions(figure, rows) if figure is not None else {}


def what_they_add(question: Question, shown: Sequence[Record]) -> dict[int, Decimal]:
    """`contributions` of some records that are shown together."""
    return contributions(question, Record.objects.filter(pk__in=[one.pk for one in shown]))


def left_out_of(question: Question) -> tuple[LeftOut, ...]:
    """What stands in the same units and days and was not counted, and why (未计入)."""
    if question.figure.counted is None:
        return ()
    return left_out(question.figure.counted, question.units(), question.period)


def by_unit(question: Question) -> list[tuple[Unit, Value]]:
    """Each unit of the scope with its own number (分单位), in their order; only for numbers that add up."""
    figure = question.figure
    if figure.counted is None or not figure.adds_up:
        return []
    numbers: Mapping[int, Decimal] = counting.by_unit(figure.counted, question.units(), question.period)
    units = list(question.units().order_by("depth", "order", "pk"))
    return [(unit, numbers.get(unit.pk, Decimal(0))) for unit in units]


def by_month(question: Question) -> list[tuple[Period, Value]]:
    """The figure month by month, the twelve that end with the period's last, or with this month."""
    month = month_of(min(question.period.end, question.today))
    months = [month]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    return [(one, value_of(question.over(one))) for one in reversed(months)]


def a_year_before(question: Question) -> Value:
    """The number over the same time a year earlier (上年同期)."""
    return value_of(question.over(same_last_year(question.period)))
