"""How a figure is written in an official text (数字用法): by GB/T 15835 and the habits of official writing.

Pure: no Django. Exact numbers are Arabic digits without commas; 余 follows what was rounded down, never up; a share is
a percentage, or 百分之 in words.
"""

from decimal import ROUND_FLOOR, Decimal
from typing import Final

from mofan.measure import round_half_up
from mofan.text.numerals import write_numeral

NO_DATA: Final = "—"
MYRIAD: Final = 10_000
HUNDRED_MILLION: Final = 100_000_000
_LARGEST_IN_WORDS: Final = 9_999


def official(value: Decimal | None, measure: str, style: str = "exact", base: str = "") -> str:
    """The number with its measure word. `value` of a share is a fraction (0.875) and its `measure` is %.
    `base` is the measure word that the value was counted in, where the text names a larger one: 元, written as 万元.

    `style`: exact 1204人次, 3.5学时, 87.5% · about 1200余人次, 87%以上 · myriads 1.2万人次
    · words 十二次, 百分之八十七点五.
    """
    if value is None:
        return NO_DATA
    if measure == "%":
        return _share(value * 100, style)
    value /= scale_of(measure, base)
    if style == "about":
        return f"{_about(value)}{measure}"
    if style == "myriads" and abs(value) >= MYRIAD:
        return f"{_large(value)}{measure}"
    if style == "words" and value == value.to_integral_value() and 0 <= value <= _LARGEST_IN_WORDS:
        return f"{_counted(int(value), measure)}{measure}"
    return f"{_plain(round_half_up(value, 2))}{measure}"


def scale_of(measure: str, base: str) -> int:
    """How many of `base` one of `measure` is: 10,000 for 万元 and 元; 1 where they are the same, or not of one kind."""
    for prefix, scale in (("万", MYRIAD), ("亿", HUNDRED_MILLION), ("千", 1_000)):
        if base and measure == prefix + base:
            return scale
    return 1


def _share(percent: Decimal, style: str) -> str:
    if style == "words":
        return f"百分之{_in_words(round_half_up(percent, 1))}"
    if style == "about":
        floor = percent.to_integral_value(ROUND_FLOOR)
        return f"{_plain(floor)}%{'以上' if floor < percent else ''}"
    return f"{_plain(round_half_up(percent, 1))}%"


def _about(value: Decimal) -> str:
    """Never more than it is: 9, 30余, 1200余, 1.2万余; 余 only where something was left off."""
    if value < 10:
        return _plain(round_half_up(value, 2))
    whole = int(value)
    digits = len(str(whole))
    step = 10 ** max(1, digits - 2)
    floor = whole - whole % step
    more = "余" if floor < value else ""
    if floor < MYRIAD:
        return f"{floor}{more}"
    return f"{_large(Decimal(floor))}{more}"


def _large(value: Decimal) -> str:
    """1.2万, 3400万, 1.05亿: two decimals at most, and none that say nothing."""
    unit, name = (HUNDRED_MILLION, "亿") if abs(value) >= HUNDRED_MILLION else (MYRIAD, "万")
    return f"{_plain(round_half_up(value / unit, 2))}{name}"


def _counted(number: int, measure: str) -> str:
    """两 stands for 二 before a measure word: 两次."""
    return "两" if number == 2 and measure else write_numeral(number)


def _in_words(number: Decimal) -> str:
    whole, _, parts = _plain(abs(number)).partition(".")
    said = write_numeral(int(whole)) + (
        "点" + "".join("零一二三四五六七八九"[int(one)] for one in parts) if parts else ""
    )
    return f"负{said}" if number < 0 else said


def _plain(value: Decimal) -> str:
    """1204 for 1204.00, 3.5 for 3.50."""
    return f"{int(value)}" if value == value.to_integral_value() else f"{value:f}".rstrip("0")
