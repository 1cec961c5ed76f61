"""Quotation marks and brackets: pairs, directions, paragraphs."""

import pytest

from mofan.text.proofread.rules.quotation import find_quotations


def found(text: str) -> list[tuple[int, str | None, str]]:
    return [(finding.start, finding.replacement, finding.rule) for finding in find_quotations(text)]


def test_a_mark_of_the_wrong_direction_is_turned() -> None:
    assert found("聚焦双“一号“工程，深化改革。") == [(6, "”", "wrong direction")]
    assert found("推进”放管服”改革。") == [(2, "“", "unpaired quotation mark")]


def test_a_quotation_inside_a_quotation_takes_single_marks() -> None:
    assert found("打赢“强攻“三大战””。") == [(5, "‘", "quotation inside a quotation")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("落实“一岗双责要求，压实责任。", 2),
        ("落实一岗双责”要求，压实责任。", 6),
        ("他说“要抓紧落实，不得拖延，“马上就办”是要求。", 2),
        ("“第一段没有结束。\n“第二段也没有结束。\n", 10),
        ("会议指出”要加强领导，压实各级各部门的责任，确保落实到位”。", 4),
    ],
)
def test_a_mark_without_its_fellow_is_reported(text: str, place: int) -> None:
    assert [(start, new) for start, new, _ in found(text)] == [(place, None)]


@pytest.mark.parametrize(
    "text",
    [
        "落实“一岗双责”，做到“两个维护”。",
        "修改为：“县级以上地方人民政府应当加强领导。\n“有关部门应当配合。”\n本决定自公布之日起施行。",
        "他说：“抓紧落实。\n“不得拖延。”",
        "他说：“抓紧落实。\n不得拖延。\n要见实效。”",
        "1）总则\n（一）强化领导；2）压实责任。",
        "a）总则",
        "一）总则",
        "本办法（附后\n文印发）自公布之日起施行",
        "（党组）《条例（试行）》【案例】〔2021〕",
        "党委(党组）负责。",
        "（四)推进改革",
    ],
)
def test_pairs_are_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("落实《条例要求。", 2), ("落实条例》要求。", 4), ("党委（党组负责。", 2), ("党委党组）负责。", 4)],
)
def test_a_bracket_without_its_fellow_is_reported(text: str, place: int) -> None:
    assert found(text) == [(place, None, "unpaired bracket")]


@pytest.mark.parametrize(
    ("text", "place"), [("《安澜县“十四五”规划纲要)已经印发。", 0), ("安澜县纲要(试行》已经印发。", 8)]
)
def test_a_narrow_bracket_closes_no_title(text: str, place: int) -> None:
    assert (place, None, "unpaired bracket") in found(text)


def test_marks_that_belong_inside_others_are_turned_outside() -> None:
    text = "开展‘我为群众办实事’活动，落实〈信访工作条例〉和<值班管理办法>，"
    text += "做到“强攻‘三大战’”，转发《关于印发〈办法〉的通知》。"
    assert [finding.replacement for finding in find_quotations(text)] == [
        "“我为群众办实事”", "《信访工作条例》", "《值班管理办法》",
    ]  # fmt: skip
