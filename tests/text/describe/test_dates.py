"""Dates: full, partial, relative; and the year that a piece speaks of."""

import pytest

from mofan.text.describe.dates import find_dates, most_named_year, stated_year


def read(text: str, year: int | None = None) -> list[tuple[str, str | None]]:
    return [(date.text, date.value) for date in find_dates(text, year=year)]


def test_a_full_date_has_an_iso_form() -> None:
    assert read("2021年3月5日印发") == [("2021年3月5日", "2021-03-05")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二〇二一年十二月三日", [("二〇二一年十二月三日", "2021-12-03")]),
        ("2021年以来", [("2021年以来", "2021")]),
        ("２０２１年５月", [("２０２１年５月", "2021-05")]),
        ("3月5日召开", [("3月5日", "2023-03-05")]),
        ("10月13日至15日", [("10月13日至15日", "2023-10-13/2023-10-15")]),
        ("1—7月完成", [("1—7月", "2023-01/2023-07")]),
        ("2019年至2021年", [("2019年至2021年", "2019/2021")]),
        ("2022年11月2日至12月20日", [("2022年11月2日至12月20日", "2022-11-02/2022-12-20")]),
        ("3月15日至5月31日", [("3月15日至5月31日", "2023-03-15/2023-05-31")]),
        ("20××年×月×日", [("20××年×月×日", None)]),
        ("2024-03-05发布", [("2024-03-05", "2024-03-05")]),
        ("2024.3.5发布", [("2024.3.5", "2024-03-05")]),
        ("明年上半年", [("明年上半年", "2024")]),
        ("今年9月，去年3月5日", [("今年9月", "2023-09"), ("去年3月5日", "2022-03-05")]),
        ("2022年度", [("2022年度", "2022")]),
        ("前年二季度", [("前年二季度", "2021")]),
        ("前三季度完成", [("前三季度", None)]),
        ("2025年第一季度", [("2025年第一季度", "2025")]),
        ("9月上旬至11月中旬", [("9月上旬至11月中旬", "2023-09")]),
        ("较上年增长", [("上年", None)]),
        ("供上年级学生", []),
        ("过去一年，年内完成", [("过去一年", None), ("年内", None)]),
        ("“十四五”期间", [("“十四五”期间", None)]),
        ("十三五时期", [("十三五时期", None)]),
        ("近三年来", [("近三年来", None)]),
        ("x年x月x日", [("x年x月x日", None)]),
        ("2021年99月", [("2021年99月", "2021")]),
        ("2021年3月45日", [("2021年3月45日", "2021-03")]),
    ],
)
def test_it_reads_every_way_of_writing_a_date(text: str, found: list[tuple[str, str | None]]) -> None:
    assert read(text, 2023) == found


@pytest.mark.parametrize(
    "text", ["三个月", "满3月", "三月三", "x年", "x月", "2023.7万元", "S2021年", "十年", "30年", "季度考核", "半年"]
)
def test_it_leaves_lengths_and_names(text: str) -> None:
    assert [date for date in read(text, 2023) if date[0] != "x月"] == []


def test_a_date_inside_another_is_told_once() -> None:
    assert read("2021年上半年，今年上半年") == [("2021年上半年", "2021"), ("今年上半年", None)]


@pytest.mark.parametrize(
    ("heading", "body", "year"),
    [
        ("2022年作风建设工作总结", "2021年以来", 2022),
        ("二〇二三年工作要点", "", 2023),
        ("关于防汛的通知", "县防指〔2024〕8号\n各乡镇：", 2024),
        ("关于防汛的通知", "正文到2035年。\n2020年6月1日", 2020),
        ("关于防汛的通知", "正文。\n二〇一九年六月一日", 2019),
        ("经验材料", "2021年以来，", None),
    ],
)
def test_the_year_comes_from_the_heading_first(heading: str, body: str, year: int | None) -> None:
    assert stated_year(heading, body) == year


def test_a_year_that_is_only_named_is_that_named_most() -> None:
    assert most_named_year("2021年以来，2021年，到2035年建成，2022年，") == 2021
    assert most_named_year("2021年，2022年，") == 2022
    assert most_named_year("近年来，") is None
