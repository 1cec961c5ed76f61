"""Runs of a paragraph as Typst (字符): strings in functions that name font, size, spacing and colour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.pdf.font_file import FontFile
from mofan.paper.pdf.properties import Ink

_MARK: Final = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—·"
_BETWEEN_MARKS: Final = re.compile(f"(?<=[{_MARK}])(?=[{_MARK}])")
"""Typst narrows marks that follow each other; the .docx says that each keeps its cell (doNotCompress)."""
_LONG_WORD: Final = re.compile(r"[!-~]{24,}")
_NEARLY: Final = 0.0001


def points(twips: float) -> str:
    """A length for Typst."""
    return f"{twips / 20:.4f}".rstrip("0").rstrip(".") + "pt"


def quoted(text: str) -> str:
    """A string of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ") + '"'


@dataclass(slots=True)
class Words:
    """The functions that a document needs, each once, and the runs that use them."""

    fonts: list[FontFile]
    made: dict[tuple[int, Ink, int], str] = field(default_factory=dict)

    def definitions(self) -> Iterator[str]:
        """`#let` of every function; the one ending in x differs by nothing that can be seen."""
        for (font, ink, line), name in self.made.items():
            file, tracking = self.fonts[font], ink.spacing / 20
            colour = "" if ink.colour in ("000000", "auto") else f', fill: rgb("#{ink.colour}")'
            yield (
                f"#let {name} = text.with(font: {quoted(file.family)}, weight: {file.weight}, size: {ink.size / 2}pt,"
                f" tracking: {tracking:.4f}pt, top-edge: {points(m.BASE_LINE * line)},"
                f" bottom-edge: {points((m.BASE_LINE - 1) * line)}{colour})\n"
                f"#let {name}x = {name}.with(tracking: {tracking - _NEARLY:.4f}pt)\n"
            )

    def run(self, text: str, font: int, ink: Ink, line: int, *, breaks_words: bool = False) -> str:
        """`text` in one font on lines of `line` twips."""
        name = self.made.setdefault((font, ink, line), f"f{len(self.made)}")
        parts = _BETWEEN_MARKS.split(text)
        strings = [
            self._string(f"{name}x" if place % 2 else name, part, breaks_words=breaks_words)
            for place, part in enumerate(parts)
        ]
        made = "".join(strings)
        if ink.spacing > 0 and text:
            made += f"#h({points(ink.spacing)})"  # Typst leaves it out behind the last character of a run
        if ink.scale != 100:
            made = (
                f"#box(baseline: {points((1 - m.BASE_LINE) * line)},"
                f" scale(x: {ink.scale}%, origin: left, reflow: true, box[{made}]))"
            )
        return made

    def _string(self, name: str, text: str, *, breaks_words: bool) -> str:
        if not breaks_words or not (long := _LONG_WORD.search(text)):
            return f"#{name}({quoted(text)})" if text else ""
        word = "#box(width: 0pt)".join(f"#{name}({quoted(char)})" for char in long.group())
        before, after = text[: long.start()], text[long.end() :]
        rest = self._string(name, after, breaks_words=True)
        return self._string(name, before, breaks_words=False) + word + rest
