"""How numbers, dates and periods are read to people (计量): exact inside, plain Chinese outside. No Django."""

from mofan.measure.moments import date_text, duration, moment_text
from mofan.measure.numbers import approximate_count, characters, round_half_up, share, size, thousands
from mofan.measure.periods import Period, half_year_of, month_of, quarter_of, year_of

__all__ = [
    "Period",
    "approximate_count",
    "characters",
    "date_text",
    "duration",
    "half_year_of",
    "moment_text",
    "month_of",
    "quarter_of",
    "round_half_up",
    "share",
    "size",
    "thousands",
    "year_of",
]
