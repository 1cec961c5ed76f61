"""Photos that the public hands in (照片): JPEG, PNG or WebP, without what a telephone writes into them. Pure.

Where a photo was taken, when, with what and by whose telephone (EXIF, XMP, IPTC, comments) is left out, and whatever
stands behind the end of the picture. How it is turned stays, so that nothing lies on its side.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Final

MOST: Final = 6
"""Photos with one matter."""
LARGEST: Final = 10 * 1024 * 1024
"""Bytes of one."""
_NOT_ONE: Final = "不是照片，或者照片已损坏。请选 JPG、PNG 或 WebP 格式的照片。"
_JPEG, _PNG, _RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
_ORIENTATION: Final = 0x0112
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"})
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})


class NotAPhoto(ValueError):
    """Bytes that are no photo of these three forms (不是照片)."""


def without_traces(photo: bytes) -> tuple[bytes, str]:
    """The photo without what it tells of who took it, and the ending of its name. Raises NotAPhoto."""
    forms: tuple[tuple[bytes, Callable[[bytes], bytes], str], ...] = (
        (_JPEG, _jpeg, "jpg"),
        (_PNG, _png, "png"),
        (_RIFF, _webp, "webp"),
    )
    for begins, strip, ending in forms:
        if photo.startswith(begins):
            try:
                return strip(photo), ending
            except (struct.error, IndexError) as error:
                raise NotAPhoto(_NOT_ONE) from error
    raise NotAPhoto(_NOT_ONE)


def _jpeg(photo: bytes) -> bytes:
    """Every segment but those of applications and comments; what tells of colours stays (Adobe's, the ICC profile)."""
    kept, turned, at = [photo[:2]], 1, 2
    while True:
        if photo[at] != 0xFF:
            raise NotAPhoto(_NOT_ONE)
        marker = photo[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == 0xD9:
            kept.append(b"\xff\xd9")
            break
        (length,) = struct.unpack_from(">H", photo, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(photo):
            raise NotAPhoto(_NOT_ONE)
        segment = photo[at:end]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        colours = marker == 0xEE or segment[4:16] == b"ICC_PROFILE\0"
        if colours or not (0xE1 <= marker <= 0xEF or marker == 0xFE):
            kept.append(segment)
        at = end
        if marker == 0xDA:
            at = _end_of_scan(photo, end)
            kept.append(photo[end:at])
    if turned != 1:
        tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
        kept.insert(1, b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff)
    return b"".join(kept)


def _end_of_scan(photo: bytes, at: int) -> int:
    """Where the next segment begins: in a scan 0xFF is followed by 0 or by a restart marker."""
    while True:
        at = photo.find(b"\xff", at)
        if at < 0:
            raise NotAPhoto(_NOT_ONE)
        if photo[at + 1] != 0 and not 0xD0 <= photo[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    """How a telephone says that its picture is turned, from 1 to 8; 1 where nothing sensible stands there."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for place in range(first + 2, first + 2 + 12 * count, 12):
            tag, form, _, value = struct.unpack_from(order + "HHIH", tiff, place)
            if tag == _ORIENTATION and form == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _png(photo: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", photo, at)
        end = at + 12 + length
        if end > len(photo):
            raise NotAPhoto(_NOT_ONE)
        if name in _PNG_KEPT:
            kept.append(photo[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)


def _webp(photo: bytes) -> bytes:
    if photo[8:12] != b"WEBP":
        raise NotAPhoto(_NOT_ONE)
    kept = [part for name, part in _webp_parts(photo) if name in _WEBP_KEPT or name == b"VP8X"]
    if not any(part[:4] in (b"VP8 ", b"VP8L", b"ANMF") for part in kept):
        raise NotAPhoto(_NOT_ONE)
    kept = [_without_flags(part) if part[:4] == b"VP8X" else part for part in kept]
    body = b"WEBP" + b"".join(kept)
    return _RIFF + struct.pack("<I", len(body)) + body


def _webp_parts(photo: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = struct.unpack_from("<I", photo, 4)
    at, end = 12, min(8 + size, len(photo))
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", photo, at)
        after = at + 8 + length + length % 2
        if after > len(photo):
            raise NotAPhoto(_NOT_ONE)
        yield name, photo[at:after]
        at = after


def _without_flags(part: bytes) -> bytes:
    """The head of an extended picture, saying that no EXIF and no XMP follow."""
    return part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
