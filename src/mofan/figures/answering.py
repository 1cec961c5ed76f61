"""A figure asked over a scope and a period (问数): the value, the rows behind it, what was left out and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mofan.figures.definitions import Definition, definition_of
from mofan.figures.expressions import Ref, Value, evaluate, refs_in
from mofan.figures.leaving_out import LeftOut, left_out, left_out_of_duties
from mofan.figures.scopes import Scope
from mofan.measure import Period, month_of, same_last_year
from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet
from mofan.records import duty_figures
from mofan.records import figures as counting
from mofan.records.fulfilling import Met
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
    _seen: dict[str, list[Met]] = field(default_factory=dict, compare=False, repr=False)
    """Occasions that were looked up for this question already: a card asks for them several times."""

    def of(self, code: str, *, years: int = 0) -> "Question":
        """The same of another figure, or of `years` before."""
        return Question(definition_of(code), self.scope, _before(self.period, years), self.today)

    def asking(self, figure: Definition) -> "Question":
        """Another figure over the same."""
        return Question(figure, self.scope, self.period, self.today)

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
    if figure.duty is not None:
        return Decimal(len(occasions_of(question)))
    assert figure.expression is not None
    values: dict[Ref, Value] = {
        one: value_of(question.of(one.code, years=one.years)) for one in refs_in(figure.expression)
    }
    return evaluate(figure.expression, values)


def values_of(question: Question, figures: Sequence[Definition]) -> dict[str, Value]:
    """Code → number of many figures over the scope and period of a question: those that the records count in a few
    queries, whether they are asked for or parts of others."""
    parts = [ref for one in figures if one.expression is not None for ref in refs_in(one.expression)]
    wanted: dict[int, dict[str, Definition]] = {0: {one.code: one for one in figures if one.expression is None}}
    for ref in parts:
        wanted.setdefault(ref.years, {})[ref.code] = definition_of(ref.code)
    known: dict[Ref, Value] = {}
    for years, some in wanted.items():
        asked = question.over(_before(question.period, years))
        counted = [one.counted for one in some.values() if one.counted is not None]
        numbers = counting.values_of(counted, asked.units(), asked.period) if counted else {}
        known |= {Ref(code, years): number for code, number in numbers.items()}
        others = [one for code, one in some.items() if code not in numbers]
        known |= {Ref(one.code, years): value_of(asked.asking(one)) for one in others}
    return {
        one.code: known[Ref(one.code)] if one.expression is None else evaluate(one.expression, known) for one in figures
    }


def rows_of(question: Question) -> RecordQuerySet:
    """The records that are counted (数到的记录), newest first, restricted ones among them; of a figure of duties those
    that met its occasions; none for a derived figure, which opens to its parts."""
    if question.figure.duty is not None:
        keys = duty_figures.contributions(question.figure.duty, all_occasions_of(question))
        met = Record.objects.filter(pk__in=keys.keys())
        return met.prefetch_related("unit", "entered_by").order_by("-held_on", "-pk")
    if question.figure.counted is None:
        return Record.objects.none()
    return counting.rows_of(question.figure.counted, question.units(), question.period)


def all_occasions_of(question: Question) -> list[Met]:
    """Of a figure of duties every occasion in the scope and period, counted or not; nothing for another figure."""
    figure = question.figure.duty
    if figure is None:
        return []
    if "met" not in question._seen:
        question._seen["met"] = duty_figures.occasions_of(
            figure.kind, question.units(), question.period, question.today
        )
    return question._seen["met"]


def occasions_of(question: Question) -> list[Met]:
    """Those of them that are counted (数到的次数)."""
    figure = question.figure.duty
    return [one for one in all_occasions_of(question) if figure is not None and figure.counts(one)]


def shown_rows(question: Question, person: Person) -> RecordQuerySet:
    """Those of `rows_of` that this person may read."""
    return rows_of(question).visible_to(person)


def contributions(question: Question, rows: RecordQuerySet) -> dict[int, Decimal]:
    """Record → what each of these adds to the number: 1, those present, or the number entered; of a figure of duties
    how many occasions it met. Nothing for a derived figure."""
    if question.figure.duty is not None:
        met = duty_figures.contributions(question.figure.duty, all_occasions_of(question))
        return {pk: Decimal(met[pk]) for pk in rows.order_by().values_list("pk", flat=True)}
    figure = question.figure.counted
    return counting.contributions(figure, rows) if figure is not None else {}


def what_they_add(question: Question, shown: Sequence[Record]) -> dict[int, Decimal]:
    """`contributions` of some records that are shown together."""
    return contributions(question, Record.objects.filter(pk__in=[one.pk for one in shown]))


def left_out_of(question: Question) -> tuple[LeftOut, ...]:
    """What stands in the same units and days and was not counted, and why (未计入)."""
    if question.figure.duty is not None:
        return left_out_of_duties(question.figure.duty, all_occasions_of(question))
    if question.figure.counted is None:
        return ()
    return left_out(question.figure.counted, question.units(), question.period)


def by_unit(question: Question) -> list[tuple[Unit, Value]]:
    """Each unit of the scope with its own number (分单位), in their order; only for numbers that add up."""
    figure = question.figure
    numbers: Mapping[int, Decimal]
    if figure.duty is not None:
        met = duty_figures.by_unit(figure.duty, all_occasions_of(question))
        numbers = {unit: Decimal(count) for unit, count in met.items()}
    elif figure.counted is None or not figure.adds_up:
        return []
    else:
        numbers = counting.by_unit(figure.counted, question.units(), question.period)
    units = list(question.units().order_by("depth", "order", "pk"))
    return [(unit, numbers.get(unit.pk, Decimal(0))) for unit in units]


def by_month(question: Question) -> list[tuple[Period, Value]]:
    """The figure month by month, the twelve that end with the period's last, or with this month."""
    month = month_of(min(question.period.end, question.today))
    months = [month]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    months.reverse()
    return list(zip(months, _over_months(question, months), strict=True))


def _over_months(question: Question, months: Sequence[Period]) -> list[Value]:
    """The figure over each of some months in a row. Occasions of duties are looked up once for all of them, where the
    units are the same throughout."""
    figure = question.figure
    if figure.expression is not None:
        refs = refs_in(figure.expression)
        columns = [_over_months(question.of(one.code), [_before(month, one.years) for month in months]) for one in refs]
        return [evaluate(figure.expression, dict(zip(refs, row, strict=True))) for row in zip(*columns, strict=True)]
    days = [min(month.end, question.today) for month in months]
    if not question.scope.is_steady(min(days), max(days)):
        return [value_of(question.over(month)) for month in months]
    if figure.counted is not None:
        return counting.values_over(figure.counted, question.over(months[-1]).units(), months)
    met = occasions_of(question.over(Period(months[0].start, months[-1].end)))
    counts = Counter(month_of(one.standing.occasion.deadline) for one in met)
    return [Decimal(counts[month]) for month in months]


def _before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = same_last_year(period)
    return period


def a_year_before(question: Question) -> Value:
    """The number over the same time a year earlier (上年同期)."""
    return value_of(question.over(same_last_year(question.period)))
