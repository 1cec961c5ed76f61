"""Elements of an official document as .docx paragraphs (公文要素): what head, signature and imprint are made of."""

from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.title import width

POINT: Final = 20
"""Twips."""
NO_GRID: Final = '<w:snapToGrid w:val="0"/>'
_TINY_MARK: Final = '<w:rPr><w:sz w:val="2"/></w:rPr>'
RED_INK: Final = f'<w:color w:val="{m.RED}"/>'


TINY_HEIGHT: Final = 20
RULE_HEIGHT: Final = TINY_HEIGHT + m.THICK_RULE * POINT // 8
"""Twips of a paragraph that is a ruled line: its own, and what the line takes (some programs leave that out)."""


def top_slack(size: int, line: int) -> int:
    """Twips between the top of a line `line` twips high and the top of its characters of `size` half-points."""
    return round(m.BASE_LINE * line - m.ASCENT * size * 10)


def bottom_slack(size: int, line: int) -> int:
    """Twips between the bottom of the characters and the bottom of their line."""
    return round((1 - m.BASE_LINE) * line - m.DESCENT * size * 10)


def exact(line: int, *, before: int = 0, after: int = 0) -> str:
    """`w:spacing` in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def aligned(side: str) -> str:
    """`w:jc`."""
    return f'<w:jc w:val="{side}"/>'


def tabs(*stops: tuple[str, float]) -> str:
    """`w:tabs`: (kind, place in characters from the left edge)."""
    kept = "".join(f'<w:tab w:val="{kind}" w:pos="{round(place * m.CHARACTER)}"/>' for kind, place in stops)
    return f"<w:tabs>{kept}</w:tabs>"


def flush(text: str, face: m.Face, properties: str = "", style: str = "Element") -> str:
    """A line at the left edge of the 版心, 3号."""
    return parts.paragraph(style, parts.run(text, face), properties)


def spacer(height: int) -> str:
    """An empty paragraph `height` twips high."""
    return parts.paragraph("Element", "", NO_GRID + exact(height))


def red_rule(distance: int) -> str:
    """A red line as wide as the 版心, `distance` twips below what stands above it; RULE_HEIGHT high itself."""
    line = f'<w:pBdr><w:top w:val="single" w:sz="{m.THICK_RULE}" w:space="0" w:color="{m.RED}"/></w:pBdr>'
    return parts.paragraph("Element", "", f"{line}{NO_GRID}{exact(TINY_HEIGHT, before=distance)}{_TINY_MARK}")


def mark_run(text: str, size: int, *, scale: int = 100, spacing: int = 0) -> str:
    """`text` of 发文机关标志, red, in 小标宋 of `size` half-points, `scale` per cent wide."""
    stretch = f'<w:w w:val="{scale}"/>' if scale != 100 else ""
    properties = f'{RED_INK}<w:spacing w:val="{spacing}"/>{stretch}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return parts.run(text, m.SONG_TITLE, properties)


def mark_size(text: str, room: int = m.TYPE_AREA_WIDTH) -> tuple[int, int]:
    """(half-points, per cent of width) that let `text` stand on one line of `room` twips."""
    fitting = int(room / 10 / max(width(text), 1.0))
    if fitting >= m.MARK_SMALLEST:
        return min(fitting, m.MARK_SIZE), 100
    return m.MARK_SMALLEST, max(33, fitting * 100 // m.MARK_SMALLEST)


def mark_line(size: int) -> int:
    """Twips of a line of 发文机关标志 of `size` half-points."""
    return size * 12


TINY: Final = parts.paragraph("Element", "", f"{NO_GRID}{exact(TINY_HEIGHT)}{_TINY_MARK}")
"""A paragraph that takes no room: what stands behind a table."""
