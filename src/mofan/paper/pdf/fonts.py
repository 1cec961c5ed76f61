"""The fonts of this machine (字体查找), and for each character the one that is set."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from mofan.paper.pdf.faces import LAST, REGULAR, STANDS, Wanted
from mofan.paper.pdf.font_file import FontFile

if TYPE_CHECKING:
    import typst

Reason = Literal["same design", "not installed", "no glyph"]
SETTING: Final = "MOFAN_FONTS"
"""The environment variable that names further folders with fonts."""
_TEX: Final = tuple(
    Path(f"{tree}/fonts/opentype/public/fandol")
    for tree in ("/usr/share/texlive/texmf-dist", "/usr/share/texmf-dist", "/usr/local/share/texmf", "/usr/share/texmf")
)
"""Where TeX keeps free Chinese fonts (FandolFang, FandolKai …), which no system lists."""
_COMMON: Final = "的一国"
NO_FONT: Final = (
    "本机没有中文字体，排不出 PDF。Debian、Ubuntu 请运行 apt-get install fonts-noto-cjk；"
    "Windows 请在“设置—系统—可选功能”里添加“简体中文补充字体”；也可以把字体文件放进一个文件夹，用 MOFAN_FONTS 写明。"
)


class NoChineseFont(RuntimeError):
    """There is no font with Chinese characters on this machine (没有中文字体)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The font for one character; `reason` is why it is not the face itself, None where it is."""

    font: FontFile
    reason: Reason | None


class Fonts:
    """The fonts found, and the choice among them. The same fonts give the same choice."""

    def __init__(self, engine: "typst.Fonts", folders: tuple[Path, ...] = ()) -> None:
        self.engine = engine
        """What Typst found; it sets from the same list."""
        self.folders = folders
        """Folders beyond those that the system lists."""
        self._chosen: dict[tuple[str, str], Choice | None] = {}
        self._stands: dict[str, tuple[tuple[FontFile, Reason | None], ...]] = {}

    @cached_property
    def found(self) -> tuple[FontFile, ...]:
        """Every upright font, of its family and weight only the first: so does Typst choose."""
        kept: dict[tuple[str, int, float], FontFile] = {}
        for one in self.engine.fonts():
            if one.path and one.style == "normal":
                key = (one.family.casefold(), one.weight, one.stretch)
                kept.setdefault(key, FontFile(one.family, one.weight, one.path, one.index))
        return tuple(kept.values())

    @cached_property
    def _by_name(self) -> dict[str, list[FontFile]]:
        by_name: dict[str, list[FontFile]] = defaultdict(list)
        for font in self.found:
            for name in font.names:
                by_name[name].append(font)
        return by_name

    def named(self, wanted: Wanted) -> FontFile | None:
        """The font of that name whose weight comes nearest; None where there is none, or only one far from it."""
        there = self._by_name.get(wanted.name.casefold(), [])
        near = [font for font in there if abs(font.weight - wanted.weight) <= 150]
        return min(near, key=lambda font: (abs(font.weight - wanted.weight), font.family, font.path), default=None)

    def choose(self, char: str, face: str) -> Choice | None:
        """The font that shows `char` where `face` is wanted; None where none on this machine has it."""
        key = (char, face)
        if key not in self._chosen:
            self._chosen[key] = self._choice(char, face)
        return self._chosen[key]

    def main(self, face: str) -> FontFile:
        """The font that is set for `face` wherever it has the character. Raises NoChineseFont."""
        stands = self._in_order(face)
        if not stands:
            raise NoChineseFont(NO_FONT)
        return stands[0][0]

    def require_chinese(self) -> None:
        """Raises NoChineseFont where no font has the commonest Chinese characters."""
        fonts = (*(font for wanted in LAST if (font := self.named(wanted))), *self.found)
        if not any(all(map(font.has, _COMMON)) for font in fonts):
            raise NoChineseFont(NO_FONT)

    def _choice(self, char: str, face: str) -> Choice | None:
        stands = self._in_order(face)
        for font, reason in stands:
            if font.has(char):
                return Choice(font, reason if font is stands[0][0] else "no glyph")
        last = (one for wanted in LAST if (one := self.named(wanted)))
        others = sorted(self.found, key=lambda font: (font.family, font.weight, font.path))
        found = next((font for font in (*last, *others) if font.has(char)), None)
        return Choice(found, "no glyph") if found else None

    def _in_order(self, face: str) -> tuple[tuple[FontFile, Reason | None], ...]:
        if face not in self._stands:
            self._stands[face] = tuple(self._stand(face))
        return self._stands[face]

    def _stand(self, face: str) -> Iterator[tuple[FontFile, Reason | None]]:
        """The fonts that are there for `face`, each once."""
        stand = STANDS.get(face)
        same, instead = (stand.same, stand.instead) if stand else ((), LAST)
        seen: set[FontFile] = set()
        reasons: tuple[tuple[Iterable[Wanted], Reason | None], ...] = (
            ((Wanted(face, REGULAR),), None), (same, "same design"), (instead, "not installed"),
        )  # fmt: skip
        for wanted, reason in reasons:
            for one in wanted:
                if (font := self.named(one)) and font not in seen:
                    seen.add(font)
                    yield font, reason


def fonts_of(folders: Iterable[Path] = ()) -> Fonts:
    """The fonts of the system, of the folders where TeX keeps its own, and of `folders`. Found once a process."""
    return _found(tuple(folder for folder in folders if folder.is_dir()))


def folders_set() -> tuple[Path, ...]:
    """The folders that MOFAN_FONTS names, separated as the system separates paths."""
    return tuple(Path(one).expanduser() for one in os.environ.get(SETTING, "").split(os.pathsep) if one.strip())


@cache
def _found(folders: tuple[Path, ...]) -> Fonts:
    import typst  # loads 80 MB, which only a PDF needs

    beyond = (*folders, *(folder for folder in _TEX if folder.is_dir()))
    engine = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=list(beyond))
    return Fonts(engine, beyond)
