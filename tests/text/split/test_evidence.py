"""The evidence by which a piece is told from what only looks like one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.clean import Cleaned, Removal, apply_removals
from mofan.text.lines import content_lines, ends_sentence, is_date, is_unit_name, sentence_lines
from mofan.text.numerals import write_numeral
from mofan.text.split import Compilation, split
from mofan.text.split.frame import entry_key
from mofan.text.split.marks import MARKS, read_mark
from tests.text.split.writing import BODIES, FRAME, TITLES, compilation, heads


def pieces_of(text: str, found: Compilation) -> list[str]:
    return [text[piece.start : piece.end] for piece in found.pieces]


LINES = st.sampled_from(
    [
        "基层工作经验材料合集",
        "(2篇)",
        "目录",
        "守好一方水（1）",
        "让办税更暖心（2）",
        "——临河县水务局经验材料（1）",
        "——青石区税务局经验材料（2）",
        "篇一：守好一方水",
        "【范文二】",
        "一、治水",
        "******",
        "临河县水务局",
        "2024年3月12日",
        "",
        "　",
        BODIES[0][0],
        BODIES[1][0],
    ]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", ""]))
def test_pieces_follow_one_another_inside_the_text(lines: list[str], glue: str) -> None:
    text = glue.join(lines)
    found = split(text, apply_removals(text, []))
    position = 0 if found.header is None else found.header.end
    for no, piece in enumerate(found.pieces, 1):
        assert piece.no == no
        assert position <= piece.start < piece.end <= len(text)
        assert piece.start <= piece.body_start <= piece.end
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        position = piece.end
    assert bool(found.pieces) or found.header is not None or not text.strip() or set(text) <= set("*\r\n 　")


def test_a_hundred_pieces_are_found() -> None:
    pieces = [f"基层治理信息第{write_numeral(k)}期（{k}）\n{BODIES[k % 5][0]}" for k in range(1, 101)]
    text = "\n".join(["工作简报合集", "(100篇)", *pieces])
    assert len(split(text).pieces) == 100


def test_a_long_list_is_looked_at_in_a_moment() -> None:
    rows = "\n".join(f"巡河记录（{k % 7 + 1}）\n河段正常。" for k in range(2100))
    assert split(f"巡河记录汇编\n(3篇)\n{rows}").header is not None


def test_a_long_stretch_of_spaces_is_passed_in_a_moment() -> None:
    assert len(split("一" + " " * 100_000 + "二").pieces) == 1


def test_a_title_like_that_of_the_collection_is_no_page_head() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1][0] = FRAME[0]
    text, pieces = compilation(parts)
    assert pieces_of(text, split(text)) == pieces


def test_a_decoy_with_the_number_of_a_piece_loses_against_the_title() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料（{k}）"))
    decoy = "\n办税窗口一览表（3）\n以上窗口全部开放。"
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + decoy)
    pieces[1] += decoy
    assert pieces_of(text, split(text)) == pieces


def test_an_entry_of_a_list_is_no_title() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    listed = "\n办税事项包括：\n申报（1）\n缴款（2）；\n开票。（3）\n附件2（2）\n（2）\n重点事项，（3）"
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + listed)
    pieces[1] += listed
    assert pieces_of(text, split(text)) == pieces


def test_a_subtitle_without_a_title_above_is_the_title() -> None:
    parts = [[f"——{unit}经验材料（{k}）"] for k, unit in ((1, "临河县水务局"), (2, "青石区税务局"), (3, "白杨镇党委"))]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == "——青石区税务局经验材料（2）"


def test_marks_alone_without_titles_begin_pieces() -> None:
    text, pieces = compilation(heads("【范文{c}】"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == ["【范文一】", "【范文二】", "【范文三】"]


def test_of_five_numbers_that_headings_use_too_one_may_be_lost() -> None:
    parts = heads("{k}.{title}", count=5)
    parts[3] = [TITLES[3]]
    text, pieces = compilation(parts, frame=["基层工作经验材料合集", "(5篇)"])
    assert pieces_of(text, split(text)) == pieces


def test_a_lost_piece_stays_lost_where_no_title_shows() -> None:
    parts = heads("{title}（{k}）", count=4)
    parts[1] = []
    text, pieces = compilation(parts, frame=["基层工作经验材料合集", "(4篇)"])
    found = split(text)
    assert pieces_of(text, found) == [pieces[0] + "\n" + pieces[1], *pieces[2:]]
    assert found.warnings == ("标题写明4篇，实际找到3篇，请核对原文。", "篇号从1跳到3，中间可能缺篇。")


def test_one_declared_piece_with_its_number() -> None:
    text, pieces = compilation(heads("{title}（{k}）", count=1), frame=["基层工作经验材料合集", "(1篇)"])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ()


def test_bylines_far_from_the_count_do_not_cut() -> None:
    text, _ = compilation(heads("{title}", "——{unit}"), frame=["基层工作经验材料合集", "(9篇)"])
    assert len(split(text).pieces) == 1


def test_a_long_first_line_is_no_frame() -> None:
    text, pieces = compilation(heads("篇{c}：{title}"), frame=[BODIES[3][0]])
    found = split(text)
    assert found.header is None
    assert pieces_of(text, found) == pieces


def test_a_notice_over_two_lines_has_one_title() -> None:
    text = f"临河县人民政府办公室关于加强\n冬季河道巡查工作的通知\n{BODIES[0][0]}\n{BODIES[0][2]}"
    found = split(text)
    assert found.pieces[0].title == "临河县人民政府办公室关于加强冬季河道巡查工作的通知"
    assert text[found.pieces[0].body_start :].startswith(BODIES[0][0])


def test_advertisements_in_a_row_and_spaces_before_them_end_with_their_line() -> None:
    line, first, second = "群众满意。", "【加微信甲】", "【加微信乙】"
    text = f"守好一方水\n{line} {first}{second}\n{first}"
    removals = [
        Removal(text.index(first), text.index(first) + 6, first, "ad", "test"),
        Removal(text.index(second), text.index(second) + 6, second, "ad", "test"),
        Removal(len(text) - 6, len(text), first, "ad", "test"),
    ]
    found = split(text, apply_removals(text, removals))
    assert text[found.pieces[0].end - 6 : found.pieces[0].end] == second


def test_a_cleaned_text_is_taken_as_given() -> None:
    text = "守好一方水\n群众满意。"
    assert split(text, Cleaned(text, (), (), len(text))).pieces[0].end == len(text)


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("1. 守好一方水……12", "守好一方水"),
        ("（二）守好一方水　　3", "守好一方水"),
        ("第三篇 守好一方水 (5)", "守好一方水"),
        ("守好一方水（4）", "守好一方水"),
        ("投入4.2亿元", "投入4.2亿元"),
        ("计划3.5", "计划3.5"),
    ],
)
def test_entries_of_contents_are_compared_without_numbers_and_pages(entry: str, key: str) -> None:
    assert entry_key(entry) == key


def test_a_number_beyond_reason_is_no_mark() -> None:
    assert all(read_mark(mark, "守好一方水（0）") is None for mark in MARKS)


@pytest.mark.parametrize("line", ["2024年3月12日", "二〇二四年三月", "2024.3.12", "20xx年x月x日", "（2024年3月）"])
def test_a_date_on_its_own_is_a_date(line: str) -> None:
    assert is_date(line)


@pytest.mark.parametrize("line", ["2024年工作总结", "三月", "2024年3月12日，会议召开"])
def test_a_date_with_more_is_none(line: str) -> None:
    assert not is_date(line)


@pytest.mark.parametrize(
    ("line", "unit"), [("临河县水务局", True), ("推动进社", False), ("局", False), ("清风", False)]
)
def test_a_unit_name_is_known_by_its_end(line: str, unit: bool) -> None:
    assert is_unit_name(line) is unit


@pytest.mark.parametrize(("line", "ends"), [("完成。", True), ("完成。”", True), ("“完成”", False), ("完成", False)])
def test_closing_marks_do_not_hide_the_end_of_a_sentence(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends


def test_lines_know_their_places() -> None:
    text = "　甲乙\r\n\r\n丙 \x0c丁"
    assert [(line.start, line.end, line.text) for line in content_lines(text)] == [
        (1, 3, "甲乙"),
        (7, 8, "丙"),
        (10, 11, "丁"),
    ]


def test_a_text_is_cut_into_sentences_that_know_their_places() -> None:
    found = sentence_lines("甲乙。 丙丁。", re.compile("。"))
    assert [tuple(line) for line in found] == [(0, 3, "甲乙。"), (4, 7, "丙丁。")]


def test_decoration_counts_where_most_pieces_share_it() -> None:
    titles = ["守好一方水（1）", "减负提速（2）", "网格治理——白杨镇做法（3）", "【好课】进山（4）", "作风之变（5）"]
    text, pieces = compilation([[title] for title in titles], frame=["基层工作经验材料合集", "(5篇)"])
    assert pieces_of(text, split(text)) == pieces


def test_of_several_bare_titles_the_one_shaped_like_the_others_fills_the_gap() -> None:
    parts = [[f"{title}（{k}）"] for k, title in enumerate(("守水有责 润泽万家", "", "小网格 大治理"), 1)]
    parts[1] = ["减负提速 办税暖心"]
    text, pieces = compilation(parts)
    text = text.replace(BODIES[0][1], "河湖底图建设情况说明").replace(BODIES[0][2], BODIES[0][2] * 2)
    pieces[0] = pieces[0].replace(BODIES[0][1], "河湖底图建设情况说明").replace(BODIES[0][2], BODIES[0][2] * 2)
    assert pieces_of(text, split(text)) == pieces


def test_a_frame_may_name_a_collection_of_unmarked_text() -> None:
    text = "基层工作经验汇编\n" + BODIES[0][0]
    found = split(text)
    assert found.header is None
    assert found.warnings == ()


def test_a_byline_that_follows_no_title_cuts_nothing() -> None:
    text, pieces = compilation(heads("{title}", "（{unit}）"))
    notes = "\n“大家满意。”\n（群众代表发言）"
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + notes)
    pieces[0] += notes
    assert pieces_of(text, split(text)) == pieces


def test_contents_whose_entries_do_not_all_come_again_are_no_contents() -> None:
    listed = ["目录", *TITLES[:3], "附录"]
    text, _ = compilation(heads("{title}"), frame=["基层工作经验材料汇编", *listed])
    assert len(split(text).pieces) == 1


def test_one_declared_piece_without_a_number() -> None:
    text, pieces = compilation(heads("{title}", count=1), frame=["基层工作经验材料合集", "(1篇)"])
    assert pieces_of(text, split(text)) == pieces
    assert split(text).warnings == ()


def test_decoration_does_not_count_where_every_piece_has_its_own() -> None:
    titles = [
        "守水有责\n——水务局（1）",
        "减负提速——税务局做法（2）",
        "小网格 大治理（3）",
        "好课进山\n——教育局（4）",
        "作风之变（5）",
    ]
    text, pieces = compilation([title.split("\n") for title in titles], frame=["基层工作经验材料合集", "(5篇)"])
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize("subtitle", [None, "——{unit}经验材料（{k}）"])
def test_words_behind_the_number_of_a_title_do_not_hide_it(subtitle: str | None) -> None:
    parts = heads("{title}" if subtitle else "{title}（{k}）", subtitle)
    unhidden, _ = compilation(parts)
    parts[1][-1] += "写材料找老周省时省力"
    text, pieces = compilation(parts)
    found = split(text, apply_removals(text, []))
    assert pieces_of(text, found) == pieces
    assert [(piece.title, piece.subtitle) for piece in found.pieces] == [
        (piece.title, piece.subtitle) for piece in split(unhidden).pieces
    ]


@pytest.mark.parametrize(
    "line", ["问题较多（2）的乡镇共有三个", "按照规定（第2）办理各项手续", "问题清单（0）报送各有关单位"]
)
def test_a_number_inside_a_sentence_is_no_title(line: str) -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    text = text.replace(BODIES[0][2], f"{line}\n{BODIES[0][2]}")
    pieces[0] = pieces[0].replace(BODIES[0][2], f"{line}\n{BODIES[0][2]}")
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize("line", ["临河县水务局办公室 2024年3月", "联系人：王小河", "（宣传科供稿）王小河"])
def test_an_open_last_line_is_no_first_half_of_the_next_title(line: str) -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    text = text.replace(BODIES[0][-1], f"{BODIES[0][-1]}\n{line}")
    pieces[0] += "\n" + line
    assert pieces_of(text, split(text)) == pieces
