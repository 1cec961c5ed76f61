"""Paragraphs of the fitted .docx as Typst (段落), with the very lengths that stand there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.pdf.fitting import FONT, Element, W
from mofan.paper.pdf.properties import Ink, Look, StyleSheet, ink_of, look_of, style_of
from mofan.paper.pdf.typst_notes import KINDS, Notes
from mofan.paper.pdf.typst_pictures import Pictures
from mofan.paper.pdf.typst_words import Words, points
from mofan.paper.title import width

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WIDE: Final = 8000
"""Twips: wider than any text at a tab."""
_SILENT: Final = frozenset(
    {
        *(f"{W}{name}" for name in ("rPr", "fldChar", "instrText", "lastRenderedPageBreak", "bookmarkStart")),
        *(f"{W}{name}" for name in ("bookmarkEnd", "proofErr", "pPr", "footnoteRef")),
    }
)


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph between tabs: Typst, and how wide it is about (twips)."""

    source: str = ""
    breadth: float = 0.0


@dataclass(slots=True)
class Paragraphs:
    """Turns paragraphs of one document into Typst."""

    styles: StyleSheet
    words: Words
    pictures: Pictures
    notes: Notes
    undrawn: dict[str, int] = field(default_factory=dict)
    """What could not be drawn, how often."""
    turned: bool = False
    """Whether the sheets have just been turned, from lying to standing or back."""
    gap: int = 0
    """Space wanted below the last paragraph, in twips: of two spaces that meet the wider holds."""

    def paragraph(self, paragraph: Element) -> str:
        """One paragraph; one without words takes the height of its line."""
        look = look_of(paragraph, self.styles)
        pieces = self.pieces(paragraph, look)
        room = max(self.gap, look.before)
        self.gap = look.after
        start = "#pagebreak(weak: true)\n" if look.new_page else ""
        above = f"#v({points(room)})\n" if room else ""
        rule = _rule(look) if look.rule else ""
        return f"{start}{above}{rule}{self._set(pieces, look)}\n"

    def pieces(self, paragraph: Element, look: Look) -> list[Piece]:
        """The words of a paragraph between its tabs."""
        pieces = [Piece()]
        style = style_of(paragraph)
        for kind, text, run in self._content(paragraph):
            if kind == "tab":
                pieces.append(Piece())
            elif kind == "break":
                pieces[-1].source += "#linebreak()"
            elif kind == "made":
                pieces[-1].source += text
            elif text:
                ink = ink_of(run, style, self.styles)
                line = look.height(ink)
                source = self.words.run(text, int(run.get(FONT, "0")), ink, line, breaks_words=look.breaks_words)
                pieces[-1].source += source
                one = ink.size * 10 * ink.scale / 100 + ink.spacing
                pieces[-1].breadth += width(text) * one
        return pieces

    def _content(self, paragraph: Element) -> Iterator[tuple[str, str, Element]]:
        """(text, tab, break or made; the text or Typst; its run) in order, without what stands in text boxes."""
        for child in paragraph:
            if child.tag == f"{W}r":
                yield from self._of_run(child)
            elif child.tag in (f"{W}hyperlink", f"{W}smartTag", f"{W}ins"):
                yield from self._content(child)
            elif child.tag not in _SILENT:
                self._leave(child)

    def _of_run(self, run: Element) -> Iterator[tuple[str, str, Element]]:
        for one in run:
            if one.tag == f"{W}t":
                yield "text", one.text or "", run
            elif one.tag == f"{W}tab":
                yield "tab", "", run
            elif one.tag == f"{W}br":
                yield "break", "", run
            elif one.tag == f"{MC}AlternateContent":
                if one.find(f"{MC}Fallback/{W}br") is not None:
                    yield "break", "", run
            elif (made := self._made(one)) is not None:
                yield "made", made, run
            elif one.tag not in _SILENT:
                self._leave(one)

    def _made(self, element: Element) -> str | None:
        if element.tag == f"{W}drawing":
            return self.pictures.drawing(element)
        if element.tag == f"{W}endnoteRef":
            return self.notes.mark
        if element.tag in [f"{W}{kind}Reference" for kind in KINDS]:
            return self.notes.reference(element)
        return None

    def beside(self) -> "Paragraphs":
        """The same for words that stand apart: in a box, a cell, a note."""
        return replace(self, gap=0)

    def _leave(self, element: Element) -> None:
        name = str(element.tag).rpartition("}")[2]
        self.undrawn[name] = self.undrawn.get(name, 0) + 1

    def _set(self, pieces: list[Piece], look: Look) -> str:
        """The words in place."""
        if not any(piece.source for piece in pieces):
            return f"#v({points(look.height(Ink()))})"
        if len(pieces) > 1 and look.tabs:
            return self._at_stops(pieces, look)
        words = _with_default_stops(pieces, look) if len(pieces) > 1 else pieces[0].source
        left = look.left + min(look.first, 0)
        indent = f"first-line-indent: (amount: {points(look.first)}, all: true), " if look.first > 0 else ""
        hang = f"hanging-indent: {points(-look.first)}, " if look.first < 0 else ""
        justify = "true" if look.align == "both" else "false"
        made = f"par({indent}{hang}justify: {justify})[{words}]"
        if look.align in ("center", "right"):
            made = f"align({look.align}, {made})"
        if left or look.right or look.keep_with_next:
            inset = f"inset: (left: {points(left)}, right: {points(look.right)}), " if left or look.right else ""
            sticky = "sticky: true, " if look.keep_with_next else ""
            made = f"block({inset}{sticky}width: 100%, {made})"
        return f"#{made}"

    def _at_stops(self, pieces: list[Piece], look: Look) -> str:
        """A line whose parts stand at its tab stops; parts that would touch go under each other."""
        lines: list[list[str]] = [[]]
        end = 0.0
        for place, (kind, at, piece) in enumerate(_places(pieces, look)):
            left = at - {"right": piece.breadth, "center": piece.breadth / 2}.get(kind, 0.0)
            if place and left < end and piece.source:
                lines.append([])
            lines[-1].append(_at(kind, at, piece.source))
            end = left + piece.breadth
        rows = "".join(f"#block(width: 100%, height: {points(look.line)})[{''.join(line)}]\n" for line in lines)
        return f"#block(sticky: true)[{rows}]" if look.keep_with_next else rows


