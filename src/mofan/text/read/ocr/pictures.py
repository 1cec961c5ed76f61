"""Pages as pictures (页面图像): PDF pages drawn, image files opened; within the limits, whatever the file claims to be.

Runs in the recognising process. An array is height x width x 3, blue first, as the model wants it.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from mofan.text.read.ocr.request import A4_WIDTH, Kind

Array = npt.NDArray[np.uint8]
DPI: Final = 150
"""Enough for 五号; more takes longer and reads no better."""
_MOST_PIXELS: Final = 8_000_000
"""Of a page that goes to the model: A4 at 150 dpi has 2.2 million, at 280 dpi 8 million."""
_MOST_DECODED: Final = 80_000_000
"""Of an image file: A4 at 600 dpi has 35 million."""
_INK: Final = 40
"""How much darker than the paper a dot must be to be ink, of 255."""
_LEAST_INK: Final = 40
"""Dots of ink; a page with fewer is blank."""
_STRIP: Final = 2.0
"""Height to width: a higher picture (长截图) is cut into strips, since the model makes every picture small."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture, or a strip of one."""

    page: int
    pages: int
    array: Array
    points: float
    """How many points a pixel stands for."""


class TooLarge(Exception):
    """An image file with more pixels than the limit."""


class NoPicture(Exception):
    """Bytes that no decoder opens."""


def pictures_of(data: bytes, kind: Kind, wanted: tuple[int, ...] | None) -> Iterator[Picture]:
    """The pictures of the wanted pages, one in memory at a time.

    Raises `TooLarge` and `NoPicture`; a damaged page of a sound file raises whatever the decoder does.
    """
    yield from _of_pdf(data, wanted) if kind == "pdf" else _of_image(data, wanted)


def _of_pdf(data: bytes, wanted: tuple[int, ...] | None) -> Iterator[Picture]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise NoPicture from error
    count = len(document)
    for number in range(count) if wanted is None else wanted:
        page = document[number]
        width, height = page.get_size()
        scale = min(DPI / 72, sqrt(_MOST_PIXELS / max(1.0, width * height)))
        yield Picture(number, count, _three(page.render(scale=scale).to_numpy()), 1 / scale)
        page.close()


def _three(array: npt.NDArray[Any]) -> Array:
    """Three colours, blue first, of what pdfium draws: BGR or BGRx."""
    return np.ascontiguousarray(array[:, :, :3])


def _of_image(data: bytes, wanted: tuple[int, ...] | None) -> Iterator[Picture]:  # pragma: no cover - needs the extra
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # looked at here, before a pixel is decoded
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                count = getattr(image, "n_frames", 1) if image.format in ("TIFF", "MPO") else 1
                for number, frame in enumerate(ImageSequence.Iterator(image)):
                    if number >= count:
                        break
                    if wanted is not None and number not in wanted:
                        continue
                    if frame.width * frame.height > _MOST_DECODED:
                        raise TooLarge
                    upright = ImageOps.exif_transpose(frame) or frame
                    yield from strips(_on_paper(upright), number, count)
    except TooLarge:
        raise
    except Exception as error:  # a decoder may raise anything on a damaged file
        raise NoPicture from error


def _on_paper(image: Any) -> Array:  # pragma: no cover - needs the extra
    """The pixels of an image, what is transparent on white paper."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        drawn = image.convert("RGBA")
        paper = Image.new("RGBA", drawn.size, "white")
        paper.alpha_composite(drawn)
        image = paper
    if image.mode in ("I", "I;16", "I;16B", "F"):
        grey = np.asarray(image, dtype=np.float64)
        image = Image.fromarray((grey * (255 / max(255.0, float(grey.max(initial=0))))).astype(np.uint8))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def strips(array: Array, number: int, count: int) -> Iterator[Picture]:
    """A picture of usual shape whole; a long one in strips, cut where a row of dots is empty."""
    height, width = array.shape[:2]
    points = A4_WIDTH / width if height >= width else A4_WIDTH * sqrt(2) / width
    if height <= _STRIP * width:
        yield Picture(number, count, _shrunk(array), points * _step(array))
        return
    ink = _ink(array).sum(axis=1)
    top = 0
    while top < height:
        most = top + int(_STRIP * width * 0.75)
        end = height if most >= height else most - int(np.argmin(ink[most - width // 2 : most][::-1]))
        yield Picture(number, count, _shrunk(array[top:end]), points * _step(array[top:end]))
        top = end


def _step(array: Array) -> int:
    return max(1, round(sqrt(array.shape[0] * array.shape[1] / _MOST_PIXELS)))


def _shrunk(array: Array) -> Array:
    """Every second (third …) dot of a picture that is far too fine, the mean of those left out."""
    step = _step(array)
    if step == 1:
        return array
    height, width = array.shape[0] // step * step, array.shape[1] // step * step
    cells = array[:height, :width].reshape(height // step, step, width // step, step, 3)
    return np.ascontiguousarray(cells.mean(axis=(1, 3)).astype(np.uint8))


def _ink(array: Array) -> npt.NDArray[np.bool_]:
    """Which dots are darker than the paper (or, on dark paper, lighter)."""
    grey = array.mean(axis=2)
    return np.asarray(np.abs(grey - np.median(grey)) > _INK)


def is_blank(array: Array) -> bool:
    """Whether a page has so little ink that nothing can be written on it."""
    return int(_ink(array).sum()) < _LEAST_INK
