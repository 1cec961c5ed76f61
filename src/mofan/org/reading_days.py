"""Days as people write them in tables (日期): 2021-07-01, 2021.7.1, 2021年7月, 20210701, a cell of a spreadsheet.
Pure."""

import re
from datetime import date, datetime, timedelta
from unicodedata import normalize

_WRITTEN = re.compile(
    r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})?\s*[日号]?|\s*月?)(?:\s+[\d:：]+)?"
)
_JOINED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?")
_NO_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 73_050
"""Days since 1899-12-30 that a spreadsheet means by a bare number: 1919 to 2099."""
_SERIAL_ZERO = date(1899, 12, 30)


class NotADay(ValueError):
    """What stands there is no day; the message is a Chinese sentence."""


def read_day(cell: str | int | float | date | datetime | None, year: int | None = None) -> date | None:
    """The day that a cell means; None for an empty one. Of a month alone its first day is taken; `year` stands in where
    the cell names none.

    Raises NotADay for anything else.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    text = normalize("NFKC", str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)).strip()
    if text in ("", "-", "—", "/", "无", "无。", "至今", "今"):
        return None
    found = _WRITTEN.fullmatch(text) or _JOINED.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        if year is not None and (short := _NO_YEAR.fullmatch(text)):
            return date(year, int(short[1]), int(short[2]))
    except ValueError as error:
        raise NotADay(f"“{text}”不是一个日期，日历上没有这一天。") from error
    if text.isdigit() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return _SERIAL_ZERO + timedelta(days=int(text))
    raise NotADay(f"“{text[:20]}”认不出是哪一天，请写成 2021-07-01 的样子。")
