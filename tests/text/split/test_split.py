"""Compilations in both layouts of received files, and the kin of both."""

import pytest

from mofan.text.clean import clean
from mofan.text.split import Compilation, split
from tests.text.split.writing import BODIES, FRAME, TITLES, UNITS, compilation, heads


def pieces_of(text: str, found: Compilation) -> list[str]:
    return [text[piece.start : piece.end] for piece in found.pieces]


def test_it_cuts_a_compilation_with_title_and_subtitle() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料范文（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])
    assert found.pieces[1].subtitle == "——青石区税务局经验材料范文（2）"
    assert [piece.unit for piece in found.pieces] == list(UNITS[:3])
    assert [piece.no for piece in found.pieces] == [1, 2, 3]
    assert all(text[piece.body_start :].startswith(body[0]) for piece, body in zip(found.pieces, BODIES, strict=False))
    assert found.header is not None
    assert (found.header.title, found.header.count) == ("基层工作经验材料合集", 3)
    assert text[found.header.start : found.header.end] == "基层工作经验材料合集\n(3篇)"
    assert found.warnings == ()


def test_it_cuts_a_compilation_with_titles_of_one_line() -> None:
    text, pieces = compilation(heads("{unit}关于{title}的做法（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[2].title == "白杨镇党委关于小网格撬动大治理的做法（3）"
    assert found.pieces[2].subtitle is None


@pytest.mark.parametrize("dash", ["——", "－－", "―", "–", "—", "--", "-", "──"])
def test_it_knows_every_dash_before_a_subtitle(dash: str) -> None:
    text, pieces = compilation(heads("{title}", dash + "{unit}工作总结（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[0].subtitle == f"{dash}临河县水务局工作总结（1）"


@pytest.mark.parametrize(
    "title",
    [
        "{title}({k})",
        "{title}（{c}）",
        "{title}【{k}】",
        "{title}（范文{c}）",
        "{title}（篇{k}）",
        "{title}（第{k}篇）",
        "{unit}经验材料范文{k}",
        "{title}之{c}",
        "篇{c}：{title}",
        "篇{k}：{title}",
        "【范文{c}】{title}",
        "范文{k}：{title}",
        "第{c}篇：{title}",
        "第{k}篇 {title}",
        "【{k}】{title}",
        "案例{c}：{title}",
        "材料{c}：{title}",
        "之{c}：{title}",
        "No.{k} {title}",
        "{k}. {title}",
        "{k}、{title}",
        "0{k} {title}",
        "{c}、{title}",
        "（{c}）{title}",
    ],
)
def test_it_knows_every_way_to_number_titles(title: str) -> None:
    text, pieces = compilation(heads(title))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == [lines[0] for lines in heads(title)]


@pytest.mark.parametrize(
    "mark", ["【范文{c}】", "第{c}篇", "篇{c}", "范文{c}：", "No.{k}", "【{k}】", "（{k}）", "经验材料之{c}"]
)
def test_it_takes_the_title_from_below_a_mark_alone(mark: str) -> None:
    text, pieces = compilation(heads(mark + "\n{title}"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])


@pytest.mark.parametrize(
    "byline", ["——{unit}", "（{unit}）", "（{unit}经验材料）", "【{unit}】", "{unit}", "作者：{unit}", "单位：{unit}"]
)
def test_it_cuts_at_bylines_without_numbers(byline: str) -> None:
    text, pieces = compilation(heads("{title}", byline))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])
    assert found.pieces[0].subtitle == byline.format(unit=UNITS[0])


@pytest.mark.parametrize("byline", ["（{unit}）", "{unit}", "作者：{unit}", "——{unit}"])
def test_it_takes_a_byline_below_a_numbered_title_as_the_subtitle(byline: str) -> None:
    text, pieces = compilation(heads("{title}（{k}）", byline))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.subtitle for piece in found.pieces] == [byline.format(unit=unit) for unit in UNITS[:3]]


@pytest.mark.parametrize("subtitle", ["{unit}经验材料（{k}）", "（{unit}）（{k}）"])
def test_it_takes_a_numbered_line_of_unit_and_genre_as_the_subtitle(subtitle: str) -> None:
    text, pieces = compilation(heads("{title}", subtitle))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])
    assert found.pieces[1].subtitle == subtitle.format(unit=UNITS[1], k=2)


