"""The number of a letter (发文字号): mark, year, serial number. Pure."""

import re
from typing import Final

LONGEST_MARK: Final = 20
_FORBIDDEN: Final = re.compile(r"[〔〕\[\]（）()\d\s]|号")


def number_of(mark: str, year: int, serial: int) -> str:
    """安治理函〔2026〕3号; no zeros before the number, no 第 (GB/T 9704-2012, 7.2.5)."""
    return f"{mark}〔{year}〕{serial}号"


def wrong_mark(mark: str) -> str:
    """Why this cannot be the mark of a unit (机关代字), a sentence; "" where it can."""
    if not mark or len(mark) > LONGEST_MARK or _FORBIDDEN.search(mark):
        return f"发文代字只写字，如“安治理函”，不超过 {LONGEST_MARK} 个字；年份和顺序号由系统编。"
    return ""
