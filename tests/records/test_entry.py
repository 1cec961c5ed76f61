"""What somebody types, read (录入内容)."""

from datetime import date
from decimal import Decimal

import pytest

from mofan.records.catalogue.kinds import Field
from mofan.records.entry import NotAValue, read_day, read_names, read_points, read_value, restored, shown, stored

NUMBER = Field("households", "户数", "number", measure="户")
MONEY = Field("sum", "金额", "money", measure="元")
DAY = Field("deadline", "时限", "date")
CHOICE = Field("to", "对象", "choice", choices={"village": "村（社区）", "enterprise": "企业"})
TEXT = Field("place", "地点", "text")
PARAGRAPH = Field("content", "内容", "paragraph")
UNITS = Field("inspected", "督查单位", "units")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (NUMBER, "12", Decimal(12)),
        (NUMBER, "１２", Decimal(12)),
        (NUMBER, " 1,200 ", Decimal(1200)),
        (MONEY, "3500.5", Decimal("3500.5")),
        (NUMBER, "12 户", Decimal(12)),
        (MONEY, "3500元", Decimal(3500)),
        (MONEY, "3.5万元", Decimal(35000)),
        (DAY, "2026年11月20日", date(2026, 11, 20)),
        (CHOICE, "village", "village"),
        (CHOICE, "企业", "enterprise"),
        (TEXT, " 三楼  会议室 ", "三楼 会议室"),
        (PARAGRAPH, "一行\n二行", "一行\n二行"),
        (UNITS, "水务局，乡镇；水务局", "水务局、乡镇"),
        (NUMBER, "  ", None),
    ],
)
def test_what_was_typed_becomes_a_value(field: Field, typed: str, value: object) -> None:
    assert read_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (NUMBER, "十二", "不是数"),
        (NUMBER, "户", "不是数"),
        (NUMBER, "12万", "不是数"),
        (NUMBER, "-1", "不小于 0"),
        (NUMBER, "NaN", "不小于 0"),
        (NUMBER, "1" * 14, "太大"),
        (NUMBER, "1.23456", "小数超过四位"),
        (DAY, "上周五", "不是日期"),
        (DAY, "2026-02-30", "不是日期"),
        (DAY, "1800-01-01", "不是日期"),
        (CHOICE, "学校", "可选：村（社区）、企业"),
        (TEXT, "字" * 501, "最多 500 字"),
    ],
)
def test_what_does_not_fit_is_said(field: Field, typed: str, said: str) -> None:
    with pytest.raises(NotAValue, match=said):
        read_value(field, typed)


@pytest.mark.parametrize(
    "typed", ["2026-11-20", "2026/11/20", "2026.11.20", "２０２６年１１月２０日", " 2026-11-20 09:00"]
)
def test_a_day_is_read_in_any_usual_way(typed: str) -> None:
    assert read_day(typed) == date(2026, 11, 20)


def test_points_keep_who_said_what_and_make_up_nobody() -> None:
    typed = "沈知行：下村走访\n\n何清越同志: 表现踏实\n冬修要对好停水时间\n时间：下午三点二十分在三楼"
    assert read_points(typed) == (
        ("沈知行", "下村走访"),
        ("何清越", "表现踏实"),
        ("", "冬修要对好停水时间"),
        ("", "时间：下午三点二十分在三楼"),
    )


def test_names_are_divided_by_any_usual_mark() -> None:
    assert read_names("沈知行、顾明川，程以宁; 许见山\n沈知行") == ("沈知行", "顾明川", "程以宁", "许见山")
    assert read_names("张\u3000三、李四") == ("张三", "李四")
    assert read_names(" ") == ()


def test_values_are_kept_and_shown() -> None:
    for field, value, words in (
        (NUMBER, Decimal("12.0"), "12 户"),
        (MONEY, Decimal("3500.50"), "3500.5 元"),
        (DAY, date(2026, 1, 5), "2026年1月5日"),
        (CHOICE, "village", "村（社区）"),
        (TEXT, "柳湾村", "柳湾村"),
    ):
        assert shown(field, stored(value)) == words
        assert restored(field, stored(value)) == value
    assert shown(NUMBER, None) == ""
    assert shown(CHOICE, "gone") == "gone"
    assert restored(TEXT, "") is None
