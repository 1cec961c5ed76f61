"""Tables read and written, days, names and numbers as people write them."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from mofan.org.id_numbers import born_on, is_id_number
from mofan.org.masking import mask_day, mask_id_number, mask_name, mask_phone
from mofan.org.reading_days import NotADay, read_day
from mofan.org.sheets import MOST_ROWS, Cell, NotASheet, Sheet, read_sheets, said, write_csv, write_workbook
from mofan.org.spelling import spell

ROWS: tuple[tuple[Cell, ...], ...] = (
    ("姓名", "人数", "日期", "说明"),
    ("顾淮", 3, date(2026, 3, 1), "=1+1"),
    ("白榆", 2.5, None, "两行\n字"),
)


def test_what_is_written_is_read_again() -> None:
    (sheet,) = read_sheets(write_workbook([Sheet("人员", ROWS)]), "a.xlsx")
    assert sheet == Sheet("人员", (*ROWS[:2], ("白榆", 2.5, None, "两行\n字")))
    (sheet,) = read_sheets(write_csv(Sheet("人员", ROWS)), "a.csv")
    assert sheet.rows[1] == ("顾淮", "3", "2026-03-01", "=1+1")
    book = load_workbook(io.BytesIO(write_workbook([Sheet("坏\x01名", (("甲\x02",),))])))
    assert book.sheetnames == ["坏名"]
    assert book.active["A1"].value == "甲"


def test_a_formula_stays_text() -> None:
    book = load_workbook(io.BytesIO(write_workbook([Sheet("表", (("=1+1",),))])))
    assert book.active["A1"].data_type == "s"
    assert b"'=1+1" in write_csv(Sheet("表", (("=1+1",),)))


@pytest.mark.parametrize(
    "data",
    ["姓名\t单位\n甲\t乙\n".encode("utf-16"), "姓名;单位\n甲;乙\n".encode("gb18030"), "姓名，单位\n甲，乙\n".encode()],
)
def test_a_csv_comes_in_many_forms(data: bytes) -> None:
    assert read_sheets(data, "a.csv")[0].rows[1] == ("甲", "乙")


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_said_as_a_reader_sees_them() -> None:
    (sheet,) = read_sheets(workbook((True, 3.0, datetime(2026, 3, 1), datetime(2026, 3, 1, 9, 30))), "a.xlsx")  # noqa: DTZ001
    assert [said(cell) for cell in sheet.rows[0]] == ["True", "3", "2026-03-01", "2026-03-01 09:30"]
    assert (said(None), said(" 甲  乙 ")) == ("", "甲 乙")
    time_only = read_sheets(workbook((datetime(2026, 3, 1, 9).time(),)), "a.xlsx")  # noqa: DTZ001
    assert said(time_only[0].rows[0][0]) == "09:00:00"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有内容"),
        (workbook(("", None)), "没有内容"),
        (b"\xd0\xcf\x11\xe0\xa1", "旧版 .xls"),
        (b"PK\x03\x04broken", "已损坏"),
        ("\n".join(["甲,乙"] * (MOST_ROWS + 1)).encode(), "超过 20000 行"),
        (b"\x00\x01\x02\x03" * 20, r"这不是表格|没有内容"),
    ],
)
def test_what_is_no_table_says_why(data: bytes, words: str) -> None:
    with pytest.raises(NotASheet, match=words):
        read_sheets(data, "a.csv")


def test_a_workbook_that_swells_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.org.sheets.LARGEST_PART", 10)
    with pytest.raises(NotASheet, match="展开后过大"):
        read_sheets(workbook(("甲",)), "a.xlsx")


def test_a_csv_that_breaks_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotASheet, match="已损坏"):
        read_sheets(b'a,"' + b"x" * 140_000 + b'"', "a.csv")


@pytest.mark.parametrize(
    "written",
    ["2021-07-01", "2021/7/1", "2021.7.1", "2021.7", "2021年7月1日", "2021年7月", "20210701", "202107",
     "２０２１－７－１",
     " 2021-07-01 00:00:00 ", 44378, 44378.0, date(2021, 7, 1), datetime(2021, 7, 1, 8)],  # noqa: DTZ001
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(written: Cell) -> None:
    assert read_day(written) == date(2021, 7, 1)


def test_nothing_is_no_day_and_a_year_stands_in() -> None:
    assert [read_day(one) for one in ("", None, "至今", "—")] == [None] * 4
    assert read_day("7月1日", 2021) == date(2021, 7, 1)


@pytest.mark.parametrize("written", ["2021-02-30", "昨天", "7月1日", "12", "2021", "2021-13", 3.5])
def test_what_is_no_day_says_so(written: Cell) -> None:
    with pytest.raises(NotADay, match=r"日历上没有|认不出"):
        read_day(written)


def test_names_are_spelt_as_people_say_them() -> None:
    assert spell("单知行") == ("shan zhi xing", "szx")
    assert spell("尉迟 远") == ("yu chi yuan", "ycy")
    assert spell("欧阳慕华") == ("ou yang mu hua", "oymh")
    assert spell("李Ann") == ("li ann", "la")
    assert spell("") == ("", "")


def test_what_is_masked_tells_people_apart_and_no_more() -> None:
    assert [mask_name(one) for one in ("张三", "欧阳慕华", "欧阳", "")] == ["张*", "欧阳**", "欧*", ""]
    assert [mask_phone(one) for one in ("13812345678", "0790-123456", "12")] == ["138****5678", "0790-12****", "**"]
    assert [mask_id_number(one) for one in ("110101199001011237", "12345")] == ["110101********1237", "*****"]
    assert [mask_day(one) for one in ("1990-01-01", "")] == ["1990-**-**", ""]


def test_an_id_number_has_a_day_and_a_check_character() -> None:
    assert is_id_number("110101199001011237")
    assert born_on("110101199001011237") == date(1990, 1, 1)
    for wrong in ("110101199001011238", "11010119900101123", "１10101199001011237", "110101199013011231"):
        assert not is_id_number(wrong)
    impossible = "11010119900230100"
    assert not any(is_id_number(impossible + check) for check in "0123456789X")
