"""A figure asked over a scope and a period (问数): the value, the rows behind it, what was left out and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mofan.figures.definitions import Definition, definition_of
from mofan.figures.expressions import Ref, Value, evaluate, refs_in
from mofan.figures.scopes import Scope
from mofan.figures.sources import Asked, CaseSource, DutySource, LeftOut, Row, Rows, Seen, Source
from mofan.measure import Period, month_of, same_last_year
from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet
from mofan.records.fulfilling import Met
from mofan.records.models import Record

MONTHS = 12
"""Months of the chart of a figure."""


@dataclass(frozen=True, slots=True)
class Question:
    """A figure over a scope and a period. `today`: the tree of units is that of the last day, or of today."""

    figure: Definition
    scope: Scope
    period: Period
    today: date
    _seen: Seen = field(default_factory=Seen, compare=False, repr=False)

    def of(self, code: str, *, years: int = 0) -> "Question":
        """The same of another figure, or of `years` before."""
        seen = Seen() if years else self._seen
        return Question(definition_of(code), self.scope, _before(self.period, years), self.today, seen)

    def asking(self, figure: Definition) -> "Question":
        """Another figure over the same."""
        return Question(figure, self.scope, self.period, self.today, self._seen)

    def over(self, period: Period) -> "Question":
        """The same over another period."""
        seen = self._seen if period == self.period else Seen()
        return Question(self.figure, self.scope, period, self.today, seen)

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

    def asked(self) -> Asked:
        """The same as sources are asked."""
        return Asked(self.units(), self.period, self.today, self._seen)


def value_of(question: Question) -> Value:
    """The number, exact; None where there is no data for it: never 0 instead."""
    figure = question.figure
    if figure.source is not None:
        return figure.source.value(question.asked())
    return values_of(question, [figure])[figure.code]


def values_of(question: Question, figures: Sequence[Definition]) -> dict[str, Value]:
    """Code → number of many figures over the scope and period of a question: those of one source in a few queries,
    whether they are asked for or parts of others."""
    parts = [ref for one in figures if one.expression is not None for ref in refs_in(one.expression)]
    wanted: dict[int, dict[str, Definition]] = {0: {one.code: one for one in figures if one.expression is None}}
    for ref in parts:
        wanted.setdefault(ref.years, {})[ref.code] = definition_of(ref.code)
    known: dict[Ref, Value] = {}
    for years, some in wanted.items():
        before = question.over(_before(question.period, years))
        known |= {Ref(code, years): number for code, number in _together(before, some.values()).items()}
    return {
        one.code: known[Ref(one.code)] if one.expression is None else evaluate(one.expression, known) for one in figures
    }


def _together(question: Question, figures: Iterable[Definition]) -> dict[str, Value]:
    """Code → number of figures over a question: those that are counted, sort by sort."""
    found: dict[str, Value] = {}
    sorts: dict[type[Source], list[Source]] = {}
    for one in figures:
        if one.source is None:
            found[one.code] = value_of(question.asking(one))
        else:
            sorts.setdefault(type(one.source), []).append(one.source)
    for sort, some in sorts.items():
        numbers = sort.together(some, question.asked())
        found |= {one.code: number for one, number in zip(some, numbers, strict=True)}
    return found


def rows_of(question: Question) -> Rows:
    """What is counted (数到的), the latest first, restricted rows among it: records, or cases; of a figure of duties
    the records that met its occasions; none for a derived figure, which opens to its parts."""
    if question.figure.source is None:
        return Record.objects.none()
    return question.figure.source.rows(question.asked())


def count_of_rows(question: Question) -> int:
    """How many `rows_of` are."""
    source = question.figure.source
    return source.how_many(question.asked()) if source is not None else 0


def all_occasions_of(question: Question) -> list[Met]:
    """Of a figure of duties every occasion in the scope and period, counted or not; nothing for another figure."""
    source = question.figure.source
    return source.everything(question.asked()) if isinstance(source, DutySource) else []


def occasions_of(question: Question) -> Sequence[Met]:
    """Those of them that are counted (数到的各次)."""
    source = question.figure.source
    return source.occasions(question.asked()) if isinstance(source, DutySource) else ()


def keys_shown(question: Question, person: Person) -> Sequence[int] | QuerySet[Any, int]:
    """The keys of those of `rows_of` that this person may read, in their order; `rows_named` has the rows."""
    source = question.figure.source
    return source.keys_shown(question.asked(), person) if source is not None else []


def shown_rows(question: Question, person: Person) -> Rows:
    """Those of `rows_of` that this person may read."""
    return rows_of(question).visible_to(person)


def rows_named(question: Question, keys: Sequence[int]) -> list[Row]:
    """Rows of `rows_of` by their keys, in the order of the keys: what is sorted and cut are keys alone."""
    source = question.figure.source
    found: dict[int, Row] = {one.pk: one for one in source.named(keys)} if source is not None and keys else {}
    return [found[key] for key in keys]


def contributions(question: Question, rows: Rows) -> dict[int, Decimal]:
    """Row → what each of these adds to the number: 1, those present, the number entered, the days it took, how many of
    its legs or occasions are counted. Nothing for a derived figure."""
    source = question.figure.source
    return source.contributions(question.asked(), rows) if source is not None else {}


def what_they_add(question: Question, shown: Sequence[Row]) -> dict[int, Decimal]:
    """`contributions` of some rows that are shown together."""
    source = question.figure.source
    return contributions(question, source.named([one.pk for one in shown])) if source is not None else {}


def left_out_of(question: Question) -> tuple[LeftOut, ...]:
    """What stands in the same units and days and was not counted, and why (未计入)."""
    source = question.figure.source
    return source.left_out(question.asked()) if source is not None else ()


def by_unit(question: Question) -> list[tuple[Unit, Value]]:
    """Each unit of the scope with its own number (分单位), in their order: where numbers add up, and for what is
    derived from such numbers of the same time."""
    figure = question.figure
    refs = refs_in(figure.expression) if figure.expression is not None else ()
    parts = [definition_of(one.code) for one in refs] or [figure]
    if not all(one.adds_up for one in parts) or any(one.years for one in refs):
        return []
    asked = question.asked()
    numbers = [one.source.by_unit(asked) for one in parts if one.source is not None]
    found: list[tuple[Unit, Value]] = []
    for unit in question.units().order_by("depth", "order", "pk"):
        own: list[Value] = [one.get(unit.pk, Decimal(0)) for one in numbers]
        found.append(
            (
                unit,
                own[0] if figure.expression is None else evaluate(figure.expression, dict(zip(refs, own, strict=True))),
            )
        )
    return found


def by_month(question: Question) -> list[tuple[Period, Value]]:
    """The figure month by month, the twelve that end with the period's last, or with this month."""
    months = _months(question)
    return list(zip(months, _over_months(_over_all(question, months), months), strict=True))


