"""Rhythms as people say them (自定周期的说法): 每月5日, 每月第一个周五, and the rules of recurrence behind (RRULE).

Pure: no Django.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_WEEKDAYS: Final = dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
_NAMES: Final = {code: name for name, code in _WEEKDAYS.items()}
_PLACES: Final = {"第一": "1", "第二": "2", "第三": "3", "第四": "4", "最后一": "-1"}
_PLACE_NAMES: Final = {number: name for name, number in _PLACES.items()}
_MONTHS: Final = {"首": "1,4,7,10", "第一": "1,4,7,10", "第二": "2,5,8,11", "最后一": "3,6,9,12", "末": "3,6,9,12"}
_NUMBERS: Final = {"两": "2", "二": "2", "三": "3", "四": "4", "六": "6"}


class Saying(NamedTuple):
    """A way to say a rhythm: a line that it must read, one that it must not, and the rule behind it."""

    pattern: re.Pattern[str]
    reads: str
    leaves: str
    rule: Callable[[re.Match[str]], str]


def _numbers(text: str) -> str:
    """5、20 of 5日、20日."""
    return ",".join(re.findall(r"\d+", text))


def _weekdays(text: str) -> str:
    return ",".join(_WEEKDAYS[one] for one in re.findall("[一二三四五六日]", text.replace("天", "日")))


def _interval(text: str | None) -> str:
    return f";INTERVAL={_NUMBERS.get(text, text)}" if text else ""


_DAYS = r"(\d{1,2}[日号](?:[、和,]\d{1,2}[日号])*)"
_ON = r"((?:周|星期)?[一二三四五六日天](?:[、和,](?:周|星期)?[一二三四五六日天])*)"
SAYINGS: Final = (
    Saying(re.compile(r"每天|每日"), "每天", "每天两次", lambda _: "FREQ=DAILY"),
    Saying(re.compile(r"每隔?(\d+)天"), "每10天", "每十天", lambda one: f"FREQ=DAILY;INTERVAL={one[1]}"),
    Saying(
        re.compile(rf"每(?:周|星期)(?:的?(?:周|星期))?{_ON}"),
        "每周一、三",
        "每周",
        lambda one: f"FREQ=WEEKLY;BYDAY={_weekdays(one[1])}",
    ),
    Saying(
        re.compile(rf"(?:每(两|二|三|四|\d+)个?(?:周|星期)|隔周)的?{_ON}"),
        "每两周的周三",
        "每两周",
        lambda one: f"FREQ=WEEKLY{_interval(one[1] or '2')};BYDAY={_weekdays(one[2])}",
    ),
    Saying(
        re.compile(rf"每(?:(两|二|三|四|六|\d+)个)?月的?{_DAYS}"),
        "每月5日、20日",
        "每月",
        lambda one: f"FREQ=MONTHLY{_interval(one[1])};BYMONTHDAY={_numbers(one[2])}",
    ),
    Saying(
        re.compile(r"每(?:(两|二|三|四|六|\d+)个)?月的?最后(?:一天|一日)"),
        "每月最后一天",
        "每月最后一次",
        lambda one: f"FREQ=MONTHLY{_interval(one[1])};BYMONTHDAY=-1",
    ),
    Saying(
        re.compile(rf"每月的?(第一|第二|第三|第四|最后一)个?(?:周|星期){_ON}"),
        "每月第一个周五",
        "每月第五个周五",
        lambda one: f"FREQ=MONTHLY;BYDAY={','.join(_PLACES[one[1]] + day for day in _weekdays(one[2]).split(','))}",
    ),
    Saying(
        re.compile(rf"每季度的?(首|末|第一|第二|最后一)个?月的?{_DAYS}"),
        "每季度最后一个月25日",
        "每季度25日",
        lambda one: f"FREQ=MONTHLY;BYMONTH={_MONTHS[one[1]]};BYMONTHDAY={_numbers(one[2])}",
    ),
    Saying(
        re.compile(r"每年的?(\d{1,2})月(\d{1,2})[日号]"),
        "每年7月1日",
        "每年7月",
        lambda one: f"FREQ=YEARLY;BYMONTH={one[1]};BYMONTHDAY={one[2]}",
    ),
)
"""How a rhythm may be said. What is none of these is taken as a rule of recurrence itself."""


def rule_of(text: str) -> str:
    """The rule behind what was typed: 每月第一个周五 is FREQ=MONTHLY;BYDAY=1FR. What is no such saying comes back as it
    is, for `occasions.recurring` to read or to refuse."""
    plain = re.sub(r"[\s，]", "", text).replace("礼拜", "星期")
    for one in SAYINGS:
        if found := one.pattern.fullmatch(plain):
            return one.rule(found)
    return text.strip()


def said(rule: str) -> str:
    """A rule of recurrence in words (周期的说法): 每月第一个周五; the rule itself where there are no words for it."""
    parts = dict(part.upper().split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)
    ends = "".join((_times(parts.pop("COUNT", "")), _last(parts.pop("UNTIL", ""))))
    words = _said(parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), parts)
    return f"{words}{ends}" if words else rule


def _said(freq: str, interval: str, parts: dict[str, str]) -> str:
    """The words for a rule with these parts alone; empty where there are none."""
    often = "" if interval == "1" else f" {interval} "
    match freq, dict(sorted(parts.items())):
        case "DAILY", {**rest} if not rest:
            return f"每{often}天"
        case "WEEKLY", {"BYDAY": days, **rest} if not rest and set(days.split(",")) <= _NAMES.keys():
            named = "、".join(f"周{_NAMES[one]}" for one in days.split(","))
            return f"每{often}周的{named}" if often else f"每{named}"
        case "MONTHLY", {"BYMONTHDAY": days, **rest} if not rest:
            return f"每{often}{'个月的' if often else '月'}{_days(days)}"
        case "MONTHLY", {"BYMONTH": months, "BYMONTHDAY": days, **rest} if not rest:
            return f"每年{months.replace(',', '、')}月的{_days(days)}"
        case "MONTHLY", {"BYDAY": days, **rest} if not rest and not often:
            found = [re.fullmatch(r"(-?\d)([A-Z]{2})", one) for one in days.split(",")]
            if all(one and one[1] in _PLACE_NAMES and one[2] in _NAMES for one in found):
                return "每月" + "、".join(f"{_PLACE_NAMES[one[1]]}个周{_NAMES[one[2]]}" for one in found if one)
        case "YEARLY", {"BYMONTH": month, "BYMONTHDAY": day, **rest} if not rest and not often and "," not in month:
            return f"每年{month}月{_days(day)}"
    return ""


def _days(days: str) -> str:
    """5日、20日; 最后一天 for -1."""
    return "、".join("最后一天" if one == "-1" else f"{one}日" for one in days.split(","))


def _times(count: str) -> str:
    return f"，共 {count} 次" if count else ""


def _last(until: str) -> str:
    found = re.match(r"(\d{4})(\d\d)(\d\d)", until)
    return f"，到{found[1]}年{int(found[2])}月{int(found[3])}日为止" if found else ""
