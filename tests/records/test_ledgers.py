"""A unit's own ledger read as records (台账)."""

from datetime import date, datetime

import pytest

from mofan.records.attendance import Tally
from mofan.records.catalogue import kind_of
from mofan.records.ledgers import Cell, RowRead, fingerprint_of, guess_columns, read_ledger, targets

MEETING, VISIT = kind_of("general_meeting"), kind_of("field_visit")
TODAY = date(2026, 11, 20)
HEADINGS = ("序号", "召开时间", "会议主题", "主持人", "记录人", "议题", "参加人员", "请假人员", "应到人数", "实到人数")


def read(rows: list[list[Cell]], headings: tuple[str, ...] = HEADINGS) -> tuple[RowRead, ...]:
    columns = guess_columns(MEETING, headings)
    return read_ledger(MEETING, headings, rows, columns, person_of={"沈知行": 7}.get, today=TODAY)


def test_a_ledger_is_read_by_its_headings() -> None:
    (row,) = read(
        [
            [
                1,
                datetime(2026, 3, 5),  # noqa: DTZ001 - as a sheet holds it
                "一季度党员大会",
                "沈知行",
                "程以宁",
                "总结\n评议",
                "沈知行、顾明川",
                "何清越",
                None,
                None,
            ]
        ]
    )
    assert row.number == 2
    assert row.entry is not None
    assert (row.entry.title, row.entry.held_on) == ("一季度党员大会", date(2026, 3, 5))
    assert row.entry.people["chair"][0].person == 7
    assert [item.title for item in row.entry.agenda] == ["总结", "评议"]
    assert row.entry.tally == Tally(due=3, due_voting=3, present=2, present_voting=2, leave=1)


def test_days_in_digits_and_reasons_in_brackets_are_read() -> None:
    rows = read(
        [
            [
                1,
                46086,
                "大会",
                "沈知行",
                "程以宁",
                "总结",
                "沈知行、顾明川",
                "何清越（外出学习，北京）、方叔同",
                None,
                None,
            ],
            [2, 20260306.0, "大会", "沈知行", "程以宁", "总结", "沈知行(列入)", "", None, None],
            [3, "99999", "大会", "沈知行", "程以宁", "总结", "沈知行", "", None, None],
        ]
    )
    assert [one.entry and one.entry.held_on for one in rows] == [date(2026, 3, 5), date(2026, 3, 6), None]
    assert "认不出是哪一天" in "".join(rows[2].sentences)
    assert rows[0].entry is not None
    assert [(one.who.name, one.state, one.reason) for one in rows[0].entry.roll[2:]] == [
        ("何清越", "leave", "外出学习，北京"),
        ("方叔同", "leave", "台账未写"),
    ]


def test_a_day_without_a_year_is_of_the_year_that_the_sheet_speaks_of() -> None:
    cells: list[Cell] = [1, "3月5日", "大会", "沈知行", "程以宁", "总结", "沈知行", "", None, None]
    columns = guess_columns(MEETING, HEADINGS)
    for year, day in ((2025, date(2025, 3, 5)), (None, None)):
        (row,) = read_ledger(MEETING, HEADINGS, [cells], columns, person_of=lambda _: None, today=TODAY, year=year)
        assert (row.entry.held_on if row.entry else None) == day


def test_numbers_stand_where_there_are_no_names() -> None:
    (row,) = read([[1.0, date(2026, 3, 5), "大会", "沈知行", "程以宁", "总结", "", "", 20.0, "18人"]])
    assert row.entry is not None
    assert row.entry.tally == Tally(due=20, due_voting=20, present=18, present_voting=18, absent=2)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([1, "", "大会", "沈", "程", "总结", "", "", 20, 18], "召开日期要填写"),
        ([1, "三月", "大会", "沈", "程", "总结", "", "", 20, 18], "不是日期"),
        ([1, "2026-03-05", "", "沈", "程", "总结", "", "", 20, 18], "主题要填写"),
        ([1, "2026-03-05", "大会", "沈", "程", "总结", "", "", 20, 28], "比应到 20 人多"),
        ([1, "2026-03-05", "大会", "沈", "程", "总结", "", "", "若干", 8], "“若干”不是数"),
        ([1, "2026-03-05", "大会", "沈", "程", "总结", "", "", "", ""], "到会名单是空的"),
    ],
)
def test_what_is_wrong_is_said_row_by_row(cells: list[Cell], said: str) -> None:
    good: list[Cell] = [1, "2026-03-05", "大会", "沈", "程", "总结", "", "", "", 18]
    rows = read([good, [None] * 10, cells])
    assert rows[0].entry is not None
    assert [one.number for one in rows] == [2, 4]
    assert rows[1].entry is None
    assert said in "".join(rows[1].sentences)


def test_a_value_that_does_not_fit_names_its_column() -> None:
    columns = {
        "日期": "held_on",
        "主题": "title",
        "户": "households",
        "谁": "visitors",
        "哪": "place",
        "何事": "content",
    }
    (row,) = read_ledger(
        VISIT, tuple(columns), [["2026-03-05", "走访", "十户", "陆怀瑾", "柳湾", "看渠"]], columns,
        person_of=lambda _: None, today=TODAY, first_row=5,
    )  # fmt: skip
    assert row == RowRead(5, None, ("走访户（家）数：“十户”不是数，只写数字。",))


def test_files_do_not_come_out_of_a_ledger() -> None:
    lecture = kind_of("party_lecture")
    headings = ("授课日期", "题目", "主讲人", "主讲人身份", "学时", "实到", "课件")
    columns = guess_columns(lecture, headings)
    assert columns["课件"] == ""
    (row,) = read_ledger(
        lecture,
        headings,
        [["2026-06-30", "节水条例", "沈知行", "单位主要负责人", 2, 30, "x.pptx"]],
        columns,
        person_of=lambda _: None,
        today=TODAY,
    )
    assert row.entry is not None
    assert row.entry.values == {"lecturer_post": "leader", "hours": 2}


def test_headings_of_a_ledger_of_ones_own_are_known_by_what_they_hold() -> None:
    headings = {
        "序号": "", "走访时间": "held_on", "走访主题": "title", "走访人员": "visitors", "地点": "place",
        "走访对象": "to", "走访户数（户）": "households", "收集问题数": "problems", "当场解决个数": "solved",
        "了解的情况": "content",
        "备注": "",
    }  # fmt: skip
    assert guess_columns(VISIT, tuple(headings)) == headings


def test_what_may_be_two_things_or_another_day_is_left_to_the_reader() -> None:
    for heading in ("录入时间", "完成时间", "走访", "人数", "时间地点"):
        assert guess_columns(VISIT, (heading,)) == {heading: ""}
    assert guess_columns(VISIT, ("收集问题", "收集问题数")) == {"收集问题": "problems", "收集问题数": ""}
    assert guess_columns(VISIT, ("走访地点一", "走访地点二")) == {"走访地点一": "", "走访地点二": ""}


def test_headings_are_guessed_once_each_and_remembered_in_any_order() -> None:
    guessed = guess_columns(MEETING, ("日期", "时间", "主题（全称）", "主持人 *", "备注"))
    assert guessed == {"日期": "held_on", "时间": "", "主题（全称）": "title", "主持人 *": "chair", "备注": ""}
    assert fingerprint_of(["日期", "主题"]) == fingerprint_of([" 主题", "日期", ""])
    assert fingerprint_of(["日期"]) != fingerprint_of(["主题"])
    assert "present_names" in targets(MEETING)
    assert "present_names" not in targets(VISIT)
