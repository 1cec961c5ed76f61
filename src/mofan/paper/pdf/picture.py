"""A page of a PDF as a picture (页面图): a PNG for the preview."""

import struct
import zlib
from typing import Final

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from mofan.text.read.paged.pdf import ONE_AT_A_TIME

_GREY, _COLOUR = 0, 2
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def picture_of(pdf: bytes, number: int, *, width: int) -> bytes | None:
    """Page `number` (from 1) as a PNG `width` pixels wide; None where there is no such page."""
    with ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            pixels = page.render(scale=width / page.get_width(), rev_byteorder=True).to_numpy()[:, :, :3].copy()
            page.close()
        finally:
            document.close()
    return _png(pixels)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of rows of red, green and blue; in shades of grey where it has no colour."""
    first = pixels[:, :, 0]
    grey = bool((first == pixels[:, :, 1]).all() and (first == pixels[:, :, 2]).all())
    rows = first if grey else pixels.reshape(len(pixels), -1)
    unfiltered = np.zeros((len(rows), 1), np.uint8)
    data = zlib.compress(np.hstack((unfiltered, rows)).tobytes(), 6)
    header = struct.pack(">2I5B", pixels.shape[1], pixels.shape[0], 8, _GREY if grey else _COLOUR, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
