"""Photos of the public: whatever a telephone writes into them is left out, the picture and how it is turned stay."""

import struct

import pytest

from mofan.cases.photos import NotAPhoto, without_traces

SECRET = b"TELEPHONE-OF-SU-WENLAN 31.2N 121.4E"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str = ">", turned: int = 6, form: int = 3) -> bytes:
    head = {">": b"MM\0*", "<": b"II*\0"}[order]
    entries = struct.pack(order + "HHIHH", 0x010F, 2, 1, 0, 0) + struct.pack(
        order + "HHIHH", 0x0112, form, 1, turned, 0
    )
    return b"Exif\0\0" + head + struct.pack(order + "IH", 8, 2) + entries + struct.pack(order + "I", 0) + SECRET


SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"
JFIF, TABLE = segment(0xE0, b"JFIF\0" + bytes(9)), segment(0xDB, bytes(65))
COLOURS = segment(0xE2, b"ICC_PROFILE\0\1\1" + b"colours") + segment(0xEE, b"Adobe" + bytes(7))
START = segment(0xDA, bytes(10))


def jpeg(told: bytes) -> bytes:
    others = segment(0xE2, b"MPF\0" + SECRET) + segment(0xED, b"Photoshop" + SECRET) + segment(0xFE, SECRET)
    told = segment(0xE1, told) if told else b""
    return b"\xff\xd8" + JFIF + told + others + COLOURS + b"\xff" + TABLE + START + SCAN + b"\xff\xd9" + SECRET


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + bytes(4)


def part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


PNG = b"\x89PNG\r\n\x1a\n"
WEBP = b"WEBP" + part(b"VP8X", bytes([0x2C]) + bytes(9)) + part(b"VP8 ", b"pixels!") + part(b"EXIF", SECRET)


@pytest.mark.parametrize("order", [">", "<"])
def test_a_jpeg_keeps_its_picture_and_how_it_is_turned(order: str) -> None:
    plain, ending = without_traces(jpeg(exif(order)))
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    turned = segment(0xE1, b"Exif\0\0" + tiff)
    assert (plain, ending) == (
        b"\xff\xd8" + turned + JFIF + COLOURS + TABLE + START + SCAN + b"\xff\xd9",
        "jpg",
    )
    assert without_traces(plain) == (plain, "jpg")


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"http://ns.adobe.com/xap/1.0/\0" + SECRET,
        exif(turned=1),
        exif(turned=77),
        exif(form=4),
        b"Exif\0\0XX*\0" + SECRET,
        b"Exif\0\0MM\0*\0\0\xff\xff",
    ],
)
def test_one_that_is_not_turned_tells_nothing(told: bytes) -> None:
    plain, _ = without_traces(jpeg(told))
    assert plain == b"\xff\xd8" + JFIF + COLOURS + TABLE + START + SCAN + b"\xff\xd9"


def test_a_png_keeps_its_picture_alone() -> None:
    kept = PNG + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"pixels")
    photo = kept + chunk(b"eXIf", SECRET) + chunk(b"tEXt", SECRET) + chunk(b"IEND", b"") + SECRET
    assert without_traces(photo) == (kept + chunk(b"IEND", b""), "png")


def test_a_webp_keeps_its_picture_alone() -> None:
    body = b"WEBP" + part(b"VP8X", bytes([0x20]) + bytes(9)) + part(b"VP8 ", b"pixels!")
    photo = b"RIFF" + struct.pack("<I", len(WEBP)) + WEBP + SECRET
    assert without_traces(photo) == (b"RIFF" + struct.pack("<I", len(body)) + body, "webp")


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\x00\x01",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8" + segment(0xDB, b"x") + b"no segment",
        b"\xff\xd8" + START + b"never ends",
        PNG,
        PNG + struct.pack(">I", 99) + b"IHDR",
        b"RIFF\x04\0\0\0WAVE",
        b"RIFF\x04\0\0\0WEBP",
        b"RIFF\xff\0\0\0WEBPVP8 \xff\0\0\0",
    ],
)
def test_what_is_no_photo_is_refused(bytes_: bytes) -> None:
    with pytest.raises(NotAPhoto, match="不是照片"):
        without_traces(bytes_)
