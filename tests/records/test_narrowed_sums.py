"""Sums, averages, heads and counts of a part of the records: each agrees with a count in plain Python."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from mofan.measure import Period
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit
from mofan.org.queries import units_under
from mofan.org.tree import plant
from mofan.records.actions import enter, void
from mofan.records.catalogue import Figure, kind_of
from mofan.records.entry import Entry, Who
from mofan.records.figures import by_unit, contributions, figures, rows_of, value_of, values_of, values_over
from mofan.records.models import Record
from tests.make import AT
from tests.records.conftest import House

CATEGORIES = ("enterprise", "petition", "penalty")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SPRING = Period(date(2026, 2, 1), date(2026, 4, 30))
Kept = tuple[Record, Unit, date, str, dict[str, Decimal]]


def review(house: House, day: date, category: str, numbers: dict[str, Decimal]) -> Entry:
    """A review of case files with the numbers that were filled in."""
    return Entry(
        kind=kind_of("case_file_review"),
        title="案件评查",
        held_on=day,
        values={"category": category, **numbers},
        people={"reviewers": (Who("沈知行", house.person("沈知行").pk),)},
    )


@pytest.fixture
def reviews(house: House) -> list[Kept]:
    """Forty reviews in two branches; some are voided, some leave a number out."""
    chance = random.Random(5)
    other = plant("第二支部", UnitKind.BRANCH, parent=house.agency)
    kept: list[Kept] = []
    for number in range(40):
        day = date(2025, 12, 1) + timedelta(chance.randrange(330))
        numbers = {"cases": Decimal(chance.randrange(1, 30))}
        if chance.random() < 0.7:
            numbers["volumes"] = Decimal(chance.randrange(60))
        unit, category = chance.choice((house.branch, other)), chance.choice(CATEGORIES)
        record = enter(review(house, day, category, numbers), unit, by=house.recorder, at=AT)
        if number % 8 == 0:
            void(record, why="重复", by=house.recorder, at=AT)
        else:
            kept.append((record, unit, day, category, numbers))
    return kept


def narrowed(take: str, field: str, category: str) -> Figure:
    """A figure of the field, of the reviews of one category alone."""
    whole = figures()[f"case_file_review.{take}.{field}"]
    return replace(whole, code=f"case_file_review.{take}_{field}_{category}", where={"category": category})


def by_hand(take: str, numbers: list[Decimal]) -> Decimal | None:
    if take == "sum":
        return sum(numbers, Decimal(0))
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def same(one: Decimal | None, other: Decimal | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) < Decimal("1e-6")


def test_a_narrowed_sum_agrees_with_a_sum_in_plain_python(house: House, reviews: list[Kept]) -> None:
    told = 0
    for take, field, category in product(("sum", "average"), ("cases", "volumes"), CATEGORIES):
        figure = narrowed(take, field, category)
        for unit, period in product((house.agency, house.branch), (YEAR, SPRING)):
            mine = [
                (record, where, numbers[field])
                for record, where, day, of, numbers in reviews
                if of == category and period.contains(day) and unit in (house.agency, where) and field in numbers
            ]
            units, expected = units_under(unit), by_hand(take, [number for _, _, number in mine])
            assert same(value_of(figure, units, period), expected), figure.code
            assert same(values_of([figure], units, period)[figure.code], expected)
            assert same(values_over(figure, units, [period, SPRING])[0], expected)
            rows = rows_of(figure, units, period)
            assert {one.pk for one in rows} == {record.pk for record, _, _ in mine}
            assert contributions(figure, rows) == {record.pk: number for record, _, number in mine}
            if take == "sum":
                alone = by_unit(figure, units, period)
                assert alone == {
                    where.pk: sum((number for _, at, number in mine if at == where), Decimal(0)) for _, where, _ in mine
                }
            told += bool(expected)
    assert told > 30


def test_the_parts_make_the_whole(house: House, reviews: list[Kept]) -> None:
    units = units_under(house.agency)
    for field in ("cases", "volumes"):
        parts = [value_of(narrowed("sum", field, one), units, YEAR) or Decimal(0) for one in CATEGORIES]
        assert sum(parts, Decimal(0)) == value_of(figures()[f"case_file_review.sum.{field}"], units, YEAR)


def test_the_files_of_enterprises_are_a_figure_of_their_own(house: House, reviews: list[Kept]) -> None:
    units = units_under(house.agency)
    for code, category, field in (
        ("enterprise_cases", "enterprise", "cases"),
        ("enterprise_volumes", "enterprise", "volumes"),
        ("petition_cases", "petition", "cases"),
        ("petition_volumes", "petition", "volumes"),
    ):
        expected = sum(
            (n.get(field, Decimal(0)) for _, _, d, of, n in reviews if of == category and d.year == 2026), Decimal(0)
        )
        assert value_of(figures()[f"case_file_review.{code}"], units, YEAR) == expected > 0
