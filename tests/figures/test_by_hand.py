"""Every figure agrees with a count in plain Python over what was entered: all that is counted, of every kind that the
demonstration records, over random times and scopes, asked for alone, together, by month and by unit."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from mofan.figures.answering import (
    Question,
    by_month,
    by_unit,
    contributions,
    count_of_rows,
    keys_shown,
    left_out_of,
    rows_of,
    shown_rows,
    value_of,
    values_of,
)
from mofan.figures.definitions import Definition, definition_of, definitions
from mofan.figures.expressions import Ref, Value, evaluate, refs_in
from mofan.figures.scopes import Scope
from mofan.figures.sources import NO_NUMBER
from mofan.measure import Period, same_last_year
from mofan.ops.demo.entries import Entered, entries
from mofan.ops.demo.happenings import Calendar
from mofan.ops.demo.staffing import places_of
from mofan.ops.demo.writing import write
from mofan.org.working_days import packaged
from mofan.records.figures import kind_code_of
from tests.records.conftest import House

TODAY = date(2026, 11, 22)


@pytest.fixture
def entered(house: House) -> list[Entered]:
    """Two years of an agency and its branch, some of it corrected or voided; what counts of it."""
    places = {one.key: one for one in places_of((house.agency, house.branch))}
    calendar = Calendar.until(TODAY, packaged())
    found = [one for place in places.values() for one in entries(place, calendar, quiet=0.5)]
    write(found, places, timezone.now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # it plans for empty tables else, and each query takes half a minute
    return [one for one in found if one.fate != "voided"]


def by_hand(figure: Definition, entered: Iterable[Entered], units: set[int], period: Period) -> Value:
    """The number, without a database; of a figure that is derived by its expression."""
    if figure.expression is not None:
        parts: dict[Ref, Value] = {}
        for ref in refs_in(figure.expression):
            before = same_last_year(period) if ref.years else period
            parts[ref] = by_hand(definition_of(ref.code), entered, units, before)
        return evaluate(figure.expression, parts)
    assert figure.counted is not None
    counted, kind = figure.counted, kind_code_of(figure.counted)
    mine = [one for one in entered if one.place in units and period.contains(one.entry.held_on)]
    own = [one for one in mine if one.entry.kind.code == kind]
    served = own + [one for one in mine if one.entry.kind.code != kind and kind in one.entry.serves]
    for field, choice in counted.where.items():
        served = own = [one for one in own if one.entry.values.get(field) == choice]
    if counted.take == "count":
        return Decimal(len(served))
    rolls = [line for one in served for line in one.entry.roll if line.state == "present"]
    if counted.take == "attendance":
        return Decimal(len(rolls))
    if counted.take == "people":
        return Decimal(len({line.who.person for line in rolls if line.who.person}))
    written = [one.entry.values.get(counted.field or "") for one in own]
    numbers = [Decimal(str(one)) for one in written if one is not None]
    if counted.take == "average":
        return sum(numbers, Decimal(0)) / len(numbers) if numbers else None
    return sum(numbers, Decimal(0))


def close(one: Value, other: Value) -> bool:
    """Whether two numbers are the same; an average as exact as a database reckons it."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= abs(other) * Decimal("1e-9")


def test_every_figure_agrees_with_a_count_by_hand(house: House, entered: list[Entered]) -> None:
    counted = of_records()
    kinds = {one.entry.kind.code for one in entered}
    told = {one.code: 0 for one in counted}
    for seed in range(3):
        chance = Random(seed)
        first = date(2024, 12, 1) + timedelta(days=chance.randrange(500))
        period = Period(first, first + timedelta(days=chance.choice((20, 90, 365))))
        below = seed % 2 == 0
        units = {house.agency.pk, house.branch.pk} if below else {house.agency.pk}
        asked = Question(counted[0], Scope((house.agency,), below), period, TODAY)
        together = values_of(asked, counted)
        for figure in counted:
            expected = by_hand(figure, entered, units, period)
            assert close(together[figure.code], expected), (figure.code, period)
            if kind_in(figure, kinds):
                alone = asked.asking(figure)
                assert close(value_of(alone), expected), (figure.code, period)
                told[figure.code] += bool(expected)
                keys = list(keys_shown(alone, house.leader))
                assert keys == list(shown_rows(alone, house.leader).values_list("pk", flat=True)), figure.code
                if figure.counted is not None:
                    assert len(keys) == count_of_rows(alone)
                    assert all(one.count == one.rows.count() for one in left_out_of(alone) if one.why == NO_NUMBER)
                if figure.adds_up:
                    assert sum(contributions(alone, rows_of(alone)).values()) == expected
                    assert sum(number or 0 for _, number in by_unit(alone)) == expected
    takes = {one.counted.take for one in counted if one.counted is not None and told[one.code]}
    assert takes == {"count", "attendance", "people", "sum", "average"}
    assert sum(bool(times) for times in told.values()) > 60


def test_the_months_of_every_figure_agree_too(house: House, entered: list[Entered]) -> None:
    kinds = {one.entry.kind.code for one in entered}
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    figures = of_records()
    for figure in [one for one in figures if kind_in(one, kinds)][::4]:
        asked = Question(figure, Scope((house.agency,), below=True), period, TODAY)
        for month, number in by_month(asked):
            expected = by_hand(figure, entered, {house.agency.pk, house.branch.pk}, month)
            assert close(number, expected), (figure.code, month)


def kind_in(figure: Definition, kinds: set[str]) -> bool:
    """Whether there are records behind it."""
    codes = figure.parts or (figure.code,)
    return any(code.partition(".")[0] in kinds for code in codes)


def of_records() -> list[Definition]:
    """The figures that the records count, and those that are made of them alone."""
    known = definitions()
    counted = {code for code, one in known.items() if one.counted is not None}
    return [one for code, one in known.items() if code in counted or (one.parts and counted.issuperset(one.parts))]
