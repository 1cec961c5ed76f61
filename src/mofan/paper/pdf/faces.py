"""Which font stands for which face (字体对照), as data: the face itself under its other names, then what stands in."""

from dataclasses import dataclass
from typing import Final

from mofan.paper import measurements as m

BOLD: Final = 700
REGULAR: Final = 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """A font by one of its names, and the weight wanted of it."""

    name: str
    weight: int = REGULAR


@dataclass(frozen=True, slots=True)
class Stand:
    """For one face: `same` are other names of the same design, `instead` free or common fonts that stand in for it."""

    face: str
    same: tuple[Wanted, ...]
    instead: tuple[Wanted, ...]


def _all(*names: str, weight: int = REGULAR) -> tuple[Wanted, ...]:
    return tuple(Wanted(name, weight) for name in names)


_SONG: Final = _all(
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "FandolSong",
    "SimSun", "Songti SC", "AR PL UMing CN", "AR PL SungtiL GB",
)  # fmt: skip
_BOLD_SONG: Final = _all(
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "FandolSong",
    weight=BOLD,
)  # fmt: skip
_FANG_SONG: Final = (
    *_all("FangSong_GB2312", "FangSong", "STFangsong", "Zhuque Fangsong (technical preview)", "Zhuque Fangsong"),
    *_all("FandolFang", "FandolFang R", "FandolFang-Regular"),
)
_KAI: Final = _all(
    "KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "FandolKai", "FandolKai-Regular", "AR PL UKai CN",
    "AR PL KaitiM GB", "LXGW WenKai", "霞鹜文楷",
)  # fmt: skip
_HEI: Final = _all(
    "SimHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "FandolHei",
    "STHeiti", "Heiti SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)  # fmt: skip
_RARE: Final = _all(
    "SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "Plangothic P1", "Plangothic P2", "HanaMinB", "BabelStone Han",
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "LXGW WenKai", "AR PL UMing CN",
)  # fmt: skip


def _others(kind: str, face: str) -> tuple[Wanted, ...]:
    return _all(*(name for name in m.ACCEPTED_FACES[kind] if name != face))


STANDS: Final = {
    stand.face: stand
    for stand in (
        Stand(m.SONG_TITLE.name, _others("小标宋", m.SONG_TITLE.name), (*_BOLD_SONG, *_SONG)),
        Stand(m.FANG_SONG.name, _others("仿宋", m.FANG_SONG.name), (*_FANG_SONG, *_SONG)),
        Stand(m.FANG_SONG.other_name, _others("仿宋", m.FANG_SONG.other_name), (*_FANG_SONG, *_SONG)),
        Stand(m.KAI.name, _others("楷体", m.KAI.name), (*_KAI, *_SONG)),
        Stand(m.KAI.other_name, _others("楷体", m.KAI.other_name), (*_KAI, *_SONG)),
        Stand(m.HEI.name, _others("黑体", m.HEI.name), _HEI),
        Stand(m.SONG.name, _others("宋体", m.SONG.name), _SONG),
        Stand(
            m.LATIN, (),
            _all("Liberation Serif", "TeX Gyre Termes", "Nimbus Roman", "Tinos", "FreeSerif", "DejaVu Serif"),
        ),
        Stand(m.RARE, (), _RARE),
    )
}  # fmt: skip
"""Face as the .docx names it → what is looked for in its place, in order."""

LAST: Final = (*_SONG, *_HEI, *_KAI, *_RARE, *_all("DejaVu Serif", "DejaVu Sans"))
"""Where a character is looked for that none of the fonts of its face has."""
