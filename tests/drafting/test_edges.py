"""The edges of the pure files: moves and removals told, orders merged, slots of an edited paragraph, odd pieces."""

from itertools import islice

import pytest

from mofan.drafting.answered import as_blocks
from mofan.drafting.document import (
    Block,
    Body,
    Gap,
    NotABody,
    Slot,
    Words,
    block,
    changes,
    lay_out,
    merge,
    read_body,
)
from mofan.drafting.document.blocks import fresh_keys, joined
from mofan.drafting.reimporting import reread
from mofan.drafting.skeleton import OWN_WORK, Own, skeleton

OWN = Own("安澜县水务局", 2026)


def row(*keys: str) -> Body:
    return Body(tuple(block(key, "paragraph", f"第{key}段。") for key in keys))


def told(before: Body, after: Body) -> list[tuple[str, str]]:
    return [(one.what, (one.now or one.was).id) for one in changes(before, after)]  # type: ignore[union-attr]


def keys(body: Body) -> str:
    return "".join(one.id for one in body.blocks)


def test_what_moved_and_what_went_is_told_where_it_stood() -> None:
    assert told(row(*"abcde"), row(*"xbcea")) == [("added", "x"), ("removed", "d"), ("moved", "a")]
    assert told(row(*"abc"), row(*"c")) == [("removed", "a"), ("removed", "b")]
    assert told(row(*"abc"), row(*"bca")) == [("moved", "a")]
    assert told(row(*"abcd"), row(*"ac")) == [("removed", "b"), ("removed", "d")]


def test_the_order_of_whoever_moved_something_holds() -> None:
    assert keys(merge(row(*"abc"), row(*"abxc"), row(*"cab")).body) == "cabx"
    assert keys(merge(row(*"abc"), row(*"cab"), row(*"abcy")).body) == "cyab"
    assert keys(merge(row(*"abc"), row(*"xabc"), row(*"bca")).body) == "xbca"
    assert keys(merge(row(*"abc"), row(*"ac"), row(*"cab")).body) == "ca"


def test_a_paragraph_that_one_took_out_and_the_other_changed_stays() -> None:
    changed = row(*"abc").with_block(block("b", "paragraph", "改了。"))
    for mine, theirs in ((changed, row(*"ac")), (row(*"ac"), changed)):
        made = merge(row(*"abc"), mine, theirs)
        assert [one.id for one in made.clashes] == ["b"]
        assert made.body.block("b") == changed.block("b")


def test_a_run_whose_words_are_no_text_is_refused() -> None:
    with pytest.raises(NotABody, match="看不懂的内容"):
        read_body({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"text": 5}]}]})


def test_a_key_that_is_taken_is_passed_over() -> None:
    assert list(islice(fresh_keys(["b1", "b3"], "b"), 3)) == ["b2", "b4", "b5"]
    assert joined([Words(""), Words("一"), Words("二"), Slot("s1")]) == (Words("一二"), Slot("s1"))


SENT = Body(
    (
        block("b1", "title", "材料"),
        block("b2", "paragraph", "在", Gap("地名"), "走访", Slot("s1"), "，又走访", Slot("s2"), "，群众说好。"),
        Block("b3", "paragraph"),
    )
)
READ = {"s1": "5户", "s2": "5户"}


def test_a_gap_that_was_filled_in_word_is_words() -> None:
    made = reread(["材料", "在柳湾镇走访5户，又走访5户，群众说好。"], SENT, READ)
    assert made.body.gaps == ()
    assert made.body.slots == ("s1", "s2")
    assert made.lost == ()


def test_slots_whose_words_changed_places_are_told() -> None:
    made = reread(["材料", "在〔地名〕走访，群众都说好。"], SENT, READ)
    assert set(made.lost) == {"s1", "s2"}
    assert [gap.what for _, gap in made.body.gaps] == ["地名"]


