"""Case codes (一案一码): one case, one code, which a person can read out and nobody can guess. Pure.

Form: 261122-K7QF-9X3M-P: the day of intake, eight characters drawn at random, one check character. The alphabet has no
characters that look or sound alike (0 and O, 1, I and L). No counter is needed, so that many windows take in at once.
The check character finds every single wrong character and two exchanged neighbours (a sum with weights modulo 31).
"""

import re
import secrets
from datetime import date
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Thirty-one characters, a prime number of them."""
DRAWN: Final = 8
_WRITTEN: Final = re.compile(rf"(\d{{6}})([{ALPHABET}]{{{DRAWN}}})([{ALPHABET}])")
_ALIKE: Final = str.maketrans({"－": None, "-": None, " ": None, "—": None, "\u3000": None})


def new_code(day: date) -> str:
    """A code for a case taken in on that day. That it is new is what the table makes sure of."""
    body = f"{day:%y%m%d}" + "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return written(body + check_character(body))


def check_character(body: str) -> str:
    """The last character of a code: of the fourteen before it."""
    values = (int(one) if place < 6 else ALPHABET.index(one) for place, one in enumerate(body))
    return ALPHABET[sum(weight * value for weight, value in enumerate(values, 2)) % len(ALPHABET)]


def written(code: str) -> str:
    """As it is shown: 261122-K7QF-9X3M-P."""
    return f"{code[:6]}-{code[6:10]}-{code[10:14]}-{code[14:]}"


def read_code(typed: str) -> str | None:
    """The code behind what somebody typed, with or without hyphens, in capitals or not; None if it is no code."""
    found = _WRITTEN.fullmatch(typed.translate(_ALIKE).upper())
    if found is None or check_character(found[1] + found[2]) != found[3]:
        return None
    return written("".join(found.groups()))
