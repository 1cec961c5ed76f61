"""What a picture is by its bytes (图片格式): told from the first of them; no picture is ever decoded."""

import struct
from dataclasses import dataclass
from typing import Final

EMU_A_PIXEL: Final = 9525
"""At 96 pixels an inch."""
_EMU_A_HUNDREDTH: Final = 360
"""Of a millimetre, in which an .emf says its frame."""
MOST_PIXELS: Final = 120_000_000
"""A picture of more is refused: whoever opens it needs half a gigabyte for it."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the head of a picture says: its format, and its size in EMU (0 where it does not say)."""

    format: str
    width: int = 0
    height: int = 0

    @property
    def is_bomb(self) -> bool:
        """Whether it asks for more memory than a picture may."""
        return self.width * self.height > MOST_PIXELS * EMU_A_PIXEL**2


def looks_of(data: bytes) -> Looks | None:
    """The format and size of a picture; None for what is none that documents hold."""
    for format_, marks, measure in _KINDS:
        if any(data[at : at + len(mark)] == mark for at, mark in marks):
            try:
                width, height = measure(data)
            except (struct.error, IndexError, ZeroDivisionError):
                width = height = 0
            return Looks(format_, max(width, 0), max(height, 0))
    return None


def _pixels(width: int, height: int) -> tuple[int, int]:
    return width * EMU_A_PIXEL, height * EMU_A_PIXEL


def _png(data: bytes) -> tuple[int, int]:
    return _pixels(*struct.unpack_from(">2I", data, 16))


def _gif(data: bytes) -> tuple[int, int]:
    return _pixels(*struct.unpack_from("<2H", data, 6))


def _bmp(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<2i", data, 18)
    return _pixels(abs(width), abs(height))


def _jpeg(data: bytes) -> tuple[int, int]:
    """From the frame header (SOF0 to SOF15, of which C4, C8 and CC are others)."""
    at = 2
    while True:
        mark, length = struct.unpack_from(">2H", data, at)
        if 0xFFC0 <= mark <= 0xFFCF and mark not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">2H", data, at + 5)
            return _pixels(width, height)
        at += 2 + length


def _tiff(data: bytes) -> tuple[int, int]:
    """From the first directory: 256 is the width, 257 the height."""
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    found = {256: 0, 257: 0}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(f"{order}2H", data, entry)
        if tag in found:
            (found[tag],) = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, entry + 8)
    return _pixels(found[256], found[257])


def _emf(data: bytes) -> tuple[int, int]:
    left, top, right, bottom = struct.unpack_from("<4i", data, 24)
    return (right - left) * _EMU_A_HUNDREDTH, (bottom - top) * _EMU_A_HUNDREDTH


def _wmf(data: bytes) -> tuple[int, int]:
    """From the placeable header: corners in units, so many to an inch."""
    left, top, right, bottom, inch = struct.unpack_from("<4hH", data, 6)
    return (right - left) * 914_400 // inch, (bottom - top) * 914_400 // inch


def _unsaid(data: bytes) -> tuple[int, int]:
    return 0, 0


_KINDS: Final = (
    ("png", ((0, b"\x89PNG\r\n\x1a\n"),), _png),
    ("jpeg", ((0, b"\xff\xd8\xff"),), _jpeg),
    ("gif", ((0, b"GIF87a"), (0, b"GIF89a")), _gif),
    ("bmp", ((0, b"BM"),), _bmp),
    ("tiff", ((0, b"II*\0"), (0, b"MM\0*")), _tiff),
    ("emf", ((40, b" EMF"),), _emf),
    ("wmf", ((0, b"\xd7\xcd\xc6\x9a"),), _wmf),
    ("wmf", ((0, b"\x01\x00\x09\x00\x00\x03"), (0, b"\x02\x00\x09\x00\x00\x03")), _unsaid),
)
"""Format, (place, bytes) of which one is there, how its size is read."""
