"""Verbs on units."""

from dataclasses import replace
from datetime import date

import pytest

from mofan.org.actions import (
    PersonFacts,
    PostFacts,
    UnitFacts,
    add_unit,
    admit,
    appoint,
    change_unit,
    close_unit,
    end,
    enter_person,
    grant_role,
    move_unit,
    reopen_unit,
    void,
    void_unit,
)
from mofan.org.kinds import Standing, UnitKind
from mofan.org.models import Person, Unit
from mofan.org.overview import history_around, tree_of
from mofan.org.queries import grants_over, grants_visible_to, history_of, units_visible_to
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from tests.make import AT

DAY = date(2026, 6, 30)


@pytest.fixture
def county(leader: Person) -> Unit:
    return add_unit(UnitFacts("安澜县", UnitKind.COUNTY), parent=None, by=leader, at=AT)


def bureau_in(county: Unit, leader: Person, name: str = "安澜县林草局") -> Unit:
    return add_unit(UnitFacts(name), parent=county, by=leader, at=AT)


def test_a_unit_is_added_and_changed_with_history(county: Unit, leader: Person) -> None:
    unit = add_unit(UnitFacts(" 安澜县水文站 ", UnitKind.STATION, order=3), parent=county, by=leader, at=AT)
    assert (str(unit), unit.parent, unit.kind_name) == ("安澜县水文站", county, "站所")
    facts = UnitFacts("安澜县水文站", UnitKind.VILLAGE, called="嘎查", since=date(1999, 1, 1))
    changes = change_unit(unit, facts, by=leader, at=AT, why="写错")
    assert set(changes) == {
        ("类别", "站所", "村（社区）"),
        ("当地称谓", "—", "嘎查"),
        ("次序", "3", "0"),
        ("成立日期", "—", "1999-01-01"),
    }
    assert unit.kind_name == "嘎查"
    assert [entry.verb for entry in history_of(unit)] == ["修改单位", "建立单位"]
    assert change_unit(unit, facts, by=leader, at=AT) == ()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (UnitFacts("  "), "要填写"),
        (UnitFacts("名" * 101), "名称不超过 100 个字"),
        (UnitFacts("甲", short_name="简" * 41), "简称不超过 40 个字"),
        (UnitFacts("甲", UnitKind.CELL), "党小组要建在党支部之下"),
        (UnitFacts("安澜县林草局"), "“安澜县”之下已有"),
    ],
)
def test_a_unit_that_cannot_be_added_says_why(county: Unit, leader: Person, facts: UnitFacts, said: str) -> None:
    bureau_in(county, leader)
    with pytest.raises(RuleBroken, match=said):
        add_unit(facts, parent=county, by=leader, at=AT)


def test_only_administrators_of_the_system_add_at_the_top(county: Unit, leader: Person, stranger: Person) -> None:
    with pytest.raises(RuleBroken, match="管理账号"):
        add_unit(UnitFacts("乙县"), parent=None, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="已有“安澜县”"):
        add_unit(UnitFacts("安澜县"), parent=None, by=leader, at=AT)
    grant_role(stranger, county, UnitRole.ADMINISTRATOR, since=None, until=None, by=leader, at=AT)
    unit = add_unit(UnitFacts("安澜县商务局"), parent=county, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="没有“管理账号”的权限"):
        move_unit(unit, None, since=None, why="试", by=stranger, at=AT)


