"""Which characters a .docx may hold, and which a face can show (字库)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mofan.paper.measurements import HEI, RARE, SONG, Face

_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0, 2.2: what no XML document may hold, not even escaped; and carriage returns, which it would change."""
_HAN_OF_THE_PLANE = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_BEYOND = "\U00020000-\U0003ffff"
_BEYOND_THE_PLANE = re.compile(f"[{_BEYOND}]")
_WIDE_FACES = (HEI, SONG)
"""Faces whose fonts hold the whole basic plane; the others hold the 6,763 characters of GB 2312."""
_WIDE_NAMES = frozenset(face.name for face in _WIDE_FACES)


@dataclass(frozen=True, slots=True)
class Readable:
    """A text without characters that no document may hold, and those that were taken out."""

    text: str
    removed: str


def is_readable(text: str) -> bool:
    """Whether a document may hold every character of `text`."""
    return _NOT_IN_XML.search(text) is None


def readable(text: str) -> Readable:
    """`text` as a document may hold it."""
    if is_readable(text):
        return Readable(text, "")
    return Readable(_NOT_IN_XML.sub("", text), "".join(_NOT_IN_XML.findall(text)))


def faces_of(text: str, face: Face) -> Iterator[tuple[str, str]]:
    """`text` cut into runs, each with the name of the face that can show it."""
    if not (rare := _missing(text, face)):
        yield text, face.name
        return
    for run in re.split(f"([{''.join(sorted(rare))}]+)", text):
        if run and run[0] in rare:
            for char in run:
                yield char, RARE if ord(char) > 0xFFFF else face.other_name
        elif run:
            yield run, face.name


def substituted(text: str, face: Face) -> Iterator[tuple[str, str, str]]:
    """(character, face, the face taken instead) for the characters that `face` lacks, as often as they occur."""
    return ((run, face.name, name) for run, name in faces_of(text, face) if name != face.name)


def _missing(text: str, face: Face) -> set[str]:
    """The characters of `text` that `face` lacks."""
    if text.isascii():
        return set()
    return set((_BEYOND_THE_PLANE if face.name in _WIDE_NAMES else _not_in_gb2312()).findall(text))


@cache
def _not_in_gb2312() -> re.Pattern[str]:
    """Han characters that are not in GB 2312, as one class: a text is gone over once, in no time."""
    plane = (chr(code) for first, last in _HAN_OF_THE_PLANE for code in range(first, last + 1))
    return re.compile("[" + "".join(char for char in plane if not char.encode("gb2312", "ignore")) + _BEYOND + "]")
