"""Papers with what stands beside words: a wide and a narrow table, pictures, notes. All made up."""

import struct
import zlib
from dataclasses import replace

from mofan.paper import Paper, Paragraph
from mofan.paper.official import Attachment, OfficialDocument
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.text.read.insets import Note, Picture
from tests.paper import official_samples

CM = 360_000
"""In EMU."""


def png(width: int = 40, height: int = 20) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * width) * height
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def cell(text: str, *, columns: int = 1, rows: int = 1) -> GridCell:
    return GridCell((Paragraph(text),), columns, rows)


def narrow_table() -> Grid:
    """Three columns, a head, a cell over two rows."""
    return Grid(
        (
            GridRow((cell("序号"), cell("任务"), cell("责任单位")), heads=True),
            GridRow((cell("1"), cell("清理河道12公里，加固堤段3处，清运淤泥"), cell("工程科", rows=2))),
            GridRow((cell("2"), cell("检查水库8座"), cell("", rows=0))),
            GridRow((cell("合计", columns=2), cell("20项"))),
        )
    )


def wide_table(rows: int = 30) -> Grid:
    """Ten columns over more than a page."""
    head = GridRow(tuple(cell(f"第{number}列") for number in range(1, 11)), heads=True)
    body = (GridRow(tuple(cell(f"{row}行{number}") for number in range(1, 11))) for row in range(rows))
    return Grid((head, *body))


def rich() -> Paper:
    """Ordinary material with everything."""
    return Paper(
        "关于全县河道治理情况的报告",
        None,
        (
            Paragraph(
                "今年以来，全县清理河道12公里。",
                marks=(
                    Note(4, "footnote", ("截至2026年10月底。",)),
                    Note(15, "endnote", ("据县水务局统计。",)),
                ),
            ),
            Paragraph("表1　任务清单"),
            Paragraph("", grid=narrow_table()),
            Paragraph("", marks=(Picture(0, png(), "png", 6 * CM, 3 * CM, "河道断面图"),)),
            Paragraph("图1　河道断面"),
            Paragraph("", marks=(Picture(0, b"\xd7\xcd\xc6\x9a" + bytes(60), "wmf", 4 * CM, 2 * CM),)),
            Paragraph("", marks=(Picture(0, b"\x89PNG\r\n\x1a\n broken", "png", 4 * CM, 2 * CM),)),
            Paragraph("", grid=wide_table(), lying=True),
            Paragraph("以上情况，特此报告。"),
        ),
        "安澜县水务局",
        "2026年11月20日",
    )


def with_lying_attachment() -> OfficialDocument:
    """A notice whose attachment is a table on a sheet on its side."""
    return replace(
        official_samples.notice(),
        attachments=(Attachment("任务清单", (Paragraph("", grid=wide_table(4), lying=True),)),),
    )