def _places(pieces: list[Piece], look: Look) -> Iterator[tuple[str, float, Piece]]:
    """(kind of the stop, its place in twips from the left edge, part) of each part of a line with tabs."""
    yield "left", float(look.left), pieces[0]
    end = look.left + pieces[0].breadth
    stops = list(look.tabs)
    for piece in pieces[1:]:
        while len(stops) > 1 and stops[0][1] < end:
            stops.pop(0)
        kind, at = stops.pop(0) if stops else ("left", round(end))
        yield kind, float(at), piece
        end = at + {"right": 0.0, "center": piece.breadth / 2}.get(kind, piece.breadth)


def _at(kind: str, at: float, source: str) -> str:
    """Words that begin at a place, end there, or have their middle there."""
    left = {"right": at - _WIDE, "center": at - _WIDE / 2}.get(kind, at)
    held = f"align({kind})[{source}]" if kind in ("right", "center") else f"[{source}]"
    return f"#place(top + left, dx: {points(left)}, box(width: {points(_WIDE)}, {held}))"


def _with_default_stops(pieces: list[Piece], look: Look) -> str:
    """Words with tabs at the usual distance, two characters, where the paragraph has no stops of its own."""
    stop = 2 * m.CHARACTER
    made, at = pieces[0].source, look.first + pieces[0].breadth
    for piece in pieces[1:]:
        gap = stop - at % stop
        made += f"#h({points(gap)})" + piece.source
        at += gap + piece.breadth
    return made


def _rule(look: Look) -> str:
    thickness, colour = look.rule or (0.0, "000000")
    line = f'line(length: 100%, stroke: {thickness}pt + rgb("#{colour}"))'
    return f"#block(width: 100%, height: 0pt, place(dy: {thickness / 2}pt, {line}))\n"
