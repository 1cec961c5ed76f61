"""Scans made here from a text of our own: turned, noisy, pressed hard. Skipped where the extra is not installed."""

import difflib
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mofan.text.read import LIMITS, Limits, read_bytes
from mofan.text.read.ocr import is_installed

FONTS = ("Noto Serif CJK SC", "FandolFang", "AR PL UMing CN", "WenQuanYi Zen Hei")
TITLE = "关于做好汛期值守工作的通知"
PARAGRAPHS = (
    "各科室、各水管站：",
    "为切实做好今年汛期值守工作，确保全县河道、水库、渠系安全度汛，现就有关事项通知如下，请认真抓好落实。",
    "一、压实责任",
    "（一）主要负责同志带班。汛期实行24小时双人双岗值守，带班领导和值班人员要坚守岗位，不得擅自离岗、脱岗。",
    "（二）及时报告险情。发现险情立即处置，并于30分钟内报局防汛办公室（电话、传真均可），严禁迟报、漏报、瞒报。",
)
SIGNATURE = ("安澜县水务局", "2026年5月8日")
TEXT = (TITLE, *PARAGRAPHS, *SIGNATURE)
CELL, COLUMNS = 32, 28
"""Dots of a character at 150 dpi, characters of a line."""


def font_file() -> str:
    """A font that has the characters, or "" where there is none."""
    if not shutil.which("fc-match"):
        return ""
    for name in FONTS:
        found = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", name], capture_output=True, text=True, check=True
        )
        family, _, file = found.stdout.partition("|")
        if name in family:
            return file
    return ""


pytestmark = pytest.mark.skipif(
    not (is_installed() and font_file()), reason="the extra mofan[ocr], or a Chinese font, is not installed here"
)


@cache
def sheet() -> Any:
    """The text as an A4 page at 150 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)

    def put(text: str, column: float, row: int, size: int = CELL) -> None:
        font = ImageFont.truetype(font_file(), size)
        for place, char in enumerate(text):
            pen.text((165 + column * CELL + place * size, 218 + row * 60), char, font=font, fill=10)

    put(TITLE, (COLUMNS - len(TITLE) * 44 / CELL) / 2, 0, 44)
    row = 2
    for number, paragraph in enumerate(PARAGRAPHS):
        text = ("" if number == 0 else "\u3000\u3000") + paragraph
        for start in range(0, len(text), COLUMNS):
            put(text[start : start + COLUMNS], 0, row)
            row += 1
    put(SIGNATURE[0], 19, row + 1)
    put(SIGNATURE[1], 19, row + 2)
    return page


def worn(angle: float, noise: float, quality: int, shrink: float = 1.0) -> bytes:
    """The page turned by some degrees, with noise, as a .jpg of that quality."""
    from PIL import Image

    page = sheet().rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.resize((int(page.width * shrink), int(page.height * shrink)))
    dots = np.asarray(page).astype(float) + np.random.default_rng(7).normal(0, noise, (page.height, page.width))
    out = io.BytesIO()
    Image.fromarray(dots.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(*pages: bytes) -> bytes:
    """A PDF of these pictures."""
    from PIL import Image

    first, *others = [Image.open(io.BytesIO(page)) for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=150, save_all=True, append_images=others)
    return out.getvalue()


def alike(found: str) -> float:
    return difflib.SequenceMatcher(None, "\n".join(TEXT) + "\n", found, autojunk=False).ratio()


def test_a_scanned_page_reads_as_it_was_written() -> None:
    document = read_bytes(as_pdf(worn(0.8, 14, 70)), "扫描.pdf")
    assert document.text.splitlines() == list(TEXT)
    assert len(document.recognised) == len(TEXT)
    assert all(one.confidence > 0.85 and one.page == 1 for one in document.recognised)


@pytest.mark.parametrize(("angle", "noise", "quality", "shrink"), [(-1.6, 40, 35, 1.0), (0.5, 25, 40, 0.66)])
def test_a_bad_scan_loses_little(angle: float, noise: float, quality: int, shrink: float) -> None:
    assert alike(read_bytes(worn(angle, noise, quality, shrink), "传真.jpg").text) > 0.97


def test_a_page_upside_down_is_turned() -> None:
    from PIL import Image

    turned = Image.open(io.BytesIO(worn(0, 5, 80))).rotate(180)
    out = io.BytesIO()
    turned.save(out, "PNG")
    assert alike(read_bytes(out.getvalue(), "照片.png").text) > 0.97


def test_too_little_memory_is_a_page_that_was_not_recognised(tmp_path: Path) -> None:
    from mofan.text.read import Reason, Unreadable

    with pytest.raises(Unreadable) as caught:
        read_bytes(worn(0, 5, 80), "照片.jpg", limits=Limits(ocr_memory=150_000_000))
    assert caught.value.reason is Reason.SCANNED
    assert LIMITS.ocr_memory > 1_000_000_000


def test_pixels_beyond_the_limit_are_refused() -> None:
    from PIL import Image

    from mofan.text.read import Reason, Unreadable

    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Unreadable) as caught:
        read_bytes(out.getvalue(), "图.png")
    assert caught.value.reason is Reason.TOO_LARGE
