"""What is suggested of a case on its pages: with the reason, taken by somebody or waved off, never by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mofan.cases.actions.classifying import classify
from mofan.cases.models import Case, RoutingRule
from mofan.cases.routing import RuleFacts, add_rule, end_rule, in_order
from mofan.org.rules import RuleBroken
from tests.cases.suggesting.test_suggested import closed
from tests.make import AT
from tests.make_cases import County, accepted, make_county, taken_in
from tests.web.conftest import Enter
from tests.web.test_cases import FORM, hand, page

TODAY = timezone.localdate()


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


def test_a_category_is_suggested_on_the_desk_and_taken_or_waved_off(county: County, enter: Enter) -> None:
    desk = enter(county.dispatcher)
    case = taken_in(county, title="工地欠薪", text="包工头一直不发工钱，农民工过不了年。", category="")
    said = page(desk, "case_desk", unit=county.centre.pk, tab="undecided", case=case.pk)
    assert "建议类别：<strong>劳动和社会保障</strong>" in said
    assert "“" in said.split("建议类别")[0]
    case.refresh_from_db()
    assert case.category == "", "never by itself"
    answer = hand(desk, "wave_off", case.pk, "category", back="desk", desk=county.centre.pk, tab="undecided")
    assert "建议类别" not in answer
    assert "建议类别" in page(enter(county.dispatcher), "case", case.pk), "waved off for one session alone"
    answer = hand(desk, "classify_case", case.pk, category="labour", revision=case.revision)
    assert "类别已定为劳动和社会保障。" in answer
    case.refresh_from_db()
    assert case.category == "labour"
    said = hand(desk, "classify_case", case.pk, category="labour", revision=case.revision)
    assert "已经是这个类别" in said
    assert desk.post(reverse("wave_off", args=(case.pk, "nothing"))).status_code == 404


def test_nothing_is_suggested_where_it_is_too_unsure_or_of_a_tip_off(county: County, enter: Enter) -> None:
    vague = taken_in(county, title="请回电", text="请回电话", category="")
    assert "建议类别" not in page(enter(county.dispatcher), "case", vague.pk)
    assert "建议类别" not in hand(enter(county.tip_officer), "case_suggested", "tip_off", text="无证经营，卖假药。")


def test_a_message_is_judged_while_it_is_typed(county: County, enter: Enter) -> None:
    window = enter(county.clerk)
    old = taken_in(county, title="三号楼水压不足")
    said = hand(window, "case_suggested", "public_demand", text="四号楼水压不足，水管老是没有水", category="")
    assert "建议类别：<strong>城乡建设</strong>" in said
    assert reverse("case", args=(old.pk,)) in said
    assert "都提到" in said
    assert "建议类别" not in hand(
        window, "case_suggested", "public_demand", text="水管停水了没有水", category="housing"
    )
    assert "建议类别" not in hand(window, "case_suggested", "public_demand", text="水")


def test_without_scripts_a_button_takes_it_into_the_form(county: County, enter: Enter) -> None:
    window = enter(county.clerk)
    typed = FORM | {"category": "", "text": "水管爆了，停水两天，水压也上不去。"}
    assert "建议类别：<strong>城乡建设</strong>" in hand(window, "take_in_case", "public_demand", **typed, do="check")
    said = hand(window, "take_in_case", "public_demand", **typed, take="housing")
    assert '<option value="housing" selected>' in said
    assert "建议类别" not in hand(window, "take_in_case", "public_demand", **typed, waved="1", do="check")
    assert not Case.objects.exists()


def test_units_are_offered_by_rule_and_habit_with_the_reason(county: County, enter: Enter) -> None:
    closed(county, "柳湾停水", "housing", county.water)
    facts = RuleFacts("public_demand", county.streets, AT.date(), "housing", "柳湾")
    add_rule(county.centre, facts, by=county.dispatcher, at=AT)
    case = accepted(county, points=())
    desk = enter(county.dispatcher)
    said = page(desk, "case_desk", unit=county.centre.pk, tab="to_dispatch", case=case.pk)
    first, second = said.index('data-unit="县城市管理局"'), said.index('data-unit="县水务局"')
    assert first < second
    assert "派单规则（城乡建设、地点含“柳湾”）" in said
    assert "近来同类交办过 1 件" in said
    assert "以往类似的" in said
    hand(desk, "wave_off", case.pk, "unit")
    assert "data-unit" not in page(desk, "case_desk", unit=county.centre.pk, tab="to_dispatch", case=case.pk)


def test_only_who_received_it_sets_the_category(county: County) -> None:
    case = taken_in(county)
    with pytest.raises(RuleBroken, match="没有这个身份"):
        classify(case, "labour", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="没有这个类别"):
        classify(case, "weather", by=county.clerk, at=AT)
    done = classify(case, "labour", by=county.clerk, at=AT)
    assert done.note == "劳动和社会保障（原类别：城乡建设）"
    Case.objects.filter(pk=case.pk).update(ended=True)
    case.refresh_from_db()
    with pytest.raises(RuleBroken, match="已经了结"):
        classify(case, "housing", by=county.clerk, at=AT)


def test_a_rule_is_added_changed_ended_and_tried(county: County, enter: Enter) -> None:
    desk, unit = enter(county.dispatcher), county.centre.pk
    assert "还没有规则" in page(desk, "case_routing")
    rule = {"unit": unit, "kind": "public_demand", "category": "housing", "place": "", "since": "2026-01-01"}
    assert "请写一个承办单位" in hand(desk, "add_routing_rule", **rule, to="没有的局")
    assert "已添加。" in hand(desk, "add_routing_rule", **rule, to="县水务局")
    assert "已有规则" in hand(desk, "add_routing_rule", **rule, to="县水务局")
    done = closed(county, "柳湾停水", "housing", county.water)
    other = closed(county, "柳湾路灯不亮", "housing", county.streets)
    none = closed(county, "夜间施工", "environment", county.streets)
    tried = {"unit": unit, "try": 1, "since": AT.date().isoformat()}
    said = page(desk, "case_routing", **tried)
    assert "有规则的里一致的占 50.0%" in said
    assert other.title in said
    assert done.title not in said
    assert done.title in page(desk, "case_routing", **tried, verdict="right")
    assert none.title in page(desk, "case_routing", **tried, verdict="unrouted", then="1")
    (row,) = RoutingRule.objects.all()
    assert other.title in page(desk, "case_routing", **tried, rule=row.pk)
    changed = rule | {"since": TODAY.isoformat(), "to": "县城市管理局"}
    assert "缘由" in hand(desk, "change_routing_rule", row.pk, **changed, why="")
    assert "已改" in hand(desk, "change_routing_rule", row.pk, **changed, why="职责调整")
    row.refresh_from_db()
    assert row.until == TODAY - timedelta(days=1)
    new = RoutingRule.objects.get(until=None)
    assert "最早从第二天起" in hand(desk, "change_routing_rule", new.pk, **changed, why="又调整")
    assert "缘由" in hand(desk, "end_routing_rule", new.pk, unit=unit, why="")
    assert "已截止" in hand(desk, "end_routing_rule", new.pk, unit=unit, why="不再这样派")
    assert "连同已截止的 1 条" in page(desk, "case_routing")
    assert "已截止" in page(desk, "case_routing", ended=1)


def test_rules_are_put_in_order_by_hand(county: County, enter: Enter) -> None:
    """Each press moves a rule one place and leaves the same button in hand, so that the keyboard goes on with it."""
    desk, unit = enter(county.dispatcher), county.centre.pk
    wide, town = (
        add_rule(county.centre, facts, by=county.dispatcher, at=AT)
        for facts in (
            RuleFacts("public_demand", county.water, AT.date(), "housing"),
            RuleFacts("public_demand", county.streets, AT.date(), "", "柳湾"),
        )
    )
    assert "没有人排过次序" in page(desk, "case_routing")
    said = hand(desk, "move_routing_rule", wide.pk, unit=unit, way="up")
    assert "次序由人排过" in said
    assert [one.pk for one in in_order(RoutingRule.objects.all())] == [wide.pk, town.pk]
    assert 'aria-label="第 1 条上移" disabled' in said
    assert 'aria-label="第 1 条下移" autofocus' in said
    hand(desk, "move_routing_rule", wide.pk, unit=unit, way="down")
    assert [one.pk for one in in_order(RoutingRule.objects.all())] == [town.pk, wide.pk]
    end_rule(town, AT.date(), "不用了", by=county.dispatcher, at=AT)
    assert "已经截止" in hand(desk, "move_routing_rule", town.pk, unit=unit, way="up")


def test_rules_are_for_dispatchers(county: County, enter: Enter) -> None:
    rule = add_rule(
        county.centre, RuleFacts("public_demand", county.water, AT.date(), "housing"), by=county.dispatcher, at=AT
    )
    water = enter(county.water_handler)
    assert "您不派单" in page(water, "case_routing")
    assert water.post(reverse("add_routing_rule"), {"unit": county.centre.pk}).status_code == 404
    for name in ("change_routing_rule", "end_routing_rule", "move_routing_rule"):
        assert water.post(reverse(name, args=(rule.pk,)), {"unit": county.centre.pk}).status_code == 404


def test_hot_spots_open_the_lists_that_they_count(county: County, enter: Enter) -> None:
    now = timezone.now()
    before = taken_in(county, at=now - timedelta(days=20), title="三号楼又停水")
    for hour in range(3):
        taken_in(county, at=now - timedelta(hours=hour), title=f"三号楼停水第{hour}次")
    viewer = enter(county.county_viewer)
    said = page(viewer, "case_hot_spots", days=7)
    assert "有 1 处，其中 1 处比前 7 天多" in said
    spot = said.split("<tbody>")[1]
    assert ">多 3</td>" in spot
    said = page(viewer, "case_hot_spots", days=30, unit=county.centre.pk)
    assert ">多 4<" in said
    keys = ",".join(str(key) for key in Case.objects.values_list("pk", flat=True) if key != before.pk)
    assert "符合条件的 3 件" in page(viewer, "all_cases", among=f"{keys},x")
    assert "这一段没有热点" in page(viewer, "case_hot_spots", until="2020-01-01", kind="dispute")
