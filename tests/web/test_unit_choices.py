"""The options of a choice of units: all of them as the tree stands, the upper levels where they are too many."""

import re

import pytest

from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.tree import plant
from mofan.web import unit_choices
from mofan.web.unit_choices import offered, unit_asked


@pytest.fixture
def county(db: None) -> Unit:
    county = plant("安澜县", UnitKind.COUNTY)
    for name in ("林草局", "文旅局"):
        bureau = plant(name, parent=county)
        plant(f"{name}党支部", UnitKind.BRANCH, parent=bureau)
    return county


def labels() -> list[str]:
    return re.findall(r">([^<]*)</option>", offered(Unit.objects.all()))


def test_units_stand_below_the_unit_above_them(county: Unit) -> None:
    assert labels() == ["安澜县", "　林草局", "　　林草局党支部", "　文旅局", "　　文旅局党支部"]
    chosen = offered(Unit.objects.all(), [county.pk, None])
    assert re.findall(r'value="(\d+)" selected', chosen) == [f"{county.pk}"]


def test_a_unit_whose_upper_one_is_not_offered_stands_at_the_edge(county: Unit) -> None:
    below = offered(Unit.objects.exclude(pk=county.pk).filter(name__startswith="林草局"))
    assert re.findall(r">([^<]*)</option>", below) == ["林草局", "　林草局党支部"]
    assert offered(Unit.objects.none()) == ""


def test_of_too_many_the_upper_levels_are_offered_and_that_is_said(
    county: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_choices, "MOST_OFFERED", 3)
    assert labels() == ["安澜县", "　林草局", "　文旅局", "单位太多，只列到这一级"]
    assert "<option disabled>" in offered(Unit.objects.all())


def test_a_unit_is_asked_for_only_where_one_is_named(county: Unit, leader: Person, stranger: Person) -> None:
    assert unit_asked(leader, f"{county.pk}") == county
    assert [unit_asked(leader, given) for given in ("", "0", "x")] == [None, None, None]
    assert unit_asked(stranger, f"{county.pk}") is None
