"""Links between cases, and merging with no loss."""

from datetime import timedelta

import pytest

from mofan.cases import queries
from mofan.cases.actions import answer_point, link, merge, move, unlink
from mofan.cases.models import Case, Concern, Decision, Link, Relation
from mofan.cases.queries import Received
from mofan.cases.related import likely_related
from mofan.org.rules import RuleBroken
from tests.make import AT
from tests.make_cases import County, accepted, dispatched, taken_in


def test_a_case_is_merged_into_another_with_no_loss(county: County) -> None:
    (leg,) = dispatched(county)
    main = leg.case
    later = taken_in(county, title="停水没人管", points=("尽快恢复供水", "赔偿商户损失"))
    merge(later, main, why="同一次停水", by=county.dispatcher, at=AT)
    assert [one.text for one in main.points.all()] == ["尽快恢复供水", "说明停水的原因", "赔偿商户损失"]
    assert (later.state, later.decision, later.ended) == ("merged", Decision.ACCEPTED, True)
    assert later.points.count() == 2
    assert queries.received(Case.objects.all()) == Received(2, 2, 0, 0)
    assert Concern.objects.filter(case=main).count() == 2


def test_an_accepted_case_that_is_merged_keeps_the_moment_of_its_decision(county: County) -> None:
    main, later = accepted(county), accepted(county)
    merge(later, main, by=county.dispatcher, at=AT + timedelta(days=1))
    assert Case.objects.get(pk=later.pk).decided_at == AT


def test_whoever_was_merged_reads_the_reply_of_the_main_case(county: County) -> None:
    main, later = accepted(county), taken_in(county)
    merge(later, main, by=county.dispatcher, at=AT)
    for no in (1, 2):
        answer_point(main, no, "管网检修", by=county.dispatcher, at=AT)
    move(main, "answer_at_once", {"outcome": "explained", "reply": "检修到明早六点。"}, by=county.dispatcher, at=AT)
    shown = queries.public_case(later.code)
    assert shown is not None
    assert shown.reply == "检修到明早六点。"


def test_what_cannot_be_merged(county: County) -> None:
    main, later = accepted(county), taken_in(county)
    with pytest.raises(RuleBroken, match="不能并入自己"):
        merge(later, later, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        merge(later, main, by=county.clerk, at=AT)
    with pytest.raises(RuleBroken, match="没有这件事"):
        merge(later, main, by=county.outsider, at=AT)
    Case.objects.filter(pk=main.pk).update(kind="enterprise_demand")
    main.kind = "enterprise_demand"
    with pytest.raises(RuleBroken, match="同一种事项"):
        merge(later, main, by=county.dispatcher, at=AT)
    refused = taken_in(county)
    move(refused, "refuse", {"ground": "other_authority", "why": "请找燃气公司"}, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经办结或者不予受理"):
        merge(later, refused, by=county.dispatcher, at=AT)
    assert Case.objects.get(pk=later.pk).state == "received"


def test_cases_are_linked_and_the_link_is_undone(county: County) -> None:
    first, second = taken_in(county), taken_in(county)
    made = link(second, first, Relation.NEIGHBOUR, why="同一栋楼", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经关联过"):
        link(second, first, Relation.NEIGHBOUR, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="不能关联自己"):
        link(second, second, Relation.GROUP, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="没有这件事"):
        link(second, first, Relation.GROUP, by=county.outsider, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        link(second, first, Relation.GROUP, by=county.county_viewer, at=AT)
    with pytest.raises(ValueError, match="verb of its own"):
        link(second, first, Relation.MERGED, by=county.dispatcher, at=AT)
    unlink(made, "不是同一栋楼", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经解除"):
        unlink(made, "不是同一栋楼", by=county.dispatcher, at=AT)


def test_what_is_merged_is_not_unlinked(county: County) -> None:
    main, later = accepted(county), taken_in(county)
    made = merge(later, main, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="不能直接解除"):
        unlink(made, "并错了", by=county.dispatcher, at=AT)
    assert Link.objects.count() == 1


def test_the_same_person_and_the_same_place_are_found_with_why(county: County) -> None:
    first = taken_in(county)
    same_person = taken_in(county, title="路灯不亮", place="柳湾大道", category="transport")
    same_place = taken_in(county, title="又停水", parties=())
    second = taken_in(county, title="停水第三天")
    found = {(one.case.pk, one.why) for one in likely_related(county.dispatcher, second)}
    assert found == {
        (first.pk, "同一联系电话"),
        (same_person.pk, "同一联系电话"),
        (same_place.pk, "同一地点、同一类别"),
    }
    assert likely_related(county.outsider, second) == []
    assert [one.case.pk for one in likely_related(county.dispatcher, second)][-1] == same_place.pk
    assert likely_related(county.dispatcher, second, most=1)[0].why == "同一联系电话"
    (leg,) = dispatched(county, title="水压低")
    assert {one.case.pk for one in likely_related(county.water_handler, leg.case)} == set()
    (other,) = dispatched(county, title="水管漏水")
    assert [one.case.pk for one in likely_related(county.water_handler, leg.case)] == [other.case.pk]
    assert likely_related(county.dispatcher, taken_in(county, place="", parties=())) == []