def with_months(
    question: Question, figures: Sequence[Definition], monthly: Sequence[Definition]
) -> tuple[dict[str, Value], dict[str, list[tuple[Period, Value]]]]:
    """Code → number of some figures (`values_of`), and of some month by month (`by_month`): those of cases are counted
    all together, whatever is asked of them."""
    months = _months(question)
    whole = _over_all(question, months)
    sources = _sources_of_cases([*figures, *monthly])
    if sources is None or not _is_steady(whole, months):
        return values_of(question, figures), {
            one.code: list(zip(months, _over_months(whole.asking(one), months), strict=True)) for one in monthly
        }
    once, each = _counted_for(figures), _counted_for(monthly)
    over = {
        source: ([question.period] if code in once else []) + (months if code in each else [])
        for code, source in sources.items()
    }
    numbers = dict(zip(sources, CaseSource.together_over(over, question.asked()), strict=True))
    now = {Ref(code): numbers[code][0] for code in once}
    rows = [{Ref(code): numbers[code][at - MONTHS] for code in each} for at in range(MONTHS)]
    return {one.code: _told(one, now) for one in figures}, {
        one.code: [(month, _told(one, row)) for month, row in zip(months, rows, strict=True)] for one in monthly
    }


def _told(figure: Definition, known: Mapping[Ref, Value]) -> Value:
    return known[Ref(figure.code)] if figure.expression is None else evaluate(figure.expression, known)


def _counted_for(figures: Iterable[Definition]) -> list[str]:
    """The codes of what is counted for these figures, each once."""
    return [
        *dict.fromkeys(
            code
            for one in figures
            for code in ([one.code] if one.expression is None else [ref.code for ref in refs_in(one.expression)])
        )
    ]


def _sources_of_cases(figures: Sequence[Definition]) -> dict[str, CaseSource] | None:
    """Code → source of what is counted for these figures; None where not all is of cases and of one time."""
    found: dict[str, CaseSource] = {}
    if any(ref.years for one in figures if one.expression is not None for ref in refs_in(one.expression)):
        return None
    for code in _counted_for(figures):
        if not isinstance(source := definition_of(code).source, CaseSource):
            return None
        found[code] = source
    return found


def _months(question: Question) -> list[Period]:
    month = month_of(min(question.period.end, question.today))
    months = [month]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    return months[::-1]


def _over_all(question: Question, months: Sequence[Period]) -> Question:
    return question.over(Period(months[0].start, months[-1].end))


def _is_steady(question: Question, months: Sequence[Period]) -> bool:
    """Whether the units are the same throughout."""
    days = [min(month.end, question.today) for month in months]
    return question.scope.is_steady(min(days), max(days))


def _over_months(question: Question, months: Sequence[Period]) -> list[Value]:
    """The figure over each of some months in a row, those of the period of `question`. Occasions of duties are looked
    up once for all of them, where the units are the same throughout."""
    figure = question.figure
    if figure.expression is not None:
        refs = refs_in(figure.expression)
        columns = [
            _over_months(question.of(one.code, years=one.years), [_before(month, one.years) for month in months])
            for one in refs
        ]
        return [evaluate(figure.expression, dict(zip(refs, row, strict=True))) for row in zip(*columns, strict=True)]
    if not _is_steady(question, months):
        return [value_of(question.over(month)) for month in months]
    assert figure.source is not None
    return figure.source.over(question.asked(), months)


def _before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = same_last_year(period)
    return period


def a_year_before(question: Question) -> Value:
    """The number over the same time a year earlier (上年同期)."""
    return value_of(question.over(same_last_year(question.period)))
