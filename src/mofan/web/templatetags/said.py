"""How pages say numbers, dates and sizes (用语): `mofan.measure` as template filters."""

import re
from datetime import date, datetime

from django import template
from django.utils import timezone

from mofan import measure

register = template.Library()


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
def at(table: dict[object, object], key: object) -> object:
    """What a table holds under a key; nothing where it holds nothing."""
    return table.get(key, ())


@register.filter
def phrases(title: str) -> list[str]:
    """A title cut behind its marks and spaces, so that a line of it ends there and not inside a word."""
    return re.findall(r"[^，、；：。！？\s]+[，、；：。！？\s]*|[，、；：。！？\s]+", title)
