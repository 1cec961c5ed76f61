"""How numbers, dates and periods are read to people (计量): exact inside, plain Chinese outside. No Django."""

from mofan.measure.moments import date_text, duration, moment_text
from mofan.measure.numbers import approximate_count, characters, round_half_up, share, size, thousands
from mofan.measure.period_words import NotAPeriod, read_period
from mofan.measure.periods import (
    Period,
    five_year_plan,
    five_year_plan_of,
    half_year_of,
    month_of,
    quarter_of,
    same_last_year,
    year_of,
    year_to_date,
)

__all__ = [
    "NotAPeriod",
    "Period",
    "approximate_count",
    "characters",
    "date_text",
    "duration",
    "five_year_plan",
    "five_year_plan_of",
    "half_year_of",
    "moment_text",
    "month_of",
    "quarter_of",
    "read_period",
    "round_half_up",
    "same_last_year",
    "share",
    "size",
    "thousands",
    "year_of",
    "year_to_date",
]
