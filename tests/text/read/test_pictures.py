"""What a picture is by its first bytes, and how large it says it is."""

import struct

import pytest

from mofan.text.read.pictures import EMU_A_PIXEL, Looks, looks_of
from tests.text.read.rich import emf, png

PIXELS = (30 * EMU_A_PIXEL, 20 * EMU_A_PIXEL)
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00" + b"\xff\xc0\x00\x0b\x08" + struct.pack(">2H", 20, 30) + bytes(6)


def tiff(order: str, kind: int, short: str) -> bytes:
    """The first directory of a .tiff: width, height and something else."""
    entries = ((254, 4, "I", 0), (256, kind, short, 30), (257, kind, short, 20))
    packed = b"".join(
        struct.pack(f"{order}2HI{one}", tag, form, 1, size).ljust(12, b"\0") for tag, form, one, size in entries
    )
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(entries)) + packed


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (png(30, 20), Looks("png", *PIXELS)),
        (JPEG, Looks("jpeg", *PIXELS)),
        (b"GIF89a" + struct.pack("<2H", 30, 20), Looks("gif", *PIXELS)),
        (b"BM" + bytes(16) + struct.pack("<2i", 30, -20), Looks("bmp", *PIXELS)),
        (tiff("<", 3, "H"), Looks("tiff", *PIXELS)),
        (tiff(">", 4, "I"), Looks("tiff", *PIXELS)),
        (emf(), Looks("emf", 1_440_000, 720_000)),
        (b"\xd7\xcd\xc6\x9a" + struct.pack("<H4hH", 0, 0, 0, 30, 20, 96), Looks("wmf", *PIXELS)),
        (b"\x01\x00\x09\x00\x00\x03" + bytes(12), Looks("wmf")),
        (b"\x89PNG\r\n\x1a\n", Looks("png")),
        (b"\xd7\xcd\xc6\x9a" + bytes(20), Looks("wmf")),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_bytes(data: bytes, looks: Looks | None) -> None:
    assert looks_of(data) == looks


def test_a_picture_that_asks_for_too_much_memory_is_a_bomb() -> None:
    assert Looks("png", 60_000 * EMU_A_PIXEL, 60_000 * EMU_A_PIXEL).is_bomb
    assert not Looks("png", *PIXELS).is_bomb
