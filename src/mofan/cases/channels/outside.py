"""The number that an upper platform gave a case (外部编号) as the key under which it comes in once. Pure."""

import re
from hashlib import sha256
from typing import Final
from unicodedata import normalize

PREFIX: Final = "upper"
LONGEST_NUMBER: Final = 200
_LONGEST_KEY: Final = 80
_BLANK: Final = re.compile(r"\s+")


def outside_key(number: str, platform: str = "") -> str:
    """The key of a number of a platform (`Intake.outside`, at most 80 characters): the same however wide its characters
    and whatever blanks stand in it, another one for the same number of another platform; "" for no number."""
    number, platform = (_BLANK.sub("", normalize("NFKC", one)) for one in (number, platform))
    if not number:
        return ""
    key = f"{PREFIX}:{platform}:{number}"
    return key if len(key) <= _LONGEST_KEY else f"{PREFIX}:#{sha256(key.encode('utf-8', 'replace')).hexdigest()}"
