"""Counts, shares and sizes as people read them."""

from decimal import ROUND_HALF_UP, Decimal

_NO_DATA = "—"
_SIGNIFICANT_DIGITS = 3
_SIZE_UNITS = ("KB", "MB", "GB", "TB", "PB")


def thousands(count: int) -> str:
    """3,412 for 3412."""
    return f"{count:,}"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """`value` with `places` decimals; a half goes away from zero (四舍五入), never to the even digit."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(part: int, whole: int, places: int = 1) -> str:
    """`part` in `whole` as a percentage (97.2%); — when there is nothing to divide by: no data is not 0 %."""
    if whole == 0:
        return _NO_DATA
    return f"{round_half_up(Decimal(part) * 100 / Decimal(whole), places)}%"


def characters(count: int) -> str:
    """How long a text is: 9,876 字, 1.23 万字, 9,000 万字, 1.02 亿字 (three digits that count)."""
    if abs(count) < 10_000:
        return f"{thousands(count)} 字"
    in_myriads = _short(Decimal(count) / 10_000)
    if abs(in_myriads) < 10_000:
        return f"{in_myriads:,} 万字"
    return f"{_short(Decimal(count) / 100_000_000):,} 亿字"


def size(count: int) -> str:
    """How large a file is, `count` in bytes: 512 B, 1.8 MB. A KB is 1,024 bytes, as Windows shows it."""
    if count < 1024:
        return f"{count} B"
    power = 1
    while (shown := _divided(count, power)) >= 1024 and power < len(_SIZE_UNITS):
        power += 1
    return f"{_without_zeros(shown):,} {_SIZE_UNITS[power - 1]}"


def _divided(count: int, power: int) -> Decimal:
    value = Decimal(count) / 1024**power
    return round_half_up(value, 1 if value < 100 else 0)


def approximate_count(count: int) -> str:
    """A count that need not be exact, never more than it is: 87, 3,400余, 1.5万余; the noun follows (3,400余篇)."""
    if count < 100:
        return str(count)
    step = 10 ** (len(str(count)) - 2)
    floor = count - count % step
    more = "余" if floor < count else ""
    if floor < 10_000:
        return f"{floor:,}{more}"
    if floor < 100_000_000:
        return f"{_without_zeros(Decimal(floor) / 10_000):,}万{more}"
    return f"{_without_zeros(Decimal(floor) / 100_000_000):,}亿{more}"


def _short(value: Decimal) -> Decimal:
    """`value` with three digits that count, and never fewer than those before the point."""
    places = max(0, _SIGNIFICANT_DIGITS - 1 - value.adjusted())
    return _without_zeros(round_half_up(value, places))


def _without_zeros(value: Decimal) -> Decimal:
    """1.2 for 1.20, 9000 for 9000.0 (never 9E+3)."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
