"""Every number of the layout, with its clause of GB/T 9704-2012 (党政机关公文格式).

Lengths are in twips (1/20 pt; 1 mm = 56.693 twips), sizes in half-points, as .docx counts.
"""

from dataclasses import dataclass
from typing import Final


def millimetres(length: float) -> int:
    """`length` in mm as twips."""
    return round(length * 1440 / 25.4)


PAGE_WIDTH: Final = 11906
"""5.1: A4, 210 mm."""
PAGE_HEIGHT: Final = 16838
"""5.1: A4, 297 mm."""
TOP: Final = millimetres(37)
"""5.2.1: 天头 (upper white edge) 37 mm ± 1 mm."""
LEFT: Final = millimetres(28)
"""5.2.1: 订口 (binding edge) 28 mm ± 1 mm."""
BOTTOM: Final = millimetres(35)
"""5.2.1: 版心 225 mm high, hence 35 mm below."""
RIGHT: Final = 1463
"""5.2.1: 版心 156 mm wide, hence 26 mm at the right; 0.2 mm less, so that 28 characters fit however it is rounded."""
TOLERANCE: Final = millimetres(1)
"""5.2.1: how far a margin may be off."""

LINES_A_PAGE: Final = 22
"""5.2.3: 每面排22行."""
CHARACTERS_A_LINE: Final = 28
"""5.2.3: 每行排28个字."""
LINE: Final = 579
"""28.95 pt, exact: 22 lines are 636.9 pt of the 637.8 pt of the 版心; 29 pt would give 21."""
TIGHTENING: Final = -4
"""0.2 pt less between characters: 28 x 15.8 pt are 442.4 pt; 28 x 16 pt would not fit into 156 mm."""
CHARACTER: Final = 16 * 20 + TIGHTENING
"""One character of the grid (一字), 15.8 pt."""

BODY_SIZE: Final = 32
"""5.2.2: 3号, 16 pt."""
TITLE_SIZE: Final = 44
"""7.3.1: 2号, 22 pt."""
PAGE_NUMBER_SIZE: Final = 28
"""7.5: 4号, 14 pt."""
PAGE_NUMBER_INDENT: Final = 280
"""7.5: one character (of 4号) in, at the right on odd pages and at the left on even ones."""
FOOTER: Final = millimetres(24)
"""7.5: the dash 7 mm below the 版心: 35 - 7 mm, less a line of 5 mm, plus 1 mm for the dash at half height."""
HEADER: Final = 850
"""Not prescribed; there is no running head."""

TITLE_WIDTH: Final = 20
"""2号 characters on a line of 156 mm."""
SUBTITLE_WIDTH: Final = 26
"""3号 characters on a line of a subtitle: one stays free at each side."""
FIRST_LINE: Final = 2
"""7.3.3: a paragraph begins two characters in."""
SIGNATURE_RIGHT: Final = 2
"""7.3.5.2, no seal: the unit ends two characters before the right edge; the date begins two after its beginning."""


@dataclass(frozen=True, slots=True)
class Face:
    """A type face (字体) by its name on the reader's machine, and what stands in for it."""

    name: str
    other_name: str
    """What the same design is called where `name` is not installed; it holds far more characters, too."""


SONG_TITLE: Final = Face("方正小标宋简体", "宋体")
"""7.3.1: the title, 小标宋体."""
FANG_SONG: Final = Face("仿宋_GB2312", "仿宋")
"""5.2.2: the body, 仿宋体; levels 3 and 4 (7.3.3)."""
HEI: Final = Face("黑体", "黑体")
"""7.3.3: level 1."""
KAI: Final = Face("楷体_GB2312", "楷体")
"""7.3.3: level 2."""
SONG: Final = Face("宋体", "宋体")
"""7.5: the page number."""
FACES: Final = (SONG_TITLE, FANG_SONG, HEI, KAI, SONG)

LATIN: Final = "Times New Roman"
"""House style; the standard names no Latin face."""
RARE: Final = "SimSun-ExtB"
"""The face on Windows that holds the characters beyond the basic plane."""

LEVEL_FACES: Final = {0: FANG_SONG, 1: HEI, 2: KAI, 3: FANG_SONG, 4: FANG_SONG}
"""7.3.3: 一、 黑体; （一） 楷体; 1. and （1） 仿宋."""

ACCEPTED_FACES: Final = {
    "小标宋": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    "仿宋": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体"),
    "楷体": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK"),
    "黑体": ("黑体", "SimHei", "方正黑体_GBK"),
    "宋体": ("宋体", "SimSun"),
}
"""What counts as each face."""

