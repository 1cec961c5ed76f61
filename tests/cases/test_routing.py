"""Rules of routing: the closest one counts, by its days; entered, ended, tried on old cases; never applied."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mofan.cases.queries import Asked
from mofan.cases.routing import (
    Matter,
    Rule,
    RuleFacts,
    add_rule,
    bench,
    best,
    change_rule,
    end_rule,
    in_order,
    move_rule,
    route,
    rules_of,
    try_rules,
)
from mofan.org.models import History
from mofan.org.rules import RuleBroken
from tests.cases.suggesting.test_suggested import closed
from tests.make import AT
from tests.make_cases import County, accepted

DAY = AT.date()
EVERYWHERE = Rule(1, "public_demand", 10, date(2020, 1, 1), "housing")
IN_THE_TOWN = Rule(2, "public_demand", 20, date(2020, 1, 1), "", "柳湾")
BOTH = Rule(3, "public_demand", 30, date(2024, 1, 1), "housing", "柳湾", date(2024, 12, 31))


def matter(category: str = "housing", place: str = "县城", on: date = date(2025, 6, 1), **more: int) -> Matter:
    return Matter("public_demand", category, place, on, **more)


def test_the_rule_that_fits_most_closely_counts() -> None:
    rules = (EVERYWHERE, IN_THE_TOWN, BOTH)
    assert best(rules, matter()) == EVERYWHERE
    assert best(rules, matter(place="柳 湾小区")) == IN_THE_TOWN
    assert best(rules, matter(place="柳湾小区", on=date(2024, 12, 31))) == BOTH
    assert best(rules, matter("transport")) is None
    assert best(rules, matter(on=date(2019, 12, 31))) is None
    assert best((EVERYWHERE,), Matter("dispute", "housing", "", date(2025, 6, 1))) is None


def test_the_bench_counts_every_case_once() -> None:
    past = [
        matter(unit=10, key=1),
        matter(unit=11, key=2),
        matter("transport", unit=10, key=3),
        matter(place="柳湾", unit=30, key=4),
    ]
    found = bench((EVERYWHERE, IN_THE_TOWN, BOTH), past)
    assert (found.cases, found.right, found.wrong, found.unrouted) == (4, 1, 2, 1)
    assert [(one.right, one.wrong) for one in found.rules] == [(1, 1), (0, 1), (0, 0)]
    assert found.misses == ((2, 10), (4, 20))
    assert bench((EVERYWHERE, IN_THE_TOWN, BOTH), past, as_of=date(2024, 5, 1)).right == 2


def facts(county: County, **changes: object) -> RuleFacts:
    given: dict[str, object] = {"kind": "public_demand", "unit": county.water, "since": DAY, "category": "housing"}
    return RuleFacts(**{**given, **changes})  # type: ignore[arg-type]


def test_a_rule_is_entered_and_says_where_a_case_would_go(county: County) -> None:
    rule = add_rule(county.centre, facts(county, place="柳湾"), by=county.dispatcher, at=AT)
    case = accepted(county)
    found = route(county.dispatcher, case, DAY)
    assert found is not None
    assert found.rule == rule
    assert found.sentence == "按派单规则（城乡建设、地点含“柳湾”），建议：县水务局。"
    assert not case.legs.exists()
    assert route(county.outsider, case, DAY) is None
    assert str(rule) == "柳湾→县水务局"
    assert History.objects.filter(verb="添加派单规则", subject_id=rule.pk).count() == 1


def test_a_rule_is_ended_and_another_begins(county: County) -> None:
    rule = add_rule(county.centre, facts(county), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已有规则"):
        add_rule(county.centre, facts(county, unit=county.streets), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已有规则"):
        add_rule(county.centre, facts(county, until=DAY), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="早于"):
        end_rule(rule, DAY - timedelta(days=1), "机构改革", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="缘由"):
        end_rule(rule, DAY, " ", by=county.dispatcher, at=AT)
    ended = end_rule(rule, DAY, "机构改革", by=county.dispatcher, at=AT)
    next_day = DAY + timedelta(days=1)
    add_rule(county.centre, facts(county, unit=county.streets, since=next_day), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经截止"):
        end_rule(ended, DAY, "再改", by=county.dispatcher, at=AT + timedelta(days=3))
    assert rules_of(county.dispatcher, county.centre).on(next_day).get().unit == county.streets
    assert rules_of(county.dispatcher, county.centre).count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "nothing"}, "没有这一种事项"),
        ({"kind": "tip_off", "category": "food"}, "不按规则派单"),
        ({"category": "nothing"}, "没有这个类别"),
        ({"category": ""}, "至少写一个"),
        ({"place": "长" * 61}, "60 个字"),
        ({"until": DAY - timedelta(days=1)}, "不能早于"),
    ],
)
def test_a_rule_that_cannot_stand_is_refused(county: County, changes: dict[str, object], says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        add_rule(county.centre, facts(county, **changes), by=county.dispatcher, at=AT)


def test_whoever_does_not_dispatch_there_enters_no_rule(county: County) -> None:
    with pytest.raises(RuleBroken, match="权限"):
        add_rule(county.centre, facts(county), by=county.water_handler, at=AT)


def test_rules_are_tried_on_old_cases(county: County) -> None:
    closed(county, "停水", "housing", county.water)
    closed(county, "路面塌了", "housing", county.streets)
    closed(county, "班车太少", "transport", county.streets)
    add_rule(county.centre, facts(county), by=county.dispatcher, at=AT)
    found = try_rules(county.dispatcher, county.centre, Asked())
    assert (found.cases, found.right, found.wrong, found.unrouted) == (3, 1, 1, 1)
    assert try_rules(county.outsider, county.centre, Asked()).cases == 0


def test_a_changed_rule_holds_from_a_day_on_and_the_old_one_until_the_day_before(county: County) -> None:
    old = add_rule(county.centre, facts(county, since=DAY - timedelta(days=30)), by=county.dispatcher, at=AT)
    new = change_rule(old, facts(county, unit=county.streets), "职责调整", by=county.dispatcher, at=AT)
    old.refresh_from_db()
    assert (old.until, new.since, new.until) == (DAY - timedelta(days=1), DAY, None)
    assert old.unit == county.water, "what stood is not overwritten"
    with pytest.raises(RuleBroken, match="最早从第二天起"):
        change_rule(new, facts(county), "又调整", by=county.dispatcher, at=AT)


def test_rules_stand_in_the_order_in_which_they_count(county: County) -> None:
    asked: tuple[dict[str, object], ...] = ({}, {"category": "", "place": "柳湾"}, {"place": "柳湾小区"})
    everywhere, short, long = (
        add_rule(county.centre, facts(county, **one), by=county.dispatcher, at=AT) for one in asked
    )
    assert in_order(rules_of(county.dispatcher, county.centre)) == [long, short, everywhere]


def test_every_old_case_is_shown_with_what_the_rules_would_have_said() -> None:
    found = bench((EVERYWHERE,), [matter(unit=10, key=1), matter(unit=11, key=2), matter("transport", key=3)])
    assert [(one.key, one.verdict) for one in found.trials] == [(1, "right"), (2, "wrong"), (3, "unrouted")]


def test_an_order_by_hand_goes_before_the_closest(county: County) -> None:
    wide = add_rule(county.centre, facts(county), by=county.dispatcher, at=AT)
    close = add_rule(county.centre, facts(county, unit=county.streets, place="柳湾"), by=county.dispatcher, at=AT)
    case = accepted(county)

    def order() -> list[int]:
        return [row.pk for row in in_order(rules_of(county.dispatcher, county.centre))]

    assert order() == [close.pk, wide.pk]
    move_rule(wide, 1, by=county.dispatcher, at=AT)
    assert not rules_of(county.dispatcher, county.centre).filter(place_by_hand__gt=0).exists(), (
        "it was the last already"
    )
    move_rule(wide, -1, by=county.dispatcher, at=AT)
    assert order() == [wide.pk, close.pk]
    found = route(county.dispatcher, case, DAY)
    assert found is not None
    assert found.rule == wide
    assert History.objects.get(verb="调整派单规则次序").subject_id == wide.pk
    closer = add_rule(county.centre, facts(county, place="柳湾小区"), by=county.dispatcher, at=AT)
    other = add_rule(county.centre, facts(county, category="transport"), by=county.dispatcher, at=AT)
    assert order() == [closer.pk, wide.pk, close.pk, other.pk], "before the first that is less close"
    changed = change_rule(
        wide, facts(county, unit=county.town, since=DAY + timedelta(days=9)), "改由镇办", by=county.dispatcher, at=AT
    )
    assert order() == [closer.pk, changed.pk, wide.pk, close.pk, other.pk], "in the place of the old one"
    move_rule(closer, 9, by=county.dispatcher, at=AT)
    assert order() == [changed.pk, wide.pk, close.pk, other.pk, closer.pk]


def test_what_has_ended_is_not_moved_and_not_by_everybody(county: County) -> None:
    rule = add_rule(county.centre, facts(county), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken):
        move_rule(rule, 1, by=county.water_handler, at=AT)
    end_rule(rule, DAY, "不用了", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经截止"):
        move_rule(rule, 1, by=county.dispatcher, at=AT + timedelta(days=2))


def test_the_bench_follows_the_order_by_hand() -> None:
    past = [matter(place="柳湾", unit=10, key=1)]
    assert bench((EVERYWHERE, IN_THE_TOWN), past).wrong == 1
    assert bench((replace(EVERYWHERE, by_hand=1), replace(IN_THE_TOWN, by_hand=2)), past).right == 1
