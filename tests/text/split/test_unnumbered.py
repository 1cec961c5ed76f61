"""Pieces without numbers, and what else than a number tells a piece: echoes, units, signatures, a wrong count."""

import pytest

from mofan.text.split import Compilation, split
from tests.text.split.writing import BODIES, FRAME, TITLES, UNITS, compilation, heads

NAMED = ("基层工作经验材料合集",)
"""A frame that names a collection but declares no count."""


def pieces_of(text: str, found: Compilation) -> list[str]:
    return [text[piece.start : piece.end] for piece in found.pieces]


@pytest.mark.parametrize("frame", [FRAME, NAMED], ids=["counted", "named"])
@pytest.mark.parametrize(
    "title", ["{title}", "{unit}：{title}", "【{unit}】{title}", "◆{title}", "★{title}", "Ⅰ、{title}", "“{title}”"]
)
def test_it_cuts_at_titles_without_numbers(title: str, frame: tuple[str, ...]) -> None:
    text, pieces = compilation(heads(title), frame)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == [lines[0] for lines in heads(title)]


@pytest.mark.parametrize("pattern", ["{c}、{title}", "{k}.{title}", "({k}){title}"])
def test_numbers_of_headings_count_pieces_where_the_title_names_a_collection(pattern: str) -> None:
    text, pieces = compilation(heads(pattern), NAMED)
    assert pieces_of(text, split(text)) == pieces
    single, _ = compilation(heads(pattern), ("基层工作总结范文",))
    assert len(split(single).pieces) == 1


def test_headings_inside_the_pieces_of_a_collection_do_not_disturb_its_numbers() -> None:
    text, pieces = compilation(heads("{c}、{title}"), NAMED)
    inner = "\n二、拓宽路子\n" + BODIES[3][1]
    text = text.replace(BODIES[2][-1], BODIES[2][-1] + inner)
    pieces[2] += inner
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize(("number", "other"), [("Ⅰ", "Ⅱ"), ("1", "2"), ("一", "二")])
def test_a_number_alone_on_its_line_stands_over_a_title(number: str, other: str) -> None:
    parts = [[number, TITLES[0]], [other, TITLES[1]]]
    text, pieces = compilation(parts, ("基层工作经验材料合集", "(2篇)"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == list(TITLES[:2])


def test_the_name_of_a_person_below_a_title_is_a_byline_where_the_count_agrees() -> None:
    names = ("陈立新", "周 敏", "何小川")
    parts = [[title, name] for title, name in zip(TITLES, names, strict=False)]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.subtitle for piece in found.pieces] == list(names)
    uncounted, _ = compilation(parts, NAMED)
    assert len(split(uncounted).pieces) == 1


def test_the_unit_above_every_title_belongs_to_the_piece() -> None:
    text, pieces = compilation(heads("{unit}\n{title}（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == f"{TITLES[1]}（2）"


def test_two_bylines_are_enough_where_the_first_follows_the_title_of_the_collection() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}", count=2), NAMED)
    assert pieces_of(text, split(text)) == pieces


def test_titles_over_the_full_names_of_units_need_no_frame_that_names_them() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}"), ("全市基层治理工作",))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.header is not None
    speech, _ = compilation(heads("{title}", "——在座谈会上说的话"), ("全市基层治理工作",))
    assert len(split(speech).pieces) == 1


def test_lines_of_signs_cut_a_text_without_a_frame_into_three() -> None:
    parts = heads("{title}")
    text, pieces = compilation([parts[0], ["******", *parts[1]], ["******", *parts[2]]], ())
    assert pieces_of(text, split(text)) == [piece.removeprefix("******\n") for piece in pieces]


@pytest.mark.parametrize(
    "title", ["{head}（{k}）", "{head}【{k}】", "{k}.{head}", "{head}\n——{unit}经验材料（{k}）", "{head}"]
)
def test_a_title_cut_out_of_its_own_text_is_known_by_the_echo(title: str) -> None:
    parts = []
    for index, unit in enumerate(UNITS[:3]):
        opening = f"经过多年努力，{unit}面貌一新。群众满意度逐年提高，工作走在前列；这一做法值得推广。"
        head = opening[: opening.index("群众") + 8]
        parts.append([*title.format(head=head, k=index + 1, unit=unit).split("\n"), opening])
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == [part[0] for part in parts]


def test_as_many_bare_titles_are_taken_as_declared_the_surest_first() -> None:
    sub = "\n怎么办\n" + BODIES[4][0] + "\n2024年3月12日"
    text, pieces = compilation(heads("{title}"))
    signature = "\n临河县水务局\n2024年3月12日"
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + sub)
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + signature)
    pieces = [pieces[0] + sub, pieces[1] + signature, pieces[2]]
    assert pieces_of(text, split(text)) == pieces


def test_in_a_collection_without_a_count_signatures_show_where_bare_titles_stand() -> None:
    text, pieces = compilation(heads("{title}"), NAMED)
    signature = "\n临河县水务局\n2024年3月12日"
    for body in BODIES[:2]:
        text = text.replace(body[-1], body[-1] + signature)
    pieces = [pieces[0] + signature, pieces[1] + signature, pieces[2]]
    assert pieces_of(text, split(text)) == pieces


