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
