"""The body of a draft: read, laid out, counted, compared, merged, renumbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.drafting.document import (
    BLANK_BODY,
    LONGEST,
    MOST_BLOCKS,
    Body,
    Gap,
    NotABody,
    Slot,
    Words,
    apply,
    block,
    changes,
    delta,
    lay_out,
    length_of,
    merge,
    read_body,
    renumber,
)

BODY = Body(
    (
        block("b1", "title", "创建模范机关经验材料"),
        block("b2", "heading", "一、突出政治引领", level=1),
        block("b3", "paragraph", "组织集中学习", Slot("s1"), "，在", Gap("地名"), "召开警示教育", Slot("s2"), "。"),
    )
)


def test_a_body_reads_back_as_it_was_written() -> None:
    assert read_body(BODY.as_json()) == BODY
    assert BODY.title == "创建模范机关经验材料"
    assert BODY.slots == ("s1", "s2")
    assert [gap.what for _, gap in BODY.gaps] == ["地名"]
    assert BODY.block("b2") is BODY.blocks[1]
    assert BODY.block("b9") is None
    assert read_body(BLANK_BODY.as_json()) == BLANK_BODY


def test_words_beside_words_are_joined_and_empty_ones_left_out() -> None:
    made = block("b1", "paragraph", "一", "", "二", Slot("s1"), "三")
    assert made.runs == (Words("一二"), Slot("s1"), Words("三"))
    assert BODY.with_block(block("b3", "paragraph", "改了")).blocks[2].runs == (Words("改了"),)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "blocks"),
        ({"blocks": 3}, "blocks"),
        ({"blocks": [3]}, "第 1 段的格式不对"),
        ({"blocks": [{"kind": "paragraph"}]}, "第 1 段没有编号"),
        ({"blocks": [{"id": "b 1", "kind": "paragraph"}]}, "没有编号"),
        ({"blocks": [{"id": "b1", "kind": "table"}]}, "类别“table”不认识"),
        ({"blocks": [{"id": "b1", "kind": "heading", "level": 5}]}, "层次不对"),
        ({"blocks": [{"id": "b1", "kind": "heading", "level": True}]}, "层次不对"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": "字"}]}, "文字格式不对"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"html": "<b>"}]}]}, "看不懂的内容"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"text": "甲", "slot": "s1"}]}]}, "看不懂的内容"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"slot": "../s1"}]}]}, "看不懂的内容"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"gap": ""}]}]}, "看不懂的内容"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"text": "\x07"}]}]}, "控制字符"),
        ({"blocks": [{"id": "b1", "kind": "paragraph", "runs": [{"text": "\ud800"}]}]}, "控制字符"),
        ({"blocks": [{"id": "b1", "kind": "title"}, {"id": "b1", "kind": "title"}]}, "第 2 段与前面的段编号相同"),
        ({"blocks": [{"id": "b1", "kind": "title", "runs": [{"text": "字" * (LONGEST + 1)}]}]}, "正文超过"),
        ({"blocks": [{}] * (MOST_BLOCKS + 1)}, "请把材料分成几份"),
    ],
)
def test_what_is_no_body_is_refused_with_a_sentence(value: object, said: str) -> None:
    with pytest.raises(NotABody, match=said):
        read_body(value)


def test_the_text_says_where_everything_stands() -> None:
    laid = lay_out(BODY, {"s1": "12次"})
    assert laid.text.splitlines()[2] == "组织集中学习12次，在〔地名〕召开警示教育x。"
    assert [(laid.text[one.start : one.end], one.slot) for one in laid.spots] == [
        ("12次", "s1"),
        ("〔地名〕", None),
        ("x", "s2"),
    ]
    assert laid.of_block("b2") == "一、突出政治引领"
    assert laid.of_block("b9") == ""
    assert laid.block_at(laid.text.index("组织") + 2) == ("b3", 2)
    assert laid.is_words(0, 5)
    assert not laid.is_words(0, len(laid.text))
    with pytest.raises(ValueError, match="no blocks"):
        lay_out(Body(), {}).block_at(0)


def test_length_counts_characters_and_names_the_limits() -> None:
    assert length_of("一 二\n三").characters == 3
    assert length_of("字" * 4_000).notices == ()
    assert len(length_of("字" * 4_001).notices) == 1
    assert len(length_of("字" * 5_001).notices) == 2


def test_changes_are_told_block_by_block() -> None:
    after = Body((BODY.blocks[2], BODY.blocks[0], block("b4", "paragraph", "新写的一段")))
    assert [(one.what, (one.now or one.was).id) for one in changes(BODY, after)] == [  # type: ignore[union-attr]
        ("moved", "b3"),
        ("removed", "b2"),
        ("added", "b4"),
    ] or {one.what for one in changes(BODY, after)} == {"moved", "removed", "added"}
    changed = BODY.with_block(block("b3", "paragraph", "改了"))
    assert [(one.what, one.was, one.now) for one in changes(BODY, changed)] == [
        ("changed", BODY.blocks[2], changed.blocks[2])
    ]
    assert changes(BODY, BODY) == ()
    assert [one.what for one in changes(BODY, Body(BODY.blocks[:1]))] == ["removed", "removed"]
    assert [one.what for one in changes(BODY, Body(BODY.blocks[1:]))] == ["removed"]


bodies = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["甲", "乙", "丙"])), max_size=6, unique_by=lambda one: one[0]
).map(lambda rows: Body(tuple(block(key, "paragraph", words) for key, words in rows)))


@given(bodies, bodies)
def test_a_delta_makes_the_later_text_of_the_earlier(before: Body, after: Body) -> None:
    assert apply(before, delta(before, after)) == after


def test_a_delta_of_unknown_blocks_is_refused() -> None:
    with pytest.raises(NotABody, match="不完整"):
        apply(BODY, {"order": ["b9"]})


@given(bodies, bodies)
def test_a_merge_with_nothing_changed_on_one_side_is_the_other(base: Body, other: Body) -> None:
    assert merge(base, base, other).body == other
    assert {one.id for one in merge(base, other, base).body.blocks} == {one.id for one in other.blocks}
    assert merge(base, base, other).clashes == ()


@given(bodies, bodies, bodies)
def test_a_merge_loses_no_words(base: Body, mine: Body, theirs: Body) -> None:
    made = merge(base, mine, theirs)
    kept = {one.runs for one in made.body.blocks} | {one.mine.runs for one in made.clashes if one.mine}
    was = {one.id: one for one in base.blocks}
    for body in (mine, theirs):
        for one in body.blocks:
            if was.get(one.id) != one:
                assert one.runs in kept


def test_two_writers_on_two_paragraphs_are_put_together() -> None:
    mine = Body((*BODY.blocks[:2], block("b3", "paragraph", "我改的"), block("m1", "paragraph", "我加的")))
    theirs = BODY.with_block(block("b2", "heading", "一、他改的", level=1))
    made = merge(BODY, mine, theirs)
    assert [one.id for one in made.body.blocks] == ["b1", "b2", "b3", "m1"]
    assert made.body.blocks[1].runs == (Words("一、他改的"),)
    assert made.body.blocks[2].runs == (Words("我改的"),)
    both = merge(BODY, mine, BODY.with_block(block("b3", "paragraph", "他也改了")))
    assert [one.id for one in both.clashes] == ["b3"]


def test_headings_are_counted_anew_after_a_move() -> None:
    body = Body(
        (
            block("a", "heading", "三、思想", level=1),
            block("b", "heading", "（二）学习", level=2),
            block("c", "heading", "2.制度", level=3),
            block("d", "heading", "（4）台账", level=4),
            block("e", "heading", "一、组织", level=1),
            block("f", "heading", "（五）支部", level=2),
            block("g", "heading", "下一步打算", level=1),
            block("h", "heading", Slot("s1"), level=2),
            block("i", "paragraph", "3.5万元"),
        )
    )
    said = lay_out(renumber(body), {}).text.splitlines()
    assert said == [
        "一、思想",
        "（一）学习",
        "1.制度",
        "（1）台账",
        "二、组织",
        "（一）支部",
        "下一步打算",
        "x",
        "3.5万元",
    ]
