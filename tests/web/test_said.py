"""How pages say numbers, dates and sizes."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from mofan.web.templatetags import said, shown


def test_numbers_sizes_and_times_are_said_as_people_read_them() -> None:
    assert said.thousands(3412) == "3,412"
    assert said.characters(12345) == "1.23 万字"
    assert said.file_size(2048) == "2 KB"
    assert said.took(40.0) == "0.04 秒"
    assert said.quoted("四强") == "“四强”"


def test_a_moment_is_said_on_the_clock_of_this_place() -> None:
    evening = datetime(2019, 3, 5, 17, 30, tzinfo=UTC)
    assert said.day(evening) == "2019年3月6日"
    assert said.day(date(2019, 3, 5)) == "2019年3月5日"
    assert said.moment(evening) == "2019年3月6日 1:30"
    assert "年" not in said.moment(timezone.now())


def test_no_day_and_no_moment_are_said_by_nothing() -> None:
    assert said.day(None) == said.moment(None) == ""


def test_a_rule_is_said_in_words() -> None:
    assert said.rule_name("contact_id") == "留了联系账号"
    assert said.rule_name("人工确认") == "人工确认"


def test_a_table_gives_what_it_holds() -> None:
    assert said.at({1: "甲"}, 1) == "甲"
    assert said.at({1: "甲"}, 2) == ()


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("守好一渠清水，做实五个到位", ["守好一渠清水，", "做实五个到位"]),
        ("以清单促落实　以台账见实效", ["以清单促落实　", "以台账见实效"]),
        ("，，开头", ["，，", "开头"]),
        ("工作总结", ["工作总结"]),
    ],
)
def test_a_title_is_cut_into_phrases(title: str, parts: list[str]) -> None:
    assert said.phrases(title) == parts
    assert "".join(parts) == title


@pytest.mark.parametrize(
    ("text", "short"),
    [("一段历史", "一段历史"), ("一段历史之外", "一段历史……"), ("一份档、一段历史", "一份档……")],
)
def test_a_long_quotation_ends_in_dots_and_no_mark_before_them(text: str, short: str) -> None:
    assert shown.shortened(text, 4) == short
