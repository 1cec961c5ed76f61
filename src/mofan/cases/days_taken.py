"""How many days cases took (办结天数): between two moments, and in the middle of many. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

_DAY: Final = Decimal(86_400_000_000)
"""In microseconds."""


def days_between(since: datetime, until: datetime) -> Decimal:
    """Days with their fractions, to the microsecond."""
    return Decimal((until - since) // timedelta(microseconds=1)) / _DAY


def quantile(seconds: Sequence[float], which: str) -> Decimal | None:
    """Of many lengths in seconds, in days (中位数、九成位数). `median`: the middle one, or the mean of the two in the
    middle; `p90`: the first with nine in ten up to it. None of nothing."""
    if not seconds:
        return None
    ordered, many = sorted(seconds), len(seconds)
    places = ((many - 1) // 2, many // 2) if which == "median" else (-(-many * 9 // 10) - 1,)
    return sum((Decimal(round(ordered[place] * 1_000_000)) for place in places), Decimal()) / _DAY / len(places)
