"""Sizes of the mark, rows of names and seals, the imprint."""

from dataclasses import replace

import pytest

from mofan.paper import measurements as m
from mofan.paper.closing import closing_lines, seal_rows
from mofan.paper.elements import mark_size
from mofan.paper.head import Head, head_of, settled, spaced
from mofan.paper.imprint import imprint_lines, rows_of
from mofan.paper.official import Imprint, Signature
from mofan.paper.title import balanced_lines, width
from tests.paper.official_samples import ORGANS, letter, minutes, notice, order, request


@pytest.mark.parametrize("text", ["水务局文件", "安澜县水务局文件", "安澜县住房和城乡建设局文件", "局" * 30])
def test_a_mark_stands_on_one_line(text: str) -> None:
    size, scale = mark_size(text)
    assert m.MARK_SMALLEST <= size <= m.MARK_SIZE
    assert width(text) * size * 10 * scale / 100 <= m.TYPE_AREA_WIDTH


@pytest.mark.parametrize("count", [2, 5, 10])
def test_many_units_leave_room_for_the_body(count: int) -> None:
    organs = (*(f"安澜县第{number}水利管理站" for number in range(count)), "局")
    assert head_of(replace(request(), organs=organs)).height < m.TYPE_AREA_HEIGHT * 3 / 4


def test_a_name_of_two_characters_is_as_wide_as_one_of_three() -> None:
    assert (spaced("何宁"), spaced("何以宁")) == ("何　宁", "何以宁")


@pytest.mark.parametrize(
    ("organs", "rows"),
    [
        (("安澜县水务局",) * 3, [3]),
        (("安澜县水务局",) * 4, [3, 1]),
        (ORGANS, [2, 1]),
        (("安澜县机关事务管理服务中心办公室",) * 2, [1, 1]),
    ],
)
def test_seals_stand_beside_each_other_as_far_as_there_is_room(organs: tuple[str, ...], rows: list[int]) -> None:
    signature = Signature(organs, "2026年3月2日")
    assert [len(row) for row in seal_rows(signature)] == rows
    assert m.SEALS_A_ROW * m.SEAL < m.TYPE_AREA_WIDTH


def test_a_signature_takes_its_lines() -> None:
    assert closing_lines(notice()) == 5  # two blank ones, unit, date, note
    assert closing_lines(notice(), under_seal=False) == 5
    assert closing_lines(replace(notice(), note=None), under_seal=False) == 4
    assert closing_lines(request()) == 10
    assert closing_lines(order()) == 5
    assert closing_lines(minutes()) == 2
    assert closing_lines(replace(minutes(), signature=Signature())) == 0
    plain = Signature(("安澜县水务局",), "2026年3月2日", "plain")
    assert closing_lines(replace(notice(), signature=plain, note=None)) == 3


def test_an_imprint_has_rows_only_for_what_is_there() -> None:
    assert rows_of(replace(notice(), imprint=Imprint())) == ()
    assert rows_of(replace(notice(), imprint=Imprint("县委"))) == (("抄送：县委。",),)
    assert rows_of(replace(notice(), imprint=Imprint(None, "办公室"))) == (("办公室\t",),)
    assert rows_of(replace(notice(), imprint=Imprint("县委")), "各局") == (("主送：各局。", "抄送：县委。"),)
    assert rows_of(letter(), letter=True) == (("抄送：县财政局。",),)
    assert not Imprint()
    assert Imprint("县委")


def test_a_long_row_takes_more_lines() -> None:
    assert imprint_lines((("抄送：县委。",),)) == 1
    assert imprint_lines((("抄送：" + "县委办公室，" * 10,),)) == 3


def test_a_title_does_not_cut_the_name_of_a_unit() -> None:
    title = "安澜县水务局 安澜县财政局 安澜县自然资源局关于追加河道治理专项资金的请示"
    lines = balanced_lines(title, m.TITLE_WIDTH, ORGANS)
    assert "".join(lines) == title
    assert all(any(organ in line for line in lines) for organ in ORGANS)


@pytest.mark.parametrize(
    ("rest", "left"), [(0, 531), (9, 531), (10, 10), (300, 300), (531, 531), (540, 520), (578, 531)]
)
def test_below_a_head_no_line_just_fits_the_first_page_or_just_does_not(rest: int, left: int) -> None:
    head = settled(Head((), 4 * m.LINE - rest))
    assert (m.LINES_A_PAGE * m.LINE - head.height) % m.LINE == left
    assert len(head.xml) == (left != rest)
