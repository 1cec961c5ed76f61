"""Which characters a .docx may hold, and which a face can show (字库)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mofan.paper.measurements import HEI, RARE, SONG, Face

_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0, 2.2: what no XML document may hold, not even escaped; and carriage returns, which it would change."""
_RARE_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE_FACES = (HEI, SONG)
"""Faces whose fonts hold the whole basic plane; the others hold the 6,763 characters of GB 2312."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A text without characters that no document may hold, and those that were taken out."""

    text: str
    removed: str


def readable(text: str) -> Readable:
    """`text` as a document may hold it."""
    removed = "".join(_NOT_IN_XML.findall(text))
    return Readable(_NOT_IN_XML.sub("", text) if removed else text, removed)


def faces_of(text: str, face: Face) -> Iterator[tuple[str, str]]:
    """`text` cut into runs, each with the name of the face that can show it."""
    if text.isascii() or not (rare := set(_missing(text, face))):
        yield text, face.name
        return
    for run in re.split(f"([{''.join(sorted(rare))}]+)", text):
        if run and run[0] in rare:
            for char in run:
                yield char, RARE if ord(char) > 0xFFFF else face.other_name
        elif run:
            yield run, face.name


def substituted(text: str, face: Face) -> Counter[tuple[str, str, str]]:
    """(character, face, the face taken instead) → how often, for the characters that `face` lacks."""
    return Counter((run, face.name, name) for run, name in faces_of(text, face) if name != face.name)


def _missing(text: str, face: Face) -> Iterator[str]:
    for char in _RARE_HAN.findall(text):
        if ord(char) > 0xFFFF or (face not in _WIDE_FACES and not _in_gb2312(char)):
            yield char


@cache
def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
