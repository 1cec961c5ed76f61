"""How pages say numbers, dates and sizes (用语): `mofan.measure` as template filters."""

import re
from datetime import date, datetime

from django import template
from django.utils import timezone

from mofan import measure
from mofan.org.models.dated import Dated
from mofan.web import asked as asking

register = template.Library()

RULES = {
    "contact_id": "留了联系账号",
    "contact": "留了联系方式",
    "follow_account": "引人关注账号",
    "named_account": "账号名称",
    "more_material": "以更多材料招揽",
    "claim_full_text": "以领取全文招揽",
    "sales_pitch": "推销的话",
    "origin_line": "转载出处",
    "site_name": "网站名",
    "fenced_mark": "成对的付费标记",
    "bare_mark": "单独的付费标记",
}
"""The rules of `mofan.text.clean` in words; one that is not here is shown by its own name."""


@register.filter
def thousands(count: int) -> str:
    """3,412."""
    return measure.thousands(count)


@register.filter
def characters(count: int) -> str:
    """How long a text is: 9,876 字, 1.23 万字."""
    return measure.characters(count)


@register.filter
def file_size(count: int) -> str:
    """1.8 MB."""
    return measure.size(count)


@register.filter
def day(when: date | datetime | None) -> str:
    """2026年11月20日, on the calendar of this place; nothing for None."""
    if when is None:
        return ""
    return measure.date_text(timezone.localtime(when).date() if isinstance(when, datetime) else when)


@register.filter
def moment(when: datetime | None) -> str:
    """11月20日 15:42, with the year when it is not this one; nothing for None."""
    if when is None:
        return ""
    return measure.moment_text(timezone.localtime(when), timezone.localdate())


@register.filter
def took(milliseconds: float) -> str:
    """0.04 秒."""
    return measure.duration(milliseconds / 1000)


@register.filter
def quoted(term: str) -> str:
    """A term as a phrase to search for: in quotation marks."""
    return f"“{term}”"


@register.filter
def holds_on(held: Dated, when: date) -> bool:
    """Whether a post, a membership or a role holds on that day."""
    return held.holds_on(when)


@register.filter
def in_marks(asked: str) -> str:
    """What was asked for, in quotation marks once."""
    return asking.in_marks(asked)


@register.filter
def at(table: dict[object, object], key: object) -> object:
    """What a table holds under a key; nothing where it holds nothing."""
    return table.get(key, ())


@register.filter
def phrases(title: str) -> list[str]:
    """A title cut behind its marks and spaces, so that a line of it ends there and not inside a word."""
    return re.findall(r"[^，；：。！？\s]+[，；：。！？\s]*|[，；：。！？\s]+", title)


@register.filter
def rule_name(rule: str) -> str:
    """By which rule something was taken out, in words."""
    return RULES.get(rule, rule)


@register.filter
def percent(part: float) -> str:
    """A share as it is said: 87%."""
    return f"{part:.0%}"


@register.filter
def pair_colour(number: int) -> int:
    """Which of the four quiet colours the passage of this number has: 1 … 4."""
    return (number - 1) % 4 + 1
