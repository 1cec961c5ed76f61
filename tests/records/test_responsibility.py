"""Responsibility: lists, evidence that is found and not copied, letters that both sides sign."""

import io
from datetime import date

import pytest
from docx import Document

from mofan.measure import Period, year_of
from mofan.org.models import RoleGrant
from mofan.org.queries import history_of
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.records.actions import (
    ItemFacts,
    add_item,
    draw_letter,
    draw_list,
    sign_letter,
    void_item,
    void_list,
    withdraw_letter,
)
from mofan.records.actions import responsibility as acts
from mofan.records.letters import BLANK, letter_on_paper, letter_paper
from mofan.records.models import Responsibility
from mofan.records.queries import record_list
from mofan.records.responsibility import (
    evidence_of,
    may_draw,
    narrowed,
    responsibilities_visible_to,
    units_to_draw_for,
)
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting, visit

YEAR = year_of(date(2026, 1, 1))
TODAY = date(2026, 11, 20)


@pytest.fixture
def row(house: House) -> Responsibility:
    owner = house.person("沈知行")
    return draw_list(house.branch, "branch", " 支部书记 ", owner, YEAR, basis="支部会议", by=house.leader, at=AT)


ITEM = ItemFacts(
    "按期召开党员大会", "支部工作条例", "每季度一次", date(2026, 12, 31), ("general_meeting", "party_lecture")
)


def test_a_list_finds_its_evidence_in_the_records(house: House, row: Responsibility) -> None:
    item = add_item(row, ITEM, by=house.leader, at=AT)
    entered(house, meeting(house, serves=("party_lecture",)))
    entered(house, meeting(house, held_on=date(2025, 11, 3)))
    entered(house, visit(house))
    found = evidence_of(house.reader, row, item)
    assert [(one.kind.code, one.count) for one in found] == [("general_meeting", 1), ("party_lecture", 1)]
    assert [record_list(house.reader, one.asked).count() for one in found] == [1, 1]
    assert [one.verb for one in history_of(row)] == ["添责任事项", "列责任清单"]
    assert (str(row), str(item)) == ("机关党支部支部书记责任清单", "按期召开党员大会")
    item.kinds = ["gone"]
    assert evidence_of(house.reader, row, item) == []


def test_one_post_has_one_list_at_a_time(house: House, row: Responsibility) -> None:
    facts = (house.branch, "branch", "支部书记", row.owner)
    half = Period(date(2026, 12, 31), date(2027, 6, 30))
    with pytest.raises(RuleBroken, match="已有一份清单（2026年1月1日至2026年12月31日）"):
        draw_list(*facts, half, basis="支部会议", by=house.leader, at=AT)
    draw_list(*facts, year_of(date(2027, 1, 1)), basis="支部会议", by=house.leader, at=AT)
    void_list(row, why="重列", by=house.leader, at=AT)
    assert draw_list(*facts, YEAR, basis="支部会议", by=house.leader, at=AT).since == YEAR.start


def test_a_letter_is_signed_by_both_sides_and_keeps_what_was_signed(house: House, row: Responsibility) -> None:
    item = add_item(row, ITEM, by=house.leader, at=AT)
    add_item(row, ItemFacts("抓好党员教育。"), by=house.leader, at=AT)
    letter = draw_letter(row, by=house.leader, at=AT)
    assert not letter.is_signed
    assert [one.text for one in letter_paper(letter).paragraphs[-2:]] == [f"交付责任的人：{BLANK}", f"责任人：{BLANK}"]
    assert letter_paper(letter).date is None
    sign_letter(letter, by=row.owner, at=AT)
    with pytest.raises(RuleBroken, match="已经签过"):
        sign_letter(letter, by=row.owner, at=AT)
    with pytest.raises(RuleBroken, match="责任人和交付责任"):
        sign_letter(letter, by=house.reader, at=AT)
    sign_letter(letter, by=house.leader, at=AT)
    assert letter.is_signed
    void_item(item, why="合并", by=house.leader, at=AT)
    paper = letter_paper(letter)
    assert (paper.title, paper.date, str(letter)) == ("支部书记责任书", "2026年11月20日", "支部书记责任书")
    text = "\n".join(one.text for one in Document(io.BytesIO(letter_on_paper(letter))).paragraphs)
    for said in (
        "一、按期召开党员大会",
        "依据：支部工作条例；标准：每季度一次；时限：2026年12月31日。",
        "沈知行（2026年11月20日签订）",
    ):
        assert said in text
    assert "二、抓好党员教育" in text


