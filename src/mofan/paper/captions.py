"""Lines that name a table or a picture (表题、图题)."""

import re
from typing import Final, Literal

from mofan.paper.paragraph import Paragraph
from mofan.paper.runs import has_picture

Side = Literal["above a table", "above its name", "below a picture"]
"""Where a paragraph stands: above a table, a picture above the line that names it, such a line."""

CAPTION: Final = re.compile(
    r"[表图]\s*[\d一二三四五六七八九十]{1,3}(?:[-－.．—]\d{1,3})?(?![\d．.%％]).{0,60}(?<![。；：])"
)
"""表1 管网建设进度"""
UNIT: Final = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:]\s*[^。；]{1,20}")
"""单位：万元"""


def side_of(before: Paragraph | None, paragraph: Paragraph, after: Paragraph | None) -> Side | None:
    """Whether a paragraph stands where a caption does; those on other sheets do not count."""
    if after is not None and after.lying == paragraph.lying:
        if after.grid:
            return "above a table"
        if after.text.startswith("图") and is_bare(paragraph):
            return "above its name"
        if paragraph.text.startswith("表") and CAPTION.fullmatch(paragraph.text) and UNIT.fullmatch(after.text):
            return "above a table"
    if before is not None and before.lying == paragraph.lying and is_bare(before):
        return "below a picture"
    return None


def is_bare(paragraph: Paragraph) -> bool:
    """Whether it is a picture and no words."""
    return has_picture(paragraph) and not paragraph.text.strip()


def is_caption(text: str, side: Side | None) -> bool:
    """Whether `text` names what it stands beside."""
    if side == "above a table":
        return bool((CAPTION.fullmatch(text) and text[0] == "表") or is_unit(text))
    return side == "below a picture" and bool(CAPTION.fullmatch(text)) and text[0] == "图"


def is_unit(text: str) -> bool:
    """Whether it says in what the numbers of a table count."""
    return UNIT.fullmatch(text) is not None