def test_a_unit_moves_with_a_reason(county: Unit, leader: Person) -> None:
    one, two = bureau_in(county, leader), bureau_in(county, leader, "安澜县商务局")
    move_unit(one, two, since=DAY, why="机构改革", by=leader, at=AT)
    entry = history_of(one)[0]
    assert (entry.note, entry.changes) == ("自2026-06-30起：机构改革", [["上级", "安澜县", "安澜县商务局"]])
    with pytest.raises(RuleBroken, match="已经在“安澜县商务局”之下"):
        move_unit(one, two, since=None, why="再来", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        move_unit(one, county, since=None, why=" ", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="200 个字以内"):
        move_unit(one, county, since=None, why="长" * 201, by=leader, at=AT)
    bureau_in(county, leader)
    with pytest.raises(RuleBroken, match="之下已有"):
        move_unit(one, county, since=date(2026, 7, 1), why="移回", by=leader, at=AT)
    three = bureau_in(county, leader, "安澜县审计局")
    move_unit(three, two, since=None, why="写错了", by=leader, at=AT)
    assert history_of(three)[0].note == "更正：写错了"


def test_a_unit_closes_with_its_posts_and_opens_again(county: Unit, leader: Person) -> None:
    unit = bureau_in(county, leader)
    change_unit(unit, UnitFacts(unit.name, since=date(2000, 1, 1)), by=leader, at=AT)
    branch = add_unit(UnitFacts("林草局党支部", UnitKind.BRANCH), parent=unit, by=leader, at=AT)
    one = enter_person(PersonFacts("顾淮"), unit=unit, by=leader, at=AT)
    post = appoint(one, unit, PostFacts("局长"), by=leader, at=AT)
    member = admit(one, branch, Standing.FULL, since=None, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="还有 1 个单位"):
        close_unit(unit, on=DAY, why="并入", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="还有 1 名党员"):
        close_unit(branch, on=DAY, why="并入", by=leader, at=AT)
    end(member, on=DAY, why="转出", by=leader, at=AT)
    close_unit(branch, on=DAY, why="并入", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="早于成立日期"):
        close_unit(unit, on=date(1999, 1, 1), why="并入", by=leader, at=AT)
    close_unit(unit, on=DAY, why="并入", by=leader, at=AT)
    post.refresh_from_db()
    assert post.until == DAY
    assert history_of(unit)[0].note == "2026-06-30：并入；1 个职务同时终止"
    later = date(2026, 7, 1)
    assert unit not in {one.unit for node in tree_of(leader, later) for one in node.below}
    assert unit in {one.unit for node in tree_of(leader, later, closed=True) for one in node.below}
    with pytest.raises(RuleBroken, match="已经撤销，不能在它之下"):
        add_unit(UnitFacts("新股"), parent=unit, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="撤销"):
        appoint(one, unit, PostFacts("局长", since=date(2026, 8, 1)), by=leader, at=AT)
    reopen_unit(unit, why="撤错了", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="没有撤销"):
        reopen_unit(unit, why="再来", by=leader, at=AT)
    assert {"任职", "撤销单位", "恢复单位"} <= {entry.verb for entry in history_around(unit)}


def test_a_group_and_what_begins_later_hinder_closing(county: Unit, leader: Person) -> None:
    unit = bureau_in(county, leader)
    branch = add_unit(UnitFacts("林草局党支部", UnitKind.BRANCH), parent=unit, by=leader, at=AT)
    cell = add_unit(UnitFacts("第一党小组", UnitKind.CELL), parent=branch, by=leader, at=AT)
    one = enter_person(PersonFacts("顾淮"), unit=unit, by=leader, at=AT)
    member = admit(one, branch, Standing.FULL, since=None, cell=cell, by=leader, at=AT)
    for row in (cell, branch):
        with pytest.raises(RuleBroken, match=r"还有 1 (名党员|个单位)"):
            close_unit(row, on=DAY, why="合并", by=leader, at=AT)
    end(member, on=date(2026, 7, 15), why="转出", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="还有 1 名党员"):
        close_unit(cell, on=DAY, why="合并", by=leader, at=AT)
    close_unit(cell, on=date(2026, 7, 15), why="合并", by=leader, at=AT)
    appoint(one, unit, PostFacts("局长", since=date(2026, 9, 1)), by=leader, at=AT)
    close_unit(branch, on=date(2026, 7, 15), why="合并", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="有 1 个职务在 2026-07-15 以后才开始"):
        close_unit(unit, on=date(2026, 7, 15), why="并入", by=leader, at=AT)


def test_only_a_unit_on_which_nothing_hangs_is_voided(county: Unit, leader: Person) -> None:
    unit = bureau_in(county, leader)
    branch = add_unit(UnitFacts("支部", UnitKind.BRANCH), parent=unit, by=leader, at=AT)
    cell = add_unit(UnitFacts("小组", UnitKind.CELL), parent=branch, by=leader, at=AT)
    one = enter_person(PersonFacts("顾淮"), unit=county, by=leader, at=AT)
    member = admit(one, branch, Standing.FULL, since=None, cell=cell, by=leader, at=AT)
    for row in (county, unit, branch, cell):
        with pytest.raises(RuleBroken, match="不能作废"):
            void_unit(row, why="错", by=leader, at=AT)
    void(member, why="错", by=leader, at=AT)
    post = appoint(one, cell, PostFacts("组长"), by=leader, at=AT)
    with pytest.raises(RuleBroken, match="不能作废"):
        void_unit(cell, why="错", by=leader, at=AT)
    void(post, why="错", by=leader, at=AT)
    void_unit(cell, why="错", by=leader, at=AT)
    assert cell not in units_visible_to(leader)
    assert Unit.objects.get(pk=cell.pk).void_reason == "错"
    with pytest.raises(RuleBroken, match="已经作废"):
        appoint(one, cell, PostFacts("组长"), by=leader, at=AT)
    add_unit(replace(UnitFacts("小组"), kind=UnitKind.CELL), parent=branch, by=leader, at=AT)


def test_roles_reach_down_and_are_listed(county: Unit, leader: Person, stranger: Person) -> None:
    unit = bureau_in(county, leader)
    given = grant_role(stranger, county, UnitRole.SUPERVISOR, since=None, until=None, by=leader, at=AT)
    assert list(grants_over(unit, DAY)) == [given] == list(grants_visible_to(leader, DAY))
    assert list(grants_visible_to(stranger, DAY)) == []
    assert str(given) == "白亦舟 安澜县 督查员"
    with pytest.raises(RuleBroken, match="已是“安澜县”的督查员"):
        grant_role(stranger, county, UnitRole.SUPERVISOR, since=DAY, until=None, by=leader, at=AT)
    end(given, on=DAY, by=leader, at=AT)
    assert list(grants_over(unit, date(2026, 7, 1))) == []
