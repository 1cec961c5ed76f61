"""Dates, moments and durations as people read them."""

from datetime import date, datetime
from decimal import Decimal

from mofan.measure.numbers import round_half_up

_PARTS = ((86_400, "天"), (3_600, "小时"), (60, "分"), (1, "秒"))


def date_text(day: date, today: date | None = None) -> str:
    """2026年11月20日, without padding (GB/T 9704-2012, 7.3.5.4); 11月20日 when `today` lies in that year."""
    short = f"{day.month}月{day.day}日"
    return short if today is not None and today.year == day.year else f"{day.year}年{short}"


def moment_text(moment: datetime, today: date | None = None) -> str:
    """2026年11月20日 9:05, in the time zone that `moment` carries; `today` as in `date_text`."""
    return f"{date_text(moment.date(), today)} {moment.hour}:{moment.minute:02}"


def duration(seconds: float) -> str:
    """How long something took: 0.04 秒, 3.2 秒, 2 分 5 秒, 1 小时 20 分, 2 天 3 小时 (at most two parts).

    Raises ValueError for a negative duration.
    """
    if seconds < 0:
        raise ValueError(f"a duration cannot be negative: {seconds}")
    if seconds < 0.005:
        return "不到 0.01 秒"
    exact = Decimal(str(seconds))
    for limit, places in ((1, 2), (10, 1)):
        if (shown := round_half_up(exact, places)) < limit:
            return f"{shown} 秒"
    return _in_parts(int(round_half_up(exact, 0)))


def _in_parts(seconds: int) -> str:
    place = next(place for place, (length, _) in enumerate(_PARTS) if seconds >= length)
    shown = []
    for length, name in _PARTS[place : place + 2]:
        count, seconds = divmod(seconds, length)
        if count:
            shown.append(f"{count} {name}")
    return " ".join(shown)
