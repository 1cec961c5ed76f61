"""On paper and back again: every number in the file is its figure, and what was edited in Word is found."""

import io
import re
from decimal import Decimal

import docx
import pytest

from mofan.drafting.actions import (
    Choice,
    accept_figure,
    add_slot,
    approve,
    reread_file,
    save,
    send,
    take_in,
    type_number,
)
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import Body, Gap, Slot, block, lay_out
from mofan.drafting.exporting import export, sources_of
from mofan.drafting.models import Draft
from mofan.drafting.reimporting import reread
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_draft
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, visit

TODAY = AT.date()


def finished(house: House) -> Draft:
    for number in (5, 4):
        entered(
            house, visit(house, HELD, values={**visit(house).values, "problems": Decimal(number), "solved": Decimal(3)})
        )
    draft = make_draft(house)
    slots = [add_slot(draft, by=house.recorder, at=AT, what=what) for what in ("问题", "解决率", "管网")]
    accept_figure(slots[0], Choice("field_visit.sum.problems"), by=house.recorder, at=AT)
    accept_figure(slots[1], Choice("field_visit.solved_share"), by=house.recorder, at=AT)
    type_number(slots[2], "12公里", "工程科台账", by=house.recorder, at=AT)
    body = Body(
        (
            *draft.text.blocks[:1],
            block("h1", "heading", "一、走访一线", level=1),
            block("p1", "paragraph", "今年以来，走访群众，收集问题", Slot("s1"), "，当场解决率", Slot("s2"), "。"),
            block("h2", "heading", "二、办好实事", level=1),
            block("p2", "paragraph", "改造管网", Slot("s3"), "，沿线三个村用上了自来水。"),
        )
    )
    save(draft, body, revision=draft.revision, by=house.recorder, at=AT)
    return draft


def test_every_number_in_the_file_is_its_figure(house: House) -> None:
    draft = finished(house)
    send(draft, by=house.recorder, at=AT)
    approve(draft, by=house.leader, at=AT)
    approve(draft, by=house.leader, at=AT)
    draft.refresh_from_db()
    made = export(draft, house.reader, TODAY, sources=True)
    assert made.name == "安澜县水务局创建模范机关经验材料.docx"
    file = docx.Document(io.BytesIO(made.data))
    text = "\n".join(one.text for one in file.paragraphs)
    brute = {"problems": 5 + 4, "solved": 3 + 3}
    assert f"收集问题{brute['problems']}个" in text
    assert f"解决率{round(100 * brute['solved'] / brute['problems'], 1)}%" in text
    assert "改造管网12公里" in text
    assert "2026年11月20日" in text
    table = file.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][0] == "序号"
    assert [row[1] for row in rows[1:]] == ["9个", "66.7%", "12公里"]
    assert rows[1][6:] == ["2", "recorder"]
    assert rows[3][7] == "工程科台账"


def test_sources_of_live_numbers_name_what_they_are_made_of(house: House) -> None:
    draft = finished(house)
    lines = sources_of(draft, chips_of(draft, TODAY))
    assert "算式" in lines[1].definition
    assert [one.rows for one in lines] == [2, 2, None]


def test_what_is_not_finished_goes_out_only_when_asked(house: House) -> None:
    draft = make_draft(house)
    body = draft.text.with_block(block("b2", "paragraph", "在", Gap("地名"), "走访。"))
    save(draft, body, revision=1, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="1 处没有填好"):
        export(draft, house.reader, TODAY)
    made = export(draft, house.reader, TODAY, unfinished=True)
    assert "未完成" in made.name
    assert made.warnings
    with pytest.raises(RuleBroken, match="不能查看"):
        export(draft, house.stranger, TODAY)


