"""What a font file says of itself (字体文件): its names, and which characters it has glyphs for.

Of an OpenType or TrueType file, alone or in a collection, only the tables `name` and `cmap` are read.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

Ranges = NDArray[np.int64]
"""Rows of first and last code point."""

_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
_WANTED: Final = (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY)
_UNICODE, _MACINTOSH, _WINDOWS = 0, 1, 3
_ENGLISH: Final = 0x409
_MOST_BYTES: Final = 16 * 1024 * 1024
"""Of one table: a file that says more is broken."""


_NAME_OF_OUTLINES: Final = 512
"""Bytes at the start of a table `CFF ` in which its name stands."""


class BrokenFont(ValueError):
    """A file that is no font, or a damaged one (字体文件损坏)."""


@dataclass(frozen=True)
class FontFile:
    """One face of a font file: `family` and `weight` as Typst knows it, `index` its number in a collection."""

    family: str
    weight: int
    path: str
    index: int = 0

    @cached_property
    def names(self) -> frozenset[str]:
        """Every family, full and PostScript name in every language, in small letters, as people may call it."""
        return frozenset(one.casefold() for _, _, one in self._named) | {self.family.casefold()}

    @cached_property
    def postscript_name(self) -> str:
        """The name under which a PDF embeds it."""
        return self._name(_POSTSCRIPT)

    @cached_property
    def office_name(self) -> str:
        """The family as LibreOffice and Word list it."""
        return self._name(_TYPOGRAPHIC_FAMILY) or self._name(_FAMILY) or self.family

    def is_embedded_as(self, name: str) -> bool:
        """Whether a PDF names it so: by its PostScript name, or by that of its outlines, which a collection shares."""
        own = (self.postscript_name, self._outlines)
        return any(one and (name == one or name.startswith(f"{one}-")) for one in own)

    @property
    def label(self) -> str:
        """For people: Noto Serif CJK SC Bold."""
        return f"{self.office_name} Bold" if self.bold else self.office_name

    @property
    def bold(self) -> bool:
        """Whether it is the bold face of its family."""
        return self.weight >= 600

    def has(self, char: str) -> bool:
        """Whether it has a glyph for `char`; a damaged file has none."""
        starts, ends = self._ranges
        place = bisect_right(starts, ord(char)) - 1
        return place >= 0 and ord(char) <= ends[place]

    def _name(self, identity: int) -> str:
        """The name with this number, in English where there is one."""
        found = sorted((language != _ENGLISH, one) for number, language, one in self._named if number == identity)
        return found[0][1] if found else ""

    @cached_property
    def _named(self) -> tuple[tuple[int, int, str], ...]:
        try:
            return tuple(_names(_table(self, b"name")))
        except (OSError, BrokenFont):
            return ()

    @cached_property
    def _outlines(self) -> str:
        """The name in the table `CFF `; empty for TrueType."""
        try:
            start = _table(self, b"CFF ", most=_NAME_OF_OUTLINES)
            count, width = struct.unpack_from(">HB", start, start[2])
            first, second = (
                int.from_bytes(start[at : at + width], "big") for at in (start[2] + 3, start[2] + 3 + width)
            )
        except (OSError, BrokenFont, struct.error, IndexError):
            return ""
        names = start[2] + 2 + width * (count + 1)
        return start[names + first : names + second].decode("latin-1")

    @cached_property
    def _ranges(self) -> tuple[list[int], list[int]]:
        """First and last code points of the ranges that have glyphs, in order."""
        try:
            ranges = _joined(_covered(_table(self, b"cmap")))
        except (OSError, BrokenFont):
            return [], []
        return ranges[:, 0].tolist(), ranges[:, 1].tolist()


def _table(font: FontFile, tag: bytes, most: int | None = None) -> bytes:
    """One table of the file, or its first `most` bytes. Raises OSError, BrokenFont."""
    with Path(font.path).open("rb") as file:
        start = 0
        if _read(file, 0, 4) == b"ttcf":
            (count,) = struct.unpack(">L", _read(file, 8, 4))
            if font.index >= count:
                raise BrokenFont(font.path)
            (start,) = struct.unpack(">L", _read(file, 12 + 4 * font.index, 4))
        (tables,) = struct.unpack(">H", _read(file, start + 4, 2))
        directory = _read(file, start + 12, 16 * tables)
        for one, _, offset, length in struct.iter_unpack(">4sLLL", directory):
            if one == tag:
                return _read(file, offset, length if most is None else min(length, most))
    raise BrokenFont(font.path)


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    if length > _MOST_BYTES:
        raise BrokenFont(file.name)
    file.seek(start)
    data = file.read(length)
    if len(data) < length:
        raise BrokenFont(file.name)
    return data


def _names(table: bytes) -> Iterator[tuple[int, int, str]]:
    """(number of the name, language, name)."""
    try:
        _, count, strings = struct.unpack_from(">3H", table)
        for record in range(count):
            platform, _, language, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * record)
            if number not in _WANTED or platform not in (_UNICODE, _MACINTOSH, _WINDOWS):
                continue
            raw = table[strings + offset : strings + offset + length]
            if platform == _MACINTOSH and language:
                continue  # in an encoding of its own; the same name stands there for Windows, too
            name = raw.decode("mac-roman" if platform == _MACINTOSH else "utf-16-be", "ignore").strip("\0 ")
            if name:
                yield number, _ENGLISH if platform == _MACINTOSH else language, name
    except struct.error as error:
        raise BrokenFont from error


def _covered(table: bytes) -> Ranges:
    """The ranges of code points with a glyph, from the widest table that there is."""
    try:
        _, count = struct.unpack_from(">2H", table)
        best = (0, 0)
        for record in range(count):
            platform, encoding, offset = struct.unpack_from(">2HL", table, 4 + 8 * record)
            (form,) = struct.unpack_from(">H", table, offset)
            is_unicode = platform == _UNICODE or (platform == _WINDOWS and encoding in (1, 10))
            if is_unicode and form in (4, 12):
                best = max(best, (form, offset))
        form, offset = best
        if form == 12:
            return _groups(table, offset)
        return np.array([(code, code) for code in _mapped(table, offset)] if form else [], np.int64).reshape(-1, 2)
    except (struct.error, ValueError) as error:
        raise BrokenFont from error


def _groups(table: bytes, offset: int) -> Ranges:
    """Format 12: a group with the glyph 0 has none for its first character."""
    (count,) = struct.unpack_from(">L", table, offset + 12)
    groups = np.frombuffer(table, ">u4", 3 * count, offset + 16).reshape(-1, 3).astype(np.int64)
    groups[:, 0] += groups[:, 2] == 0
    covered: Ranges = groups[groups[:, 0] <= groups[:, 1], :2]
    return covered


def _mapped(table: bytes, offset: int) -> Iterator[int]:
    """Format 4: within a segment single characters may have no glyph."""
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    ends, starts = offset + 14, offset + 16 + twice
    deltas, places = starts + twice, starts + 2 * twice
    for at in range(0, twice, 2):
        start, end, delta, place = (
            struct.unpack_from(">H", table, one + at)[0] for one in (starts, ends, deltas, places)
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code + delta
            if place:
                (glyph,) = struct.unpack_from(">H", table, places + at + place + 2 * (code - start))
                glyph = glyph and glyph + delta
            if glyph & 0xFFFF:
                yield code


def _joined(ranges: Ranges) -> Ranges:
    """Neighbouring ranges as one, in order."""
    if not len(ranges):
        return ranges
    ranges = ranges[np.argsort(ranges[:, 0], kind="stable")]
    ends = np.maximum.accumulate(ranges[:, 1])
    first = np.concatenate(([True], ranges[1:, 0] > ends[:-1] + 1))
    places = np.flatnonzero(first)
    return np.column_stack((ranges[places, 0], ends[np.append(places[1:], len(ranges)) - 1]))
