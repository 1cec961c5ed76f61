"""What holds for a paragraph and a run of the .docx (段落与字符格式): its style's, and what it says itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from mofan.paper import measurements as m
from mofan.paper.pdf.fitting import Element, W

_ON: Final = (None, "1", "true", "on")
_FREE_LINE: Final = 1.3
"""The height of a single line in the size of its letters: so much have the Chinese fonts of Windows."""
_MANY: Final = 8
"""Style sheets that are kept; ours are two."""


@dataclass(frozen=True, slots=True)
class Look:
    """Of a paragraph, in twips."""

    align: str = "both"
    left: int = 0
    right: int = 0
    first: int = 0
    """How far the first line begins in; less than 0: how far the others hang behind it."""
    before: int = 0
    after: int = 0
    line: int = m.LINE
    """Of every line; of one that is `free`, for a size of 12 pt."""
    free: bool = False
    """Whether a line is as high as its letters need."""
    keep_with_next: bool = False
    new_page: bool = False
    tabs: tuple[tuple[str, int], ...] = ()
    """(kind, place from the left edge)."""
    rule: tuple[float, str] | None = None
    """(points, colour) of a line above it."""
    breaks_words: bool = False
    level: int = 0
    """1 to 9 for a heading."""

    def height(self, ink: "Ink") -> int:
        """How high a line of such letters is, in twips."""
        return round(_FREE_LINE * ink.size * 10 * self.line / 240) if self.free else self.line


@dataclass(frozen=True, slots=True)
class Ink:
    """Of a run: half-points, twips between characters, colour, per cent of width."""

    size: int = m.BODY_SIZE
    spacing: int = 0
    colour: str = "000000"
    scale: int = 100


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Style → its (paragraph, run) properties from the most general to its own."""

    chains: dict[str, tuple[tuple[Element | None, Element | None], ...]]

    def chain(self, style: str) -> tuple[tuple[Element | None, Element | None], ...]:
        """For a paragraph of this style; an unknown one is like the default."""
        return self.chains.get(style) or self.chains.get("Normal", ())


@lru_cache(maxsize=_MANY)
def style_sheet(data: bytes) -> StyleSheet:
    """Read styles.xml."""
    root = etree.fromstring(data)
    defaults = (None, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    own = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    chains = {}
    for name in own:
        line: list[tuple[Element | None, Element | None]] = []
        style: Element | None = own[name]
        while style is not None and len(line) < len(own):
            line.append((style.find(f"{W}pPr"), style.find(f"{W}rPr")))
            based = style.find(f"{W}basedOn")
            style = own.get(based.get(f"{W}val", "")) if based is not None else None
        chains[name] = (defaults, *reversed(line))
    return StyleSheet(chains)


def style_of(paragraph: Element) -> str:
    """The style of a paragraph."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return named.get(f"{W}val", "Normal") if named is not None else "Normal"


def look_of(paragraph: Element, styles: StyleSheet) -> Look:
    """How a paragraph is set."""
    given: dict[str, Element] = {}
    indent: dict[str, int] = {}
    spacing: dict[str, int] = {}
    chain = [properties for properties, _ in styles.chain(style_of(paragraph))]
    for properties in (*chain, paragraph.find(f"{W}pPr")):
        for one in properties if properties is not None else ():
            name = str(one.tag).removeprefix(W)
            given[name] = one
            if name == "ind":
                said = _numbers(one)
                if "hanging" in said:
                    indent.pop("firstLine", None)
                elif "firstLine" in said:
                    indent.pop("hanging", None)
                indent |= said
            elif name == "spacing":
                spacing |= _numbers(one)
    return Look(
        align=_value(given.get("jc"), "both"),
        left=indent.get("left", 0),
        right=indent.get("right", 0),
        first=indent.get("firstLine", 0) - indent.get("hanging", 0),
        before=spacing.get("before", 0),
        after=spacing.get("after", 0),
        line=spacing.get("line", m.LINE),
        free=_rule_of_lines(given.get("spacing")) == "auto",
        keep_with_next=_on(given.get("keepNext")),
        new_page=_on(given.get("pageBreakBefore")),
        tabs=_tabs(given.get("tabs")),
        rule=_rule(given.get("pBdr")),
        breaks_words=_value(given.get("wordWrap"), "1") == "0",
        level=int(_value(given.get("outlineLvl"), "-1")) + 1,
    )


def ink_of(run: Element, style: str, styles: StyleSheet) -> Ink:
    """How a run of a paragraph of `style` is set."""
    given: dict[str, str] = {}
    chain = [properties for _, properties in styles.chain(style)]
    for properties in (*chain, run.find(f"{W}rPr")):
        for one in properties if properties is not None else ():
            if (value := one.get(f"{W}val")) is not None:
                given[str(one.tag).removeprefix(W)] = value
    return Ink(
        int(given.get("sz", m.BODY_SIZE)), int(given.get("spacing", 0)), given.get("color", "000000"),
        int(given.get("w", 100)),
    )  # fmt: skip


def _rule_of_lines(spacing: Element | None) -> str:
    return spacing.get(f"{W}lineRule", "auto") if spacing is not None and spacing.get(f"{W}line") else "exact"


def _numbers(element: Element) -> dict[str, int]:
    found = {}
    for name, value in element.attrib.items():
        if (number := str(value)).lstrip("-").isdigit():
            found[str(name).removeprefix(W)] = int(number)
    return found


def _value(element: Element | None, default: str) -> str:
    return element.get(f"{W}val", default) if element is not None else default


def _on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val") in _ON


def _tabs(element: Element | None) -> tuple[tuple[str, int], ...]:
    if element is None:
        return ()
    stops = [(one.get(f"{W}val", "left"), int(one.get(f"{W}pos", "0"))) for one in element]
    return tuple(sorted(stops, key=lambda stop: stop[1]))


def _rule(element: Element | None) -> tuple[float, str] | None:
    top = element.find(f"{W}top") if element is not None else None
    if top is None:
        return None
    return int(top.get(f"{W}sz", "0")) / 8, top.get(f"{W}color", "000000")
