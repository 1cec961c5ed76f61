"""The sheet as the page draws it."""

from mofan.library.reading import SheetLine, SheetPart
from mofan.web.sheet import Drawn, draw


def line(*parts: tuple[str, str], level: int = 0, anchor: str = "") -> SheetLine:
    made = tuple(SheetPart(kind, text, 7 if kind == "cut" else None) for kind, text in parts)  # type: ignore[arg-type]
    return SheetLine(made, level, anchor)


def shown(drawn: Drawn) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for paragraph in drawn.paragraphs for one in paragraph.stretches]


def test_it_marks_the_words_asked_for_and_numbers_the_first() -> None:
    drawn = draw([line(("text", "列出清单，逐条对清单。"))], ["清单"])
    assert shown(drawn) == [("text", "列出"), ("hit", "清单"), ("text", "，逐条对"), ("hit", "清单"), ("text", "。")]
    assert drawn.hits == 2
    assert [one.first for one in drawn.paragraphs[0].stretches if one.kind == "hit"] == [True, False]


def test_headings_get_their_element_and_place() -> None:
    drawn = draw([line(("heading", "一、抓学习"), level=1, anchor="s1"), line(("text", "正文"))])
    assert [(one.tag, one.anchor) for one in drawn.paragraphs] == [("h2", "s1"), ("p", "")]
    assert drawn.paragraphs[0].stretches[0].heading


def test_a_cut_over_two_lines_has_one_button() -> None:
    drawn = draw([line(("cut", "加微信")), line(("text", "正文"), ("cut", "领资料"))])
    assert [one.first for paragraph in drawn.paragraphs for one in paragraph.stretches if one.kind == "cut"] == [
        True,
        False,
    ]
    assert [one.is_cut for one in drawn.paragraphs] == [True, False]


def test_doubtful_finds_are_marked_and_words_inside_them_are_not() -> None:
    drawn = draw([line(("text", "拨打热线12345反映，热线全天有人"))], ["热线"], ["热线12345", ""])
    assert shown(drawn) == [
        ("text", "拨打"),
        ("doubt", "热线12345"),
        ("text", "反映，"),
        ("hit", "热线"),
        ("text", "全天有人"),
    ]


def test_a_doubtful_find_at_the_start_of_a_line() -> None:
    assert shown(draw([line(("text", "热线12345"))], [], ["热线12345"])) == [("doubt", "热线12345")]


def test_an_empty_part_is_nothing() -> None:
    assert shown(draw([line(("text", ""))])) == []
