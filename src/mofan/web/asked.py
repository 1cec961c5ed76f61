"""What an address asks for (所问): numbers, days and words out of a query that anybody may have typed.

Pure: no Django.
"""

from datetime import date

MARKS = frozenset('"＂“”「」『』')
"""Quotation marks that people type to ask for exactly these words."""
LONGEST_KEY = 18
"""Digits of a number at most; every number with so many fits a row's key."""
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)
"""Days outside of these are typing errors; on the rim of the calendar a day has no start in every time zone."""


def number_asked(given: str) -> int | None:
    """The whole number that was typed, 0 or more; None for anything else."""
    return int(given) if given.isdecimal() and len(given) <= LONGEST_KEY else None


def day_asked(given: str) -> date | None:
    """The day that was typed as 2026-11-20; None for anything else."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def in_marks(text: str) -> str:
    """The words that were asked for, to stand in a sentence: in quotation marks, unless they brought their own."""
    return text if set(text) & MARKS else f"“{text}”"
