"""An inspection report's list becomes rectification items: once each, nothing guessed, nothing dispatched."""

from datetime import date

import pytest

from mofan.cases.rectification_list import Item, deadline, read_list, refused, take_in_list
from mofan.org.rules import RuleBroken
from mofan.org.sheets import NotASheet, Sheet, write_workbook
from tests.make import AT
from tests.make_cases import County

ROWS: tuple[tuple[str | int | date, ...], ...] = (
    ("安澜县巡察反馈问题整改清单", "", "", "", ""),
    ("序号", "存在问题", "整改措施", "责任单位", "完成时限"),
    (1, "泵站巡检记录不全。个别月份没有签字。", "补齐巡检制度", "县水务局", date(2026, 12, 31)),
    ("", "", "每月抽查一次", "", ""),
    (2, "垃圾清运不及时", "增加班次", "县城市管理局、柳湾镇", "长期坚持"),
)


def workbook(*rows: tuple[str | int | date, ...], name: str = "清单") -> bytes:
    return write_workbook([Sheet(name, rows)])


def test_rows_are_read_as_agencies_keep_them() -> None:
    found = read_list(workbook(*ROWS), "清单.xlsx")
    assert found.items == (
        Item(3, "泵站巡检记录不全。个别月份没有签字。", "补齐巡检制度\n每月抽查一次", "县水务局", date(2026, 12, 31)),
        Item(5, "垃圾清运不及时", "增加班次", "县城市管理局、柳湾镇", None),
    )
    assert found.remarks == ("第5行的时限“长期坚持”不是一个日期，没有填入。",)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年12月底前", date(2026, 12, 31)),
        ("2026.2", date(2026, 2, 28)),
        ("2026年6月30日前", date(2026, 6, 30)),
        (date(2026, 5, 1), date(2026, 5, 1)),
        ("", None),
        (None, None),
    ],
)
def test_a_deadline_of_a_month_is_its_last_day(written: str | date | None, day: date | None) -> None:
    assert deadline(written) == day


def test_what_is_no_list_is_refused_and_odd_rows_are_told() -> None:
    with pytest.raises(NotASheet, match="没有读到问题"):
        read_list(workbook(("姓名", "电话"), ("甲", "1")), "x.xlsx")
    rows = (("问题", "整改措施"), ("", "先有措施"), ("", ""), ("问题一", ""), ("", ""))
    found = read_list(workbook(*rows), "x.xlsx")
    assert [item.problem for item in found.items] == ["问题一"]
    assert found.remarks == ("第2行没有写问题，没有读。",)


def test_items_are_taken_in_once_and_not_dispatched(county: County) -> None:
    items = read_list(workbook(*ROWS), "清单.xlsx").items
    assert refused(items, "巡察反馈", "inspection") == []
    first = take_in_list(items, "巡察反馈", "inspection", county.centre, by=county.head, at=AT)
    assert [case.title for case in first.new] == ["泵站巡检记录不全", "垃圾清运不及时"]
    assert first.owners == {first.new[0].pk: county.water}
    assert not first.new[0].legs.exists()
    assert first.new[0].detail.values["due_on"] == "2026-12-31"
    again = take_in_list(items, "巡察反馈", "inspection", county.centre, by=county.head, at=AT)
    assert (again.new, len(again.known)) == ((), 2)


def test_what_cannot_be_taken_in_is_told_with_its_row(county: County) -> None:
    item = Item(7, "长" * 100 + "。")
    assert refused([item], "巡察反馈", "nothing") == ["第7行：没有这个类别，请从类别里选。"]
    taken = take_in_list([item], "巡察反馈", "", county.centre, by=county.head, at=AT)
    assert len(taken.new[0].title) == 60
    with pytest.raises(RuleBroken):
        take_in_list([item], "另一份报告", "", county.centre, by=county.outsider, at=AT)
