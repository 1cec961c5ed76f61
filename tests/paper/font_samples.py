"""Font files that hold names and a table of characters and nothing else."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import typst

from mofan.paper.pdf import Fonts


def names(family: str, chinese: str = "", postscript: str = "") -> bytes:
    """A table `name`: the family for Windows in English and Chinese, and for the Macintosh."""
    rows = [
        (3, 1, 0x409, 1, family.encode("utf-16-be")),
        (1, 0, 0, 6, (postscript or family).encode("mac-roman", "ignore")),
    ]
    rows += [(3, 1, 0x804, 16, chinese.encode("utf-16-be"))] if chinese else []
    rows += [(1, 25, 33, 1, b"\xb7\xc2\xcb\xce"), (3, 1, 0x409, 99, b""), (3, 1, 0x409, 4, b"")]
    strings, records = b"", b""
    for platform, encoding, language, number, text in rows:
        records += struct.pack(">6H", platform, encoding, language, number, len(text), len(strings))
        strings += text
    return struct.pack(">3H", 0, len(rows), 6 + len(records)) + records + strings


def characters(text: str, *, wide: bool = True) -> bytes:
    """A table `cmap`, of format 12 or 4, with a glyph for each character of `text`."""
    codes = sorted(map(ord, text))
    if wide:
        groups = b"".join(struct.pack(">3L", code, code, number) for number, code in enumerate(codes, 1))
        table = struct.pack(">2H3L", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    else:
        table = _segments(codes)
    return struct.pack(">2H", 0, 2) + struct.pack(">2HL", 1, 0, 20) + struct.pack(">2HL", 3, 1, 20) + table


def _segments(codes: list[int]) -> bytes:
    """Format 4: the first characters by a difference, the last two through a list with a gap between them."""
    *plain, first, last = codes
    count = len(plain) + 2
    ends = [*plain, last, 0xFFFF]
    starts = [*plain, first, 0xFFFF]
    deltas = [(1 + number - code) & 0xFFFF for number, code in enumerate(plain)] + [0, 1]
    places = [0] * len(plain) + [4, 0]
    glyphs = [7, *([0] * (last - first - 1)), 8]
    words = [4, 0, 0, 2 * count, 0, 0, 0, *ends, 0, *starts, *deltas, *places, *glyphs]
    return struct.pack(f">{len(words)}H", *words)


def outlines(name: str) -> bytes:
    """The start of a table `CFF `."""
    return b"\1\0\4\1" + struct.pack(">H3B", 1, 1, 1, 1 + len(name)) + name.encode() + bytes(20)


def font(tables: Mapping[bytes, bytes]) -> bytes:
    """A font file of these tables."""
    offset = 12 + 16 * len(tables)
    directory, data = b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3L", tag, 0, offset + len(data), len(table))
        data += table
    return struct.pack(">L4H", 0x00010000, len(tables), 0, 0, 0) + directory + data


def collection(*fonts: Mapping[bytes, bytes]) -> bytes:
    """A collection of fonts."""
    start = 12 + 4 * len(fonts)
    places, data = b"", b""
    for tables in fonts:
        at = start + len(data)
        whole = font(tables)
        count = len(tables)
        moved = b"".join(
            struct.pack(">4s3L", tag, check, offset + at, length)
            for tag, check, offset, length in struct.iter_unpack(">4s3L", whole[12 : 12 + 16 * count])
        )
        places += struct.pack(">L", at)
        data += whole[:12] + moved + whole[12 + 16 * count :]
    return b"ttcf" + struct.pack(">2L", 0x00010000, len(fonts)) + places + data


@dataclass(frozen=True, slots=True)
class Listed:
    """What Typst tells of a font."""

    family: str
    style: str
    weight: int
    stretch: float
    path: str | None
    index: int = 0


class Engine:
    """A machine with these fonts and no others."""

    def __init__(self, *listed: Listed) -> None:
        self._listed = listed

    def fonts(self) -> list[Listed]:
        return list(self._listed)


def machine(folder: Path, **held: tuple[str, int, str]) -> Fonts:
    """A machine with fonts of these (family, weight, characters); the keywords are names of files."""
    listed = []
    for name, (family, weight, text) in held.items():
        path = folder / f"{name}.ttf"
        path.write_bytes(font({b"name": names(family), b"cmap": characters(text)}))
        listed.append(Listed(family, "normal", weight, 1.0, str(path)))
    return Fonts(cast(typst.Fonts, Engine(*listed)))