def test_a_paragraph_cut_in_two_is_matched_once() -> None:
    line = "在〔地名〕走访5户，又走访5户，群众说好。"
    made = reread(["材料", line, line + "好。"], SENT, READ)
    assert [one.what for one in made.differences] == ["added"]


def test_a_heading_that_was_added_in_word_is_a_heading() -> None:
    made = reread(["材料", "一、走访一线", "讲一讲。", "二、办好实事", "再讲一讲。"], Body(), {})
    assert [one.kind for one in made.body.blocks] == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_the_table_of_sources_may_stand_without_its_mark() -> None:
    assert reread(["材料", "《材料》数据来源表", "序号"], Body(), {}).body.blocks[-1].runs == (Words("材料"),)


def test_digits_of_no_count_are_slots_too() -> None:
    blocks, numbers = as_blocks("走访12户，编号A7，第3.5条。", iter("a"), iter("stuvw"))
    assert numbers[0].written == "12户"
    assert not any(char.isdecimal() for run in blocks[0].runs if isinstance(run, Words) for char in run.text)


def test_a_piece_without_a_title_or_a_unit_is_laid_bare() -> None:
    made = skeleton("一、学思想\n走访群众x户。\n我们把课堂搬到田间。\n又讲了讲。\n", OWN)
    said = lay_out(made.body, {}).text
    assert "一、学思想" in said
    assert said.count(OWN_WORK) == 2


def test_dates_that_say_no_day_stay_as_they_are() -> None:
    piece = "白石县林业局2026年工作总结\n2026年走访群众x户。某年某月某日，上月，赴水库走访x次。\n白石县林业局\n"
    made = skeleton(piece, OWN, keep="all")
    assert "2026年" in lay_out(made.body, {}).text
    assert "年份" not in {one.what for one in made.removed}
    assert made.body.blocks[-1].kind == "signature"


def test_the_last_part_of_an_outline_can_be_chosen() -> None:
    piece = "白石县林业局经验材料\n一、学思想\n走访群众x户。\n二、办实事\n结对帮扶x户。\n"
    said = lay_out(skeleton(piece, OWN, headings=[1]).body, {}).text
    assert "办实事" in said
    assert "学思想" not in said


def test_what_stands_before_the_first_part_of_a_series_is_left_to_be_written() -> None:
    piece = "白石县林业局经验材料\n一、服务群众\n大家商量出了办法，一是送服务上门，把窗口搬到村口。\n"
    said = lay_out(skeleton(piece, OWN).body, {}).text
    assert "商量" not in said
    assert f"〔{OWN_WORK}〕一是送服务上门" in said


def test_two_lines_like_one_paragraph_are_one_changed_and_one_added() -> None:
    made = reread(
        ["材料", "在柳湾镇走访5户，又走访5户，群众说好了。", "在青石镇走访5户，又走访5户，群众都说好。"], SENT, READ
    )
    assert [one.what for one in made.differences] == ["changed", "added"] or [one.what for one in made.differences] == [
        "added",
        "changed",
    ]


def test_leaders_of_the_country_and_documents_of_the_country_stay() -> None:
    piece = (
        "白石县林业局经验材料\n学习贯彻习近平总书记重要讲话精神，落实《中国共产党纪律处分条例》，"
        "印发《白石县林业局内控办法》和《某县办法》。走访群众x户。\n"
    )
    made = skeleton(piece, OWN, keep="all")
    said = lay_out(made.body, {}).text
    assert "习近平" in said
    assert "《中国共产党纪律处分条例》" in said
    assert "内控办法" not in said


def test_places_are_left_to_be_written() -> None:
    piece = "经验材料\n赴青岛市考察，派干部到清河县挂职。走访群众x户。\n"
    made = skeleton(piece, OWN, keep="all")
    assert {one.text for one in made.removed if one.what == "地名"} == {"青岛市", "清河县"}
    assert "〔地名〕" in lay_out(made.body, {}).text