def test_a_letter_that_is_withdrawn_stays_and_another_is_drawn(house: House, row: Responsibility) -> None:
    add_item(row, ITEM, by=house.leader, at=AT)
    letter = draw_letter(row, by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经有一份"):
        draw_letter(row, by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="先收回"):
        void_list(row, why="换届", by=house.leader, at=AT)
    withdraw_letter(letter, why="事项有误", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经收回"):
        withdraw_letter(letter, why="再收", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经收回"):
        sign_letter(letter, by=row.owner, at=AT)
    assert draw_letter(row, by=house.leader, at=AT).pk != letter.pk


def test_a_list_is_voided_with_a_reason(house: House, row: Responsibility) -> None:
    item = add_item(row, ITEM, by=house.leader, at=AT)
    void_item(item, why="合并", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="这一项已经作废"):
        void_item(item, why="合并", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="先添上"):
        draw_letter(row, by=house.leader, at=AT)
    void_list(row, why="换届", by=house.leader, at=AT)
    for act in (
        lambda: void_list(row, why="换届", by=house.leader, at=AT),
        lambda: add_item(row, ITEM, by=house.leader, at=AT),
    ):
        with pytest.raises(RuleBroken, match="已经作废"):
            act()
    with pytest.raises(RuleBroken, match="先添上"):
        draw_letter(row, by=house.leader, at=AT)


def test_what_cannot_stand_is_said(house: House, row: Responsibility, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = row.owner
    for level, post, basis, said in (
        ("fifth", "书记", "会议", "四级"),
        ("leader", " ", "会议", "岗要写明"),
        ("leader", "书记", "", "写明依据"),
    ):
        with pytest.raises(RuleBroken, match=said):
            draw_list(house.branch, level, post, owner, YEAR, basis=basis, by=house.leader, at=AT)
    for facts, said in (
        (ItemFacts(" "), "写明责任事项"),
        (ItemFacts("事", "长" * 201), "200 字以内"),
        (ItemFacts("事", due_on=date(2027, 1, 1)), "起止日期以内"),
        (ItemFacts("事", kinds=("nothing",)), "没有这一种记录"),
    ):
        with pytest.raises(RuleBroken, match=said):
            add_item(row, facts, by=house.leader, at=AT)
    monkeypatch.setattr(acts, "MOST_ITEMS", 0)
    with pytest.raises(RuleBroken, match="最多 0 项"):
        add_item(row, ITEM, by=house.leader, at=AT)
    for person in (house.recorder, house.reader, house.stranger, owner):
        with pytest.raises(RuleBroken, match="您不能为"):
            draw_list(house.branch, "leader", "书记", owner, YEAR, basis="会议", by=person, at=AT)


def test_lists_are_seen_with_the_unit_and_by_their_owner(house: House, row: Responsibility) -> None:
    old = draw_list(
        house.agency, "group", "党组书记", house.stranger, Period(date(2024, 1, 1), date(2024, 12, 31)),
        basis="会议", by=house.leader, at=AT,
    )  # fmt: skip
    seen = responsibilities_visible_to(house.reader)
    assert list(seen) == [old, row]
    assert list(responsibilities_visible_to(house.stranger)) == [old]

    def found(**asked: object) -> list[Responsibility]:
        usual: dict[str, object] = {"unit": None, "level": "", "stands": "now", "today": TODAY}
        return list(narrowed(seen, **(usual | asked)))  # type: ignore[arg-type]

    assert (found(), found(stands="past"), found(stands="void")) == ([row], [old], [])
    assert (found(unit=house.agency), found(level="group"), found(level="branch")) == ([row], [], [row])
    assert may_draw(house.leader, house.branch)
    assert not units_to_draw_for(house.reader).exists()
    RoleGrant.objects.create(person=house.reader, unit=house.branch, role=UnitRole.SUPERVISOR)
    assert list(units_to_draw_for(house.reader)) == [house.branch]
