"""How measures are said in Chinese (度量的说法): sizes by their 号, lengths in millimetres."""

from typing import Final

from mofan.paper import measurements as m

SIZES: Final = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三", 28: "四号",
    24: "小四", 21: "五号", 18: "小五", 15: "六号", 13: "小六", 11: "七号", 10: "八号",
}  # fmt: skip
"""Half-points to 字号 (GB/T 9704-2012 uses 号; DOMAIN P11)."""


def size_name(half_points: int) -> str:
    """三号, or 15.5磅 where the size has no 号."""
    return SIZES.get(half_points) or f"{trimmed(half_points / 2)} 磅"


def millimetres_said(twips: int) -> str:
    """37 毫米; tenths only where there are any."""
    return f"{trimmed(twips * 25.4 / 1440)} 毫米"


def points_said(twips: float) -> str:
    """28.95 磅."""
    return f"{trimmed(twips / 20, 2)} 磅"


def characters_said(count: float) -> str:
    """2 字, 1.5 字."""
    return f"{trimmed(count)} 字"


def trimmed(number: float, places: int = 1) -> str:
    """`number` with at most so many decimals, and none that are zero."""
    return f"{round(number, places) + 0.0:.{places}f}".rstrip("0").rstrip(".")


def face_said(kind: str, half_points: int) -> str:
    """The standard's face by its usual name, and the size: 仿宋_GB2312 三号."""
    return f"{STANDARD_FACES[kind].name} {size_name(half_points)}"


STANDARD_FACES: Final = {"小标宋": m.SONG_TITLE, "仿宋": m.FANG_SONG, "楷体": m.KAI, "黑体": m.HEI, "宋体": m.SONG}
"""The face that a repair sets, by its kind."""
