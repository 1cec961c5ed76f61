"""Hot spots: like cases at one place, counted in two spans of the same length."""

from datetime import date, timedelta

import pytest

from mofan.cases.catalogue import kind_of
from mofan.cases.hot_spots import Happening, hot_spots, hot_spots_of
from mofan.cases.queries import Asked
from tests.make import AT
from tests.make_cases import County, taken_in

TODAY = date(2026, 6, 30)


def happened(
    key: int, ago: int, title: str = "夜间施工噪声", place: str = "柳湾小区", category: str = "noise"
) -> Happening:
    return Happening(key, title, category, place, TODAY - timedelta(days=ago))


def test_like_cases_at_one_place_are_a_hot_spot_with_its_growth() -> None:
    (spot,) = hot_spots([happened(1, 0), happened(2, 5), happened(3, 29), happened(4, 30), happened(5, 60)], TODAY)
    assert (spot.place, spot.cases, spot.before, spot.growth) == ("柳湾小区", (1, 2, 3), 1, 2)
    assert spot.sentence == "柳湾小区：近30天3件，比前30天多2件。"


def test_less_and_the_same_are_said_so() -> None:
    before = [happened(10 + number, 40) for number in range(4)]
    (less,) = hot_spots([*before, *(happened(number, 1) for number in range(3))], TODAY)
    assert less.sentence.endswith("少1件。")
    (same,) = hot_spots([*before, *(happened(number, 1) for number in range(4))], TODAY)
    assert same.sentence.endswith("持平。")


def test_places_written_a_little_differently_are_one_where_the_matter_is() -> None:
    rows = [happened(1, 1), happened(2, 1), happened(3, 2, "夜间施工噪声扰民", "柳湾小区3号楼")]
    (spot,) = hot_spots(rows, TODAY)
    assert spot.cases == (2, 1, 3)
    other = [happened(1, 1), happened(2, 1), happened(3, 2, "楼道堆物", "柳湾小区3号楼")]
    assert hot_spots(other, TODAY) == ()


def test_other_categories_and_cases_without_a_place_are_apart() -> None:
    rows = [happened(1, 1), happened(2, 1), happened(3, 1, category="water"), happened(4, 1, place=" ")]
    assert hot_spots(rows, TODAY) == ()
    assert len(hot_spots(rows, TODAY, least=2)) == 1


def test_what_grows_most_comes_first_and_a_span_has_a_day() -> None:
    rows = [happened(number, 1) for number in range(3)] + [happened(9 + n, 1, place="东门街") for n in range(5)]
    assert [one.place for one in hot_spots(rows, TODAY)] == ["东门街", "柳湾小区"]
    with pytest.raises(ValueError, match="一天"):
        hot_spots(rows, TODAY, days=0)


def test_hot_spots_are_of_cases_that_the_person_may_read(county: County) -> None:
    keys = [taken_in(county, at=AT + timedelta(hours=hour)).pk for hour in range(3)]
    for _ in range(3):
        taken_in(county, kind=kind_of("tip_off"), category="food", place="柳湾小区三号楼", points=(), parties=())
    (spot,) = hot_spots_of(county.county_viewer, Asked(), (AT + timedelta(days=1)).date())
    assert set(spot.cases) == set(keys)
    assert hot_spots_of(county.tip_officer, Asked(), (AT + timedelta(days=1)).date()) == (spot,)
    assert hot_spots_of(county.outsider, Asked(), (AT + timedelta(days=1)).date()) == ()