def test_an_edited_file_keeps_its_slots_where_their_numbers_stand(house: House) -> None:
    draft = finished(house)
    file = docx.Document(io.BytesIO(export(draft, house.recorder, TODAY, sources=True).data))
    for one in file.paragraphs:
        if "收集问题" in one.text:
            one.runs[0].text = one.text.replace("走访群众", "分片走访群众") + "群众说，渠修好了，心里踏实。"
            for run in one.runs[1:]:
                run.text = ""
        elif "改造管网" in one.text:
            one.runs[0].text = one.text.replace("12公里", "15公里")
            for run in one.runs[1:]:
                run.text = ""
    out = io.BytesIO()
    file.save(out)
    made = reread_file(draft, out.getvalue(), "改稿.docx", by=house.recorder, at=AT)
    assert {(one.what, one.block) for one in made.differences} == {("changed", "p1"), ("changed", "p2")}
    assert made.lost == ("s3",)
    saved = take_in(draft, made, by=house.recorder, at=AT, revision=draft.revision)
    assert saved.body.slots == ("s1", "s2")
    text = lay_out(saved.body, shown_in(chips_of(draft, TODAY))).text
    assert "分片走访群众，收集问题9个" in text
    assert "改造管网15公里" in text
    with pytest.raises(RuleBroken):
        reread_file(draft, b"PK\x03\x04", "坏.docx", by=house.recorder, at=AT)


BODY = Body(
    (
        block("b1", "title", "材料"),
        block("b2", "heading", "一、学习", level=1),
        block("b3", "paragraph", "组织集中学习", Slot("s1"), "，党员参加", Slot("s2"), "。"),
        block("b4", "paragraph", "这一段后来删去了，说的是另一件事情。"),
    )
)
SHOWN = {"s1": "5次", "s2": "60人次"}


def said(lines: list[str]) -> tuple[str, tuple[str, ...], list[str]]:
    made = reread(lines, BODY, SHOWN)
    return re.sub("\n", "|", lay_out(made.body, {}).text), made.lost, [one.what for one in made.differences]


def test_an_untouched_text_comes_back_as_it_was() -> None:
    made = reread(lay_out(BODY, SHOWN).text.splitlines(), BODY, SHOWN)
    assert made.body == BODY
    assert made.differences == ()


def test_a_number_that_was_changed_is_words_from_then_on() -> None:
    assert said(["材料", "一、学习", "组织集中学习15次，党员参加60人次。", "这一段后来删去了，说的是另一件事情。"]) == (
        "材料|一、学习|组织集中学习15次，党员参加x。|这一段后来删去了，说的是另一件事情。",
        ("s1",),
        ["changed"],
    )


def test_added_removed_and_moved_paragraphs_are_told() -> None:
    text, lost, what = said(
        ["材料", "组织集中学习5次，党员参加60人次。", "一、学习", "全新的一段话。", "安澜县水务局", "2026年3月5日"]
    )
    assert text == "材料|组织集中学习x，党员参加x。|一、学习|全新的一段话。|安澜县水务局|2026年3月5日"
    assert lost == ()
    assert sorted(what) == ["added", "added", "added", "removed"]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["组织集中学习5次。", "党员参加60人次，越学越有劲头。"], ("s1", "s2")),  # split
        (["一、学习：组织集中学习5次，党员参加60人次。这一段后来删去了，说的是另一件事情。"], ("s1", "s2")),  # merged
        (["全年坐下来集中学习了5次，到场60人次，人人都有心得，个个写了笔记。"], ("s1", "s2")),  # written anew
        (["开会学习5次，开会学习5次，大家都说好，都记了笔记。"], ()),  # which of the two?
        (["开会5次。", "别的事情60人。"], ()),
    ],
)
def test_a_number_goes_with_its_words_into_another_paragraph(lines: list[str], kept: tuple[str, ...]) -> None:
    made = reread(["材料", *lines], BODY, SHOWN)
    assert made.body.slots == kept
    assert set(made.lost) == {"s1", "s2"} - set(kept)
    assert {key for one in made.differences for key in one.lost} == set(made.lost)


def test_the_table_of_sources_is_not_read_as_text() -> None:
    lines = [*lay_out(BODY, SHOWN).text.splitlines(), "附表", "《材料》数据来源表", "序号", "1"]
    assert reread(lines, BODY, SHOWN).differences == ()
    assert reread(["《材料》数据来源表"], Body(), {}).body == Body()
