"""Figures of whistles: who called, who came, in time or not at all, what was reported upward; both sides assessed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from mofan.cases.actions import (
    Blow,
    answer_whistle,
    arrive,
    assess_called,
    assess_caller,
    end_whistle,
    report_result,
    whistle,
)
from mofan.cases.models import Call, Mark, Whistle
from mofan.figures.answering import Question, by_unit, contributions, left_out_of, rows_of, value_of
from mofan.figures.definitions import definition_of, definitions, narrowed_to
from mofan.figures.scopes import Scope
from mofan.measure import year_of
from mofan.org.models import Unit
from tests.cases.conftest import county
from tests.make import AT
from tests.make_cases import County, accepted, dispatched

__all__ = ["county"]

HOUR = timedelta(hours=1)
TODAY = timezone.localdate(AT) + timedelta(days=30)


def question(county: County, code: str, *, days: int = 30) -> Question:
    """Over the county with all below it, asked so many days after the calls."""
    today = timezone.localdate(AT) + timedelta(days=days)
    scope = Scope((county.root,), below=True)
    return Question(definition_of(f"cases.{code}"), scope, year_of(timezone.localdate(AT)), today)


def number(county: County, code: str, unit: Unit | None = None) -> Any:
    asked = question(county, code)
    return value_of(asked.within(Scope((unit,))) if unit is not None else asked)


def blown(county: County, *units: Unit) -> tuple[Whistle, list[Call]]:
    """The centre calls these units, who are to answer within two hours."""
    blow = Blow(county.centre, units, "三号楼停水，现场会商", AT + 2 * HOUR, "柳湾小区")
    made = whistle(accepted(county), blow, by=county.dispatcher, at=AT)
    return made, list(made.calls.order_by("pk"))


def came(call: Call, county: County, *, hours: int) -> None:
    by = county.water_handler if call.unit_id == county.water.pk else county.streets_handler
    arrive(call, by=by, at=AT + hours * HOUR)


@pytest.fixture
def called(county: County) -> County:
    """Five calls in three whistles: one came in time, reported and was marked, one came late; one refused; one did not
    come; one was called off in time."""
    first, (water, streets) = blown(county, county.water, county.streets)
    came(water, county, hours=1)
    report_result(water, "阀门已更换", by=county.water_handler, at=AT + 2 * HOUR)
    assess_called(water, Mark.GOOD, by=county.dispatcher, at=AT + 3 * HOUR)
    assess_caller(water, Mark.POOR, "地点没有说清", by=county.water_handler, at=AT + 3 * HOUR)
    came(streets, county, hours=5)
    assess_called(streets, Mark.FAIR, by=county.dispatcher, at=AT + 6 * HOUR)
    assert first.ended_at is None
    _, (refused, _) = blown(county, county.water, county.streets)
    answer_whistle(refused, "正在抢修主管道", coming=False, by=county.water_handler, at=AT)
    off, _ = blown(county, county.water)
    end_whistle(off, by=county.dispatcher, at=AT + HOUR)
    return county


COUNTS = {
    "due": 4,
    "arrived": 2,
    "on_time": 1,
    "refused": 1,
    "reported_up": 1,
    "absent": 1,
    "handled": 1,
}


@pytest.mark.parametrize("side", ["calls", "called"])
def test_each_call_is_counted_on_both_sides(side: str, called: County) -> None:
    assert {one: number(called, f"{side}_{one}") for one in COUNTS} == COUNTS
    rates = ("arrived", "on_time", "refused", "handled")
    assert [number(called, f"{side}_{one}_rate") for one in rates] == [Decimal(one) / 4 for one in (2, 1, 1, 1)]


def test_the_side_that_calls_and_the_side_that_is_called_have_their_own_numbers(called: County) -> None:
    assert [number(called, "whistles", unit) for unit in (called.centre, called.water)] == [3, 0]
    assert number(called, "whistles_ended_rate", called.centre) == Decimal(1) / 3
    assert [number(called, "calls_due", unit) for unit in (called.centre, called.water)] == [4, 0]
    assert [number(called, "called_due", unit) for unit in (called.centre, called.water, called.streets)] == [0, 2, 2]
    assert [number(called, "called_on_time_rate", unit) for unit in (called.water, called.streets)] == [
        Decimal("0.5"),
        0,
    ]
    assert number(called, "called_arrived_rate", called.centre) is None
    told = {unit.name: value for unit, value in by_unit(question(called, "called_refused")) if value}
    assert told == {"县水务局": 1}


def test_each_side_is_told_how_the_other_found_it(called: County) -> None:
    assert (number(called, "called_marked"), number(called, "called_good")) == (2, 1)
    assert (number(called, "calls_marked"), number(called, "calls_good")) == (1, 0)
    assert (number(called, "called_good_rate"), number(called, "calls_good_rate")) == (Decimal("0.5"), 0)


def test_what_is_left_out_is_told_with_its_reason(called: County) -> None:
    off = ("没有等到报到，在响应时限以前就销哨了", 1)
    refused, absent = ("拒不报到", 1), ("响应时限已过，没有报到", 1)
    for code, expected in (
        ("called_due", [off]),
        ("calls_arrived", [off, refused, absent]),
        ("called_on_time", [off, refused, absent, ("报到了，已经超过响应时限", 1)]),
        ("calls_handled", [off, refused, absent, ("报到了，还没有报结果", 1)]),
    ):
        asked = question(called, code)
        assert [(one.why, one.count) for one in left_out_of(asked)] == expected, code
    everything = sum(one.count for one in left_out_of(question(called, "called_on_time")))
    assert everything + number(called, "called_on_time") == Call.objects.count()


def test_a_call_whose_time_is_not_over_is_not_owed_yet(county: County) -> None:
    blown(county, county.water)
    asked = question(county, "called_due", days=0)
    assert value_of(asked) == 0
    assert value_of(asked.of("cases.called_arrived_rate")) is None
    assert [(one.why, one.count) for one in left_out_of(asked)] == [("响应时限还没有过，也还没有报到", 1)]


def test_who_refused_and_came_after_all_came_and_it_was_reported_all_the_same(county: County) -> None:
    _, (water,) = blown(county, county.water)
    answer_whistle(water, "正在抢修", coming=False, by=county.water_handler, at=AT)
    came(water, county, hours=1)
    assert [number(county, f"called_{one}") for one in ("refused", "reported_up", "on_time")] == [0, 1, 1]


def test_a_number_of_calls_opens_to_the_cases(called: County) -> None:
    asked = question(called, "calls_due")
    rows = rows_of(asked)
    assert {one.pk for one in rows} == {one.case_id for one in Whistle.objects.filter(ended_at=None)}
    assert sorted(contributions(asked, rows).values()) == [2, 2]
    assert len(rows_of(question(called, "whistles"))) == 3
    assert len(left_out_of(question(called, "calls_due"))[0].rows) == 1


def test_they_narrow_by_the_case_and_by_the_level_of_the_unit(called: County) -> None:
    due = definition_of("cases.public_demand.called_due")
    for facet, choice, count in (("category", "housing", 4), ("category", "health", 0), ("level", "county", 4)):
        narrowed = narrowed_to(due, facet, choice)
        assert narrowed is not None
        assert value_of(question(called, "whistles").asking(narrowed)) == count


def test_their_definitions_say_which_side_and_which_moment(db: None) -> None:
    calls, theirs = definition_of("cases.calls_arrived_rate"), definition_of("cases.called_arrived_rate")
    assert (calls.name, theirs.name) == ("各类受理事项吹哨报到率", "各类受理事项被吹哨报到率")
    assert "期间按吹哨时间，范围按吹哨单位" in calls.definition
    assert "期间按吹哨时间，范围按被吹哨的单位" in theirs.definition
    assert not [code for code in definitions() if "tip_off" in code]


def test_what_was_dispatched_is_whistled_for_by_whoever_leads(county: County) -> None:
    (leg,) = dispatched(county)
    blow = Blow(county.water, (county.streets,), "封路抢修", AT + HOUR)
    whistle(leg.case, blow, by=county.water_handler, at=AT)
    assert [number(county, "whistles", unit) for unit in (county.water, county.centre)] == [1, 0]
