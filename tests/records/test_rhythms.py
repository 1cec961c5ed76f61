"""Rhythms as people say them (自定周期的说法)."""

from datetime import date

import pytest

from mofan.measure import year_of
from mofan.records.occasions import recurring
from mofan.records.rhythms import SAYINGS, Saying, rule_of, said

SINCE = date(2026, 1, 1)


def test_the_first_friday_of_a_month_is_said_and_read() -> None:
    assert rule_of("每月第一个周五") == "FREQ=MONTHLY;BYDAY=1FR"
    assert said("FREQ=MONTHLY;BYDAY=1FR") == "每月第一个周五"
    assert [one.deadline.day for one in recurring(rule_of("每月第一个周五"), SINCE, year_of(SINCE))][:3] == [2, 6, 6]


@pytest.mark.parametrize("one", SAYINGS, ids=lambda one: one.reads)
def test_each_saying_reads_its_line_and_leaves_the_other(one: Saying) -> None:
    assert one.pattern.fullmatch(one.reads)
    assert not one.pattern.fullmatch(one.leaves)
    assert recurring(rule_of(one.reads), SINCE, year_of(SINCE))


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("每天", "FREQ=DAILY", "每天"),
        ("每10天", "FREQ=DAILY;INTERVAL=10", "每 10 天"),
        ("每周五", "FREQ=WEEKLY;BYDAY=FR", "每周五"),
        ("每星期天", "FREQ=WEEKLY;BYDAY=SU", "每周日"),
        ("每周一、周三和周五", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、周三、周五"),
        ("每周的周二", "FREQ=WEEKLY;BYDAY=TU", "每周二"),
        ("隔周的周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "每 2 周的周三"),
        ("每两周周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "每 2 周的周三"),
        ("每月 5日，", "FREQ=MONTHLY;BYMONTHDAY=5", "每月5日"),
        ("每月5号和20号", "FREQ=MONTHLY;BYMONTHDAY=5,20", "每月5日、20日"),
        ("每两个月的15日", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "每 2 个月的15日"),
        ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天"),
        ("每月最后一个星期五", "FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五"),
        ("每季度首月10日", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "每年1、4、7、10月的10日"),
        ("每年7月1日", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "每年7月1日"),
        ("RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=3", "每天，共 3 次"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", None, "每周一，到2026年12月31日为止"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", None, "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1"),
        ("FREQ=MONTHLY;BYDAY=FR", None, "FREQ=MONTHLY;BYDAY=FR"),
        ("FREQ=MONTHLY;BYDAY=5FR", None, "FREQ=MONTHLY;BYDAY=5FR"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", None, "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1"),
        ("FREQ=WEEKLY", None, "FREQ=WEEKLY"),
        ("每逢双月", "每逢双月", "每逢双月"),
    ],
)
def test_a_rhythm_is_read_and_said(text: str, rule: str | None, words: str) -> None:
    assert rule_of(text) == (rule or text)
    assert said(rule_of(text)) == words