def test_of_such_pieces_one_may_have_its_title_on_one_line_alone() -> None:
    made = heads("{title}", "{unit}经验材料（{k}）", count=4)
    made[2] = [f"{TITLES[2]}（3）"]
    text, pieces = compilation(made, frame=("基层工作经验材料合集", "(4篇)"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [(piece.title, piece.subtitle) for piece in found.pieces][1:3] == [
        (TITLES[1], f"{UNITS[1]}经验材料（2）"),
        (made[2][0], None),
    ]


def test_it_parts_title_and_subtitle_on_one_line() -> None:
    text, pieces = compilation(heads("{title}——{unit}经验材料（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert (found.pieces[0].title, found.pieces[0].subtitle) == (TITLES[0], "——临河县水务局经验材料（1）")


@pytest.mark.parametrize("signs", ["******", "==========", "----------", "☆ ☆ ☆ ☆ ☆", "* * *"])
def test_it_cuts_at_lines_of_signs(signs: str) -> None:
    parts = heads("{title}")
    text, pieces = compilation([parts[0], [signs, *parts[1]], [signs, *parts[2]]])
    found = split(text)
    assert pieces_of(text, found) == [piece.removeprefix(signs + "\n") for piece in pieces]


def test_a_line_of_signs_between_numbered_pieces_belongs_to_none() -> None:
    parts = heads("{title}（{k}）")
    text, pieces = compilation([parts[0], ["******", *parts[1]], ["******", *parts[2]]])
    assert pieces_of(text, split(text + "\n******")) == [piece.removeprefix("******\n") for piece in pieces]


def test_it_cuts_at_the_titles_that_a_table_of_contents_lists() -> None:
    contents = ["目　录", *(f"{k}. {title}……{3 * k}" for k, title in enumerate(TITLES[:3], 1))]
    text, pieces = compilation(heads("{title}"), frame=[*FRAME, *contents])
    assert pieces_of(text, split(text)) == pieces


def test_it_cuts_at_bare_titles_where_just_as_many_are_declared() -> None:
    text, pieces = compilation(heads("{title}"))
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize(
    ("frame", "title", "count"),
    [
        (["基层工作经验材料合集（3篇）"], "基层工作经验材料合集", 3),
        (["基层工作经验材料范文", "（共三篇）"], "基层工作经验材料范文", 3),
        (["基层工作经验材料范文3篇"], "基层工作经验材料范文", 3),
        (["基层工作", "经验材料汇编", "【精选3篇】"], "基层工作经验材料汇编", 3),
        (["基层工作经验材料选编"], "基层工作经验材料选编", None),
        (["临河县基层工作"], "临河县基层工作", None),
    ],
)
def test_it_reads_the_header(frame: list[str], title: str, count: int | None) -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料（{k}）"), frame)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.header is not None
    assert (found.header.title, found.header.count) == (title, count)


@pytest.mark.parametrize(
    "title", ["{title}（{k}）", "篇{c}：{title}", "【范文{c}】{title}", "第{c}篇 {title}", "范文{k}：{title}"]
)
def test_it_does_without_a_header(title: str) -> None:
    text, pieces = compilation(heads(title), frame=())
    found = split(text)
    assert found.header is None
    assert pieces_of(text, found) == pieces


def test_advertisements_stand_outside_titles_and_inside_lines() -> None:
    advertisement = "【更多公文素材，微信：gwsc8866】"
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[0][1] = "##paidbegin##" + parts[0][1]
    parts[1][0] += advertisement
    text, pieces = compilation(parts)
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + advertisement) + "##paidend##"
    found = split(text, clean(text))
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])
    assert found.pieces[0].subtitle == "——临河县水务局经验材料（1）"
    assert pieces_of(text, found) == [pieces[0] + advertisement, *pieces[1:]]
    assert text[found.pieces[1].body_start :].startswith(BODIES[1][0])


def test_a_paid_mark_before_the_header_stands_outside_it() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    found = split("\n\n##paidbegin##" + text)
    assert found.header is not None
    assert found.header.start == len("\n\n##paidbegin##")
    assert pieces_of("\n\n##paidbegin##" + text, found) == pieces


def test_an_empty_text_has_no_pieces() -> None:
    assert split(" \n") == Compilation(None, (), ())


def test_a_single_document_is_one_piece_with_its_title() -> None:
    text = "\n".join(["关于做好防汛工作的总结", "——临河县水务局", *BODIES[0]])
    found = split(text)
    assert found.header is None
    assert pieces_of(text, found) == [text]
    assert (found.pieces[0].title, found.pieces[0].subtitle) == ("关于做好防汛工作的总结", "——临河县水务局")


@pytest.mark.parametrize("title", ["一、关于水务工作（8）", "去年全县水质改善。今年要（3）", "守好一方水【2】"])
def test_a_piece_taken_out_of_its_compilation_keeps_its_title(title: str) -> None:
    found = split("\n".join([title, *BODIES[0]]))
    assert [piece.title for piece in found.pieces] == [title]


def test_a_text_without_a_title_has_an_empty_one() -> None:
    text = "\n".join(BODIES[0])
    found = split(text)
    assert (found.pieces[0].title, found.pieces[0].body_start) == ("", 0)


def test_a_frame_without_anything_behind_it_has_no_pieces() -> None:
    found = split("基层工作经验材料合集\n(3篇)")
    assert found.pieces == ()
    assert found.header is not None
    assert found.warnings == ("标题写明3篇，但没有找到各篇的分界，请核对原文。",)


DOCUMENTS = {
    "notice": """关于开展巡河工作的通知
各乡镇：
为做好巡河工作，现通知如下：
一、明确任务
各乡镇要落实责任。
二、加强督促
县河长办定期通报。
附件1
任务分工表""",
    "rule": """临河县河道管理办法
第一条 为了加强管理，制定本办法。
第二条 下列行为应当禁止：
（一）倾倒垃圾；
（二）擅自采砂。
第三条 本办法自公布之日起施行。""",
    "questions": """河湖长制问答
什么是河长（1）
河长是责任人。
什么是湖长（2）
湖长也是责任人。""",
    "plan": """发展规划纲要
第一篇 总体要求
第一章 发展环境
今后五年是关键时期。
第二章 指导方针
坚持稳中求进。""",
    "speech": """县长在会上的讲话
各位领导、同志们：
今天我讲三点意见。
第一，认识要到位。大家都要重视。
第二，措施要到位。任务都要落实。""",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_with_sections_is_one_piece(text: str) -> None:
    found = split(text)
    assert pieces_of(text, found) == [text]
    assert found.header is None
