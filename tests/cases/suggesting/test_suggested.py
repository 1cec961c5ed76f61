"""Suggestions in words: from closed cases, with their reason; nothing of tip-offs, nothing that is not known."""

from datetime import timedelta

import pytest

from mofan.cases.actions import Dispatch, approve, dispatch, move, sign, submit
from mofan.cases.catalogue import kind_of
from mofan.cases.models import Case
from mofan.cases.suggesting import Suggested, learn_from_cases, suggest_category, suggest_unit
from mofan.cases.suggesting.learning import is_due, path_of
from mofan.org.models import Unit
from tests.make import AT
from tests.make_cases import County, accepted

DEMAND = kind_of("public_demand")


def closed(county: County, title: str, category: str, unit: Unit) -> Case:
    """A demand that this unit led, closed."""
    case = accepted(county, title=title, text="", category=category, points=())
    handler = county.water_handler if unit == county.water else county.streets_handler
    (leg,) = dispatch(case, Dispatch(unit), by=county.dispatcher, at=AT)
    sign(leg, by=handler, at=AT)
    submit(leg, "solved", "已办好", reply="已办好。", by=handler, at=AT + timedelta(hours=1))
    approve(leg, by=county.dispatcher, at=AT + timedelta(hours=2))
    move(case, "close", {"outcome": "solved", "reply": "已办好。"}, by=county.dispatcher, at=AT + timedelta(hours=3))
    return case


def test_a_category_is_suggested_with_its_words_before_any_case_is_closed(home: object) -> None:
    found = suggest_category(DEMAND, "工地欠薪", "包工头一直不发工钱，农民工过不了年。")
    assert found is not None
    assert (found.code, found.name, found.sure) == ("labour", "劳动和社会保障", True)
    assert found.sentence.startswith("因“")
    assert found.sentence.endswith("建议：劳动和社会保障。")
    assert found.others == (), "nothing else comes near"
    between = suggest_category(DEMAND, "工地噪音扰民，包工头欠薪", "")
    assert between is not None
    assert between.others


def test_what_is_unsure_says_so() -> None:
    assert Suggested("land", "国土资源", 0.3, False, ("土地",)).sentence == "不确定。因“土地”，建议：国土资源。"
    assert Suggested("land", "国土资源", 0.9, True, ()).sentence == "建议：国土资源。"


def test_nothing_is_suggested_for_tip_offs_or_empty_messages(home: object) -> None:
    assert suggest_category(kind_of("tip_off"), "举报", "无证经营") is None
    assert suggest_unit(kind_of("tip_off"), "举报", "无证经营") is None
    assert suggest_category(DEMAND, "", "") is None
    assert suggest_unit(DEMAND, "停水", "") is None


def test_other_kinds_start_from_the_names_of_their_categories(home: object) -> None:
    found = suggest_category(kind_of("consumer_complaint"), "健身房预付费不退", "")
    assert found is not None
    assert found.code == "prepaid"


def test_units_and_categories_are_learnt_from_closed_cases(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.cases.suggesting.suggested.LEAST_LEARNT", 4)
    monkeypatch.setattr("mofan.cases.suggesting.learning.FROM", 4)
    assert not is_due()
    for number in range(2):
        closed(county, f"柳湾{number}号楼停水", "housing", county.water)
        closed(county, f"东门街{number}处摊贩占道", "transport", county.streets)
    accepted(county, title="石桥路停水", points=())
    assert is_due()
    told: list[int] = []
    done = learn_from_cases(told.append)
    assert (done.cases, done.kinds, told[-1]) == (4, 1, 4)
    found = suggest_unit(DEMAND, "青杨小区停水", "", "housing", "青杨小区")
    assert found is not None
    assert (found.code, found.name) == (str(county.water.pk), "县水务局")
    assert "停水" in found.sentence
    assert not is_due()


def test_a_broken_file_is_left_aside(home: object, caplog: pytest.LogCaptureFixture) -> None:
    path = path_of(DEMAND, "category")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"nothing")
    found = suggest_category(DEMAND, "工地欠薪", "")
    assert found is not None
    assert "mofan learn" in caplog.text