def test_an_address_or_a_second_heading_may_stand_between_a_bare_title_and_its_text() -> None:
    parts = [[TITLES[0], "各位领导、同志们："], [TITLES[1], "办税减负见闻"], [TITLES[2], "一、怎么看"]]
    text, pieces = compilation(parts, ("基层工作经验材料合集", "(3篇)"))
    signature = "\n青石区税务局\n2024年3月12日"
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + signature)
    pieces[1] += signature
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize("declared", [1, 2, 4])
def test_numbers_that_run_past_the_declared_count_outweigh_it(declared: int) -> None:
    text, pieces = compilation(heads("{title}（{k}）", count=5), ("基层工作经验材料合集", f"({declared}篇)"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == (f"标题写明{declared}篇，实际找到5篇，请核对原文。",)


def test_a_single_dash_inside_a_title_is_no_subtitle() -> None:
    parts = heads("{title}（{k}）")
    parts[1] = ["走好新时代的路——青年干部座谈会侧记（2）"]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert (found.pieces[1].title, found.pieces[1].subtitle) == (parts[1][0], None)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("（范文3篇）", 3), ("（附3篇）", 3), ("（收录三篇）", 3), ("合计：3篇", 3), ("（３篇）", 3),
        ("（3篇文章）", 3), ("（多篇）", None), ("【若干篇】", None),
    ],
)  # fmt: skip
def test_it_reads_the_count_however_it_is_worded(line: str, count: int | None) -> None:
    text, pieces = compilation(heads("{title}（{k}）"), ("基层工作经验材料合集", line))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.header is not None
    assert (found.header.title, found.header.count) == ("基层工作经验材料合集", count)
    assert text[found.header.end - len(line) : found.header.end] == line


def test_signatures_and_marks_cut_a_text_of_one_line() -> None:
    parts = heads("篇{c}：{title}")
    text, _ = compilation(parts, FRAME, glue="")
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + "临河县水务局2024年3月12日")
    found = split(text)
    assert [text[piece.start :].startswith(f"篇{mark}：") for piece, mark in zip(found.pieces, "一二三", strict=True)]
    assert pieces_of(text, found)[0].endswith("临河县水务局2024年3月12日")


def test_a_bare_title_in_the_last_piece_is_no_lost_piece_where_other_pieces_hold_some() -> None:
    text, pieces = compilation(heads("{title}（{k}）"), ("基层工作经验材料合集", "(4篇)"))
    for index, sub in ((0, "治水有了好帮手"), (2, "调解有了新办法")):
        inner = f"\n{sub}\n{BODIES[3][1]}"
        text = text.replace(BODIES[index][-1], BODIES[index][-1] + inner)
        pieces[index] += inner
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ("标题写明4篇，实际找到3篇，请核对原文。",)


def test_headings_inside_a_piece_do_not_stand_in_for_numbered_titles() -> None:
    text, pieces = compilation(heads("{c}、{title}"))
    inner = "\n一、主要职能\n统筹巡河工作。\n二、组成人员\n由各乡镇派员参加。\n六、工作规则\n每月开会一次。"
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + inner)
    pieces[1] += inner
    assert pieces_of(text, split(text)) == pieces


def test_a_title_right_above_the_first_entry_of_a_list_is_a_title() -> None:
    parts = heads("{k}.{title}")
    parts[1].append("1.合并同类事项；")
    text, pieces = compilation(parts)
    assert pieces_of(text, split(text)) == pieces


def test_a_subtitle_marks_the_piece_among_headings_with_the_same_numbers() -> None:
    text, pieces = compilation(heads("{c}、{title}", "——{unit}"), NAMED)
    inner = "\n二、拓宽路子\n" + BODIES[3][1]
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + inner)
    pieces[0] += inner
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[2].subtitle == "——白杨镇党委"


def test_a_piece_that_ends_in_a_list_is_still_cut_at_the_byline_below() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}"))
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + "\n（一）倾倒垃圾；")
    pieces[0] += "\n（一）倾倒垃圾；"
    assert pieces_of(text, split(text)) == pieces


def test_a_text_may_open_with_its_date_under_a_byline() -> None:
    parts = heads("{title}", "作者：{unit}")
    parts[1].append("2024年3月12日")
    text, pieces = compilation(parts)
    assert pieces_of(text, split(text)) == pieces


def test_a_short_closed_title_stands_after_a_line_of_signs() -> None:
    parts = heads("{title}")
    parts[1] = ["各位代表！"]
    text, pieces = compilation([parts[0], ["******", *parts[1]], ["******", *parts[2]]])
    assert pieces_of(text, split(text)) == [piece.removeprefix("******\n") for piece in pieces]


def test_the_end_of_a_piece_has_no_line_end() -> None:
    text, _ = compilation(heads("{title}（{k}）"), glue="\r\n")
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + "【更多公文素材，微信：gwsc8866】")
    assert pieces_of(text, split(text))[0].endswith("】")
