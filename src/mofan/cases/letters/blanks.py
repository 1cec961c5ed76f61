"""Blanks of a letter (空白): what nobody entered stays a line to write on, and is listed before it is issued."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BLANK: Final = "＿＿＿＿"
WIDE: Final = "＿＿＿＿＿＿＿＿"
SHORT: Final = "＿＿"
DAY: Final = "＿＿＿＿年＿＿月＿＿日"
SIGNED: Final = "＿＿＿　年　月　日"
"""Where somebody signs by hand, with the day; a line holds it after the longest name of a part."""
_LINE: Final = re.compile("＿+(?:年＿+月＿+日(?:＿+时＿+分)?)?")
_BY_HAND: Final = re.compile(r"([^，。；\s]*(?:签名|签章|盖章|指印|签收)[^：]*)：$")
_LABEL: Final = re.compile(r"([^，。；：、（）＿\s]{1,12})：$")
_CLAUSE: Final = re.compile("[，。；：＿]")
_PARTY: Final = re.compile(r"^[^：，]{2,8}(?:（[^）]*）)?：([^＿，：]{1,40})，")
_NUMBERED: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_OF_PARTY: Final = re.compile("(?:身份证号|单位或者住址|统一社会信用代码|住所)：")
"""How the further lines on a party begin: two blanks of a sort are told apart by the name."""
_BEFORE: Final = 12
_AFTER: Final = 6


@dataclass(frozen=True, slots=True)
class BlankLeft:
    """One blank: what belongs there, and its line counted from 1."""

    label: str
    line: int
    by_hand: bool = False
    """Left open on purpose: somebody signs there."""


def or_blank(text: str, blank: str = BLANK) -> str:
    """The text, or a blank where there is none."""
    return text.strip() or blank


def blanks_in(text: str) -> tuple[BlankLeft, ...]:
    """The blanks of a text in order."""
    return tuple(_found(text))


def to_fill(text: str) -> tuple[str, ...]:
    """What is still to be entered, each once, in words; signatures are left out."""
    return tuple(dict.fromkeys(one.label for one in blanks_in(text) if not one.by_hand))


def _found(text: str) -> Iterator[BlankLeft]:
    above = party = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not _OF_PARTY.match(line):
            about = _PARTY.match(line)
            party = f"{about.group(1)}的" if about else ""
        for found in _LINE.finditer(line):
            before, after = line[: found.start()], line[found.end() :]
            if signed := _BY_HAND.search(before):
                yield BlankLeft(signed.group(1), number, by_hand=True)
            elif named := _LABEL.search(before):
                yield BlankLeft(f"{party}{named.group(1)}", number)
            elif not before.strip() and not after.strip() and above:
                yield BlankLeft(_NUMBERED.sub("", above).rstrip("：。"), number)
            else:
                near = _CLAUSE.split(before)[-1][-_BEFORE:]
                yield BlankLeft(f"“{near.strip()}{SHORT}{_CLAUSE.split(after)[0][:_AFTER]}”", number)
        above = line.strip() or above