COPY_NUMBER: Final = 6
"""7.2.1: 份号 normally has six digits."""
MARK_TOP: Final = millimetres(35)
"""7.2.4, 10.3: the upper edge of 发文机关标志 35 mm below the upper edge of the 版心; minutes alike."""
MARK_TOP_ORDER: Final = millimetres(20)
"""10.2: of an order (命令格式), 20 mm below the upper edge of the 版心."""
MARK_TOP_LETTER: Final = millimetres(30)
"""10.1: of a letter (信函格式), 30 mm below the upper edge of the paper."""
MARK_SIZE: Final = 104
"""7.2.4: the size is free; 52 pt, or what lets the mark stand on one line."""
MARK_SMALLEST: Final = 56
"""28 pt; a longer mark gets narrower letters."""
BLANK_BELOW_MARK: Final = 2
"""7.2.5, 10.2: two blank lines between 发文机关标志 and 发文字号 (or 令号)."""
RULE_DISTANCE: Final = millimetres(4)
"""7.2.7, 10.1: the red line 4 mm below 发文字号 (of a letter: below 发文机关标志)."""
BLANK_ABOVE_TITLE: Final = 2
"""7.3.1: two blank lines between the red line and the title; 10.1: of a letter, below the last element."""
TYPE_AREA_WIDTH: Final = PAGE_WIDTH - LEFT - millimetres(26)
"""5.2.1: 156 mm; the red line and the lines of the imprint are as wide."""
TYPE_AREA_HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM
"""5.2.1: 225 mm."""
RED: Final = "FF0000"
"""5.2.4, 7.2.4: red; the standard gives the ink (6.2), no value for screens."""

LETTER_RULE_WIDTH: Final = millimetres(170)
"""10.1: the red double lines of a letter are 170 mm wide, in the middle of the paper."""
LETTER_RULE_BOTTOM: Final = millimetres(20)
"""10.1: the second double line 20 mm above the lower edge of the paper."""
LETTER_GAP: Final = BODY_SIZE * 10 * 7 // 8
"""10.1: 7/8 of the height of a 3号 character between the first double line and the first element below it."""

SEAL: Final = millimetres(42)
"""Not in the standard: the diameter of the seal of an organ (国发〔1999〕25号: 4.2 cm for most)."""
DATE_RIGHT_SEALED: Final = 4
"""7.3.5.1, 7.3.5.3: the date ends four characters before the right edge; the stamp, too."""
BLANK_ABOVE_SEALED: Final = 2
"""7.3.5.1: the top of the seal within one line of the body, unit and date a little below its middle."""
LINES_A_ROW_OF_SEALS: Final = 5
"""7.3.5.1: seals must not touch: 42 mm are 4.1 lines."""
SEALS_A_ROW: Final = 3
"""7.3.5.1: a row of seals stays within 156 mm: three of 42 mm."""
BLANK_ABOVE_STAMP: Final = 2
"""7.3.5.3: two blank lines between the body and the stamp of the signatory (签名章)."""
STAMP_GAP: Final = 2
"""7.3.5.3: the post stands two characters left of the stamp."""
BLANK_BELOW_STAMP: Final = 1
"""7.3.5.3: one blank line between the stamp and the date."""
ATTACHMENT_TITLE_LINE: Final = 3
"""7.3.7: the title of an attachment on the third line of its page."""

IMPRINT_SIZE: Final = 28
"""7.4.2, 7.4.3: 4号."""
IMPRINT_INDENT: Final = 1
"""7.4.2, 7.4.3: one character (of 4号) in at both sides."""
IMPRINT_LINE: Final = 500
"""25 pt for a line of 4号: about its height and 7/8 of it (3.2)."""
THICK_RULE: Final = 8
"""7.4.1: first and last line of the imprint 0.35 mm, in eighths of a point."""
THIN_RULE: Final = 6
"""7.4.1: the lines between 0.25 mm, in eighths of a point."""

ASCENT: Final = 0.84
"""How far a Chinese character of these faces reaches above the base line, in its own size."""
DESCENT: Final = 0.10
"""And below it."""
BASE_LINE: Final = 0.8
"""Where the base line of a line of exact height lies, from its top: so do Word and LibreOffice."""

LYING_LEFT: Final = BOTTOM
"""8: on a sheet on its side (横排表格) the 版心 stays where it is; what is below on others is at the left here."""
LYING_RIGHT: Final = TOP
"""8: what is above on others."""
LYING_TOP: Final = LEFT
"""8: the head of the table at the binding edge on odd pages, at the cut edge on even ones: both are the left edge."""
LYING_BOTTOM: Final = RIGHT
"""8: the other edge."""
LYING_WIDTH: Final = PAGE_HEIGHT - TOP - BOTTOM
"""8: 225 mm, the height of the 版心 of others."""
LYING_HEIGHT: Final = PAGE_WIDTH - LEFT - RIGHT
"""8: 156 mm, the width of the 版心 of others."""
WIDEST_STANDING: Final = millimetres(190)
"""Not prescribed: a table that is wider needs a sheet on its side; one that is not is set narrower."""
MOST_STANDING: Final = 8
"""Not prescribed: a table of unknown widths with more columns needs a sheet on its side."""

TABLE_SIZES: Final = (28, 24, 21, 18)
"""Not prescribed: 4号, 小四, 五号, 小五 for the words of a table, the largest that lets it be read at a glance."""
CELL_MARGIN: Final = 80
"""Not prescribed: 1.4 mm at each side of the words of a cell."""
FRAME_MARGIN: Final = 160
"""Not prescribed: at each side of the words in a frame (专栏)."""
TABLE_RULE: Final = 4
"""Not prescribed: the lines of a table 0.5 pt, in eighths of a point."""
NOTE_SIZE: Final = 18
"""Not prescribed: footnotes and endnotes in 小五."""
