"""ID numbers of residents (公民身份号码, GB 11643-1999): whether one is written as it must be. Pure."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_id_number(number: str) -> bool:
    """Eighteen characters with a possible day of birth and the right check character (ISO 7064, MOD 11-2)."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[17] == _CHECKS[total % 11] and born_on(number) is not None


def born_on(number: str) -> date | None:
    """The day of birth that stands in it; None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
