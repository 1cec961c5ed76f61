"""Properties as they work on the page (实际格式): run, its style, numbering, the paragraph's style, the defaults."""

from collections.abc import Iterator
from dataclasses import dataclass

from mofan.paper import measurements as m
from mofan.paper.inspecting.opened import Opened
from mofan.text.read.word.markup import Element, attribute, child, children, number, switch, value

_DEFAULT_SIZE = 20
_DEFAULT_LINE = 240


@dataclass(frozen=True, slots=True)
class Face:
    """A face of one slot: its name ("" where nothing says it), and whether it comes from the theme."""

    name: str
    theme: bool = False


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents of a paragraph in characters of its own size; a hanging first line is negative."""

    left: float
    right: float
    first: float


@dataclass(frozen=True, slots=True)
class Spacing:
    """The distance of lines (twips, or 240ths for rule auto), and before and after the paragraph (twips)."""

    line: int
    rule: str
    before: int
    after: int


class Properties:
    """Resolves the properties of one document."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._styles = opened.styles
        self._default_paragraph = child(opened.styles_root, "docDefaults", "pPrDefault", "pPr")

    # Characters ------------------------------------------------------------------------------------------------

    def face(self, run: Element, style: str | None, slot: str) -> Face:
        """The face of `slot`: eastAsia, ascii or hAnsi."""

        def find(properties: Element) -> Face | None:
            fonts = child(properties, "rFonts")
            if (theme := attribute(fonts, f"{slot}Theme")) is not None:
                return Face(self._opened.theme.get(theme, ""), theme=True)
            name = attribute(fonts, slot)
            return None if name is None else Face(name)

        return self._styles.run_property(child(run, "rPr"), style, find) or Face("")

    def hint(self, run: Element, style: str | None) -> str:
        """The w:hint of a run: with eastAsia, “ ” … — stand in the Chinese face."""
        find = self._styles.run_property
        return find(child(run, "rPr"), style, lambda item: attribute(child(item, "rFonts"), "hint")) or ""

    def size(self, run: Element | None, style: str | None) -> int:
        """The size in half-points."""
        find = self._styles.run_property
        found = find(child(run, "rPr"), style, lambda item: number(value(item, "sz")))
        return _DEFAULT_SIZE if found is None else found

    def widening(self, run: Element, style: str | None) -> int:
        """What is added between characters, in twips; less than 0 where they stand closer."""
        find = self._styles.run_property
        return find(child(run, "rPr"), style, lambda item: number(value(item, "spacing"))) or 0

    def is_on(self, run: Element, style: str | None, name: str) -> bool:
        """Whether a switch (b, i) is on."""
        return bool(self._styles.run_property(child(run, "rPr"), style, lambda item: switch(item, name)))

    def underline(self, run: Element, style: str | None) -> bool:
        """Whether the run is underlined."""
        found = self._styles.run_property(child(run, "rPr"), style, lambda item: value(item, "u"))
        return found not in (None, "none")

    def scale(self, run: Element, style: str | None) -> int:
        """How wide the characters are, in per cent (字符缩放)."""
        find = self._styles.run_property
        return find(child(run, "rPr"), style, lambda item: number(value(item, "w"))) or 100

    def is_shaded(self, run: Element, style: str | None) -> bool:
        """Whether the characters stand on a colour (突出显示、底纹)."""
        find = self._styles.run_property
        marked = find(child(run, "rPr"), style, lambda item: value(item, "highlight"))
        fill = find(child(run, "rPr"), style, lambda item: attribute(child(item, "shd"), "fill"))
        return marked not in (None, "none") or (fill or "auto").upper() not in ("AUTO", "FFFFFF")

    def colour(self, run: Element, style: str | None) -> str:
        """The colour as RRGGBB, 000000 for automatic and for the text colour of the theme."""

        def find(properties: Element) -> str | None:
            colour = child(properties, "color")
            if colour is None:
                return None
            if attribute(colour, "themeColor") in ("text1", "dark1"):
                return "000000"
            return attribute(colour, "val") or "auto"

        found = self._styles.run_property(child(run, "rPr"), style, find) or "auto"
        return "000000" if found == "auto" else found.upper()

    # Paragraphs ------------------------------------------------------------------------------------------------

    def alignment(self, paragraph: Element) -> str:
        """left, right, center, both or distribute."""
        found = next((one for item in self._places(paragraph) if (one := value(item, "jc"))), "left")
        return {"start": "left", "end": "right"}.get(found, found)

    def indents(self, paragraph: Element, size: int) -> Indents:
        """The indents; `size` is that of the paragraph's characters in half-points."""
        character = max(size, 1) * 10
        left = self._indent(paragraph, ("left", "start"), character)
        right = self._indent(paragraph, ("right", "end"), character)
        first = self._indent(paragraph, ("firstLine",), character, minus=("hanging",))
        return Indents(left, right, first)

    def _indent(self, paragraph: Element, names: tuple[str, ...], character: int, minus: tuple[str, ...] = ()) -> float:
        """The nearest indent of these names in characters; counted in characters before counted in twips."""
        for item in self._places(paragraph):
            indent = child(item, "ind")
            for sign, group in ((1, names), (-1, minus)):
                for name in group:
                    if count := number(attribute(indent, f"{name}Chars")):
                        return sign * count / 100
            found = [
                (sign, number(attribute(indent, name))) for sign, group in ((1, names), (-1, minus)) for name in group
            ]
            if given := [(sign, twips) for sign, twips in found if twips is not None]:
                return sum(sign * twips for sign, twips in given) / character
        return 0.0

    def spacing(self, paragraph: Element) -> Spacing:
        """Lines and distances."""
        line = number(self._spacing(paragraph, "line"))
        before, after = (0 if self._is_automatic(paragraph, side) else self._room(paragraph, side) for side in _SIDES)
        return Spacing(
            _DEFAULT_LINE if line is None else line, self._spacing(paragraph, "lineRule") or "auto", before, after
        )

    def _room(self, paragraph: Element, side: str) -> int:
        if lines := number(self._spacing(paragraph, f"{side}Lines")):
            return round(lines * m.LINE / 100)
        return number(self._spacing(paragraph, side)) or 0

    def _is_automatic(self, paragraph: Element, side: str) -> bool:
        return (self._spacing(paragraph, f"{side}Autospacing") or "0") in ("1", "true", "on")

    def _spacing(self, paragraph: Element, name: str) -> str | None:
        places = (attribute(child(item, "spacing"), name) for item in self._places(paragraph))
        return next((found for found in places if found is not None), None)

    def tab_stops(self, paragraph: Element) -> list[tuple[int, str]]:
        """The stops of tabs (制表位) that the nearest place gives: twips from the left edge, and kind."""
        groups = (list(children(child(item, "tabs"), "tab")) for item in self._places(paragraph))
        stops = next((group for group in groups if group), [])
        return sorted((number(attribute(one, "pos")) or 0, attribute(one, "val") or "left") for one in stops)

    def outline_level(self, paragraph: Element) -> int | None:
        """1 to 9 for a heading by its style or by itself (大纲级别); None for body text."""
        places = (number(value(item, "outlineLvl")) for item in self._places(paragraph))
        found = next((level for level in places if level is not None), None)
        return found + 1 if found is not None and found < 9 else None

    def borders(self, paragraph: Element) -> list[Element]:
        """The lines over and under it (段落边框) that are seen."""
        given = next((found for item in self._places(paragraph) if (found := child(item, "pBdr")) is not None), None)
        sides = (one for name in ("top", "bottom") for one in children(given, name))
        return [one for one in sides if attribute(one, "val") not in (None, "nil", "none")]

    def begins_page(self, paragraph: Element) -> bool:
        """Whether it begins a new page (段前分页)."""
        places = (switch(item, "pageBreakBefore") for item in self._places(paragraph))
        return next((found for found in places if found is not None), False)

    def snaps(self, paragraph: Element) -> bool:
        """Whether its lines keep to the grid of the page (对齐到网格)."""
        places = (switch(item, "snapToGrid") for item in self._places(paragraph))
        return next((found for found in places if found is not None), True)

    def style_name(self, paragraph: Element) -> str:
        """The name of its style, in lower case: title, heading 1, normal."""
        chain = self._styles.chain(value(paragraph, "pPr", "pStyle"))
        return next((value(style, "name") or "" for _, style in chain), "").lower()

    def _places(self, paragraph: Element) -> Iterator[Element | None]:
        """Where a property of a paragraph may stand, nearest first."""
        own = child(paragraph, "pPr")
        yield own
        numbered = child(own, "numPr")
        if numbered is not None:
            yield self._level(value(numbered, "numId"), value(numbered, "ilvl") or "0")
        for _, style in self._styles.chain(value(own, "pStyle")):
            properties = child(style, "pPr")
            yield properties
            if (inherited := child(properties, "numPr")) is not None and numbered is None:
                yield self._level(value(inherited, "numId"), value(inherited, "ilvl") or "0")
        yield self._default_paragraph

    def _level(self, identity: str | None, level: str) -> Element | None:
        """The paragraph properties of a level of a list."""
        root = self._opened.numbering_root
        num = next((one for one in children(root, "num") if attribute(one, "numId") == identity), None)
        abstract_id = value(num, "abstractNumId")
        abstract = next(
            (one for one in children(root, "abstractNum") if attribute(one, "abstractNumId") == abstract_id), None
        )
        levels = children(abstract if num is not None else None, "lvl")
        return child(next((one for one in levels if attribute(one, "ilvl") == level), None), "pPr")


_SIDES = ("before", "after")
