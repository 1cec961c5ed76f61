"""Chinese numerals (中文数字) and integers, both ways, as official documents write them."""

from functools import lru_cache

LONGEST = 60
"""Characters of a number; what is longer is none."""
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG_UNITS = {"万": 10_000, "亿": 100_000_000}
_SPOKEN_TENTHS = {"百": 10, "千": 100, "万": 1000, "亿": 10_000_000}
"""What a last digit right behind a unit counts: 一百五 is 150, 两万五 is 25,000."""
_JOINED = {"廿": "二十", "卅": "三十"}

NUMERAL_CHARS = "".join({**_DIGITS, **_UNITS, **_BIG_UNITS, **_JOINED})
"""Every character that a Chinese numeral may hold."""


@lru_cache(4096)
def parse_numeral(numeral: str) -> int | None:
    """The value of 十二, 二十一, 廿一, 一百零八, 一百五, 两万五千, 二〇二六; None for anything else."""
    if len(numeral) > LONGEST:
        return None
    for short, full in _JOINED.items():
        numeral = numeral.replace(short, full)
    if not numeral or any(char not in _DIGITS and char not in _UNITS and char not in _BIG_UNITS for char in numeral):
        return None
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    return _sum_units(numeral)


def _sum_units(numeral: str) -> int | None:
    total = section = digit = 0
    last_big = last_unit = 10**12
    pending = False
    for char in numeral:
        if char in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[char], True
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit:
                return None
            section += (digit if pending else 1) * unit
            digit, pending, last_unit = 0, False, unit
        else:
            big = _BIG_UNITS[char]
            if big >= last_big or not section + digit:
                return None
            total += (section + digit) * big
            section = digit = 0
            pending, last_unit, last_big = False, 10**12, big
    if pending:
        digit *= _SPOKEN_TENTHS.get(numeral[-2:-1], 1)
    return total + section + digit


def write_numeral(number: int) -> str:
    """一 … 九千九百九十九 for 1 to 9999, 零 for 0, as headings count; digit by digit beyond."""
    if not 0 <= number < 10_000:
        return write_digits(number)
    if number == 0:
        return "零"
    parts: list[str] = []
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append("零一二三四五六七八九"[digit] + name)
        elif parts and number and parts[-1] != "零":
            parts.append("零")
    written = "".join(parts)
    return written[1:] if written.startswith("一十") else written


def write_digits(number: int) -> str:
    """二〇二六 for 2026: digit by digit, as years are written."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(abs(number)))
