"""Automatic numbering (自动编号) counted as Word counts it, so that 一、 and （二） come back as characters."""

import re
from dataclasses import dataclass, field, replace

from mofan.text.read.word.formats import write_number
from mofan.text.read.word.markup import Element, attribute, child, children, number, switch, value
from mofan.text.read.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_CLOSING = "、．。，：；）〕】》」』.)]}:;,"
_DINGBATS = ("wingdings", "symbol", "webdings", "marlett")
_BULLET = "•"
_FONT_SIGN = re.compile("[0-9A-Za-z\ue000-\uf8ff]")
"""In a bullet these are places in a font of signs, not letters."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (编号级别), from 0."""

    start: int = 1
    style: str = "decimal"
    custom: str | None = None
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """Restart after a paragraph of this level, counted from 1, or of a higher one; 0: never; None: after any higher."""
    legal: bool = False
    hidden: bool = False
    paragraph_style: str | None = None
    dingbat: bool = False


@dataclass(slots=True)
class _List:
    """A w:num: which abstract list it shows, with which levels changed and which counters started anew."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbering part (word/numbering.xml) with its running counters: one object reads one document, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {attribute(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
        self._nums = {attribute(item, "numId") or "": item for item in children(root, "num")}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, properties: Element | None) -> str:
        """The number before a paragraph with these properties, its gap included; "" for none. Advances the counters."""
        identity, level = self._place(properties)
        found = self._list(identity) if identity else None
        if found is None or level not in found.levels:
            return ""
        counts = self._advance(found, level)
        shape = found.levels[level]
        return "" if shape.hidden else self._write(found, shape, counts)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """(w:numId, level) of a paragraph: its own, else inherited from its style and that one's ancestors."""
        own = child(properties, "numPr")
        identity, level = value(own, "numId"), number(value(own, "ilvl"))
        if identity is None:
            for style_id, style in self._styles.chain(value(properties, "pStyle")):
                inherited = child(style, "pPr", "numPr")
                if inherited is None:
                    continue
                level = number(value(inherited, "ilvl")) if level is None else level
                if identity := value(inherited, "numId"):
                    level = self._level_of_style(identity, style_id) if level is None else level
                    break
        return (None if identity in (None, "0") else identity), level or 0

    def _level_of_style(self, identity: str, style_id: str) -> int | None:
        found = self._list(identity)
        levels = found.levels.items() if found else ()
        return next((index for index, level in levels if level.paragraph_style == style_id), None)

    def _list(self, identity: str) -> _List | None:
        if identity not in self._lists:
            self._lists[identity] = self._build(identity)
        return self._lists[identity]

    def _build(self, identity: str) -> _List | None:
        num = self._nums.get(identity)
        abstract_id = self._resolve(value(num, "abstractNumId"))
        if num is None or abstract_id is None:
            return None
        found = _List(abstract_id, _levels(self._abstracts[abstract_id]))
        for override in children(num, "lvlOverride"):
            index = number(attribute(override, "ilvl"))
            if index is None:
                continue
            if (changed := child(override, "lvl")) is not None:
                found.levels[index] = _level(changed)
            if (start := number(value(override, "startOverride"))) is not None:
                found.restarts[index] = start
        return found

    def _resolve(self, abstract_id: str | None) -> str | None:
        """The abstract list that holds the levels: a list may point to a numbering style, which points to a list."""
        for _ in range(8):
            abstract = self._abstracts.get(abstract_id or "")
            link = value(abstract, "numStyleLink")
            if link is None:
                return abstract_id if abstract is not None else None
            target = next((value(style, "pPr", "numPr", "numId") for _, style in self._styles.chain(link)), None)
            abstract_id = value(self._nums.get(target or ""), "abstractNumId")
        return None

    def _advance(self, found: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if level in found.restarts:
            found.levels[level] = replace(found.levels[level], start=found.restarts.pop(level))
            counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        for deeper in [index for index in counts if index > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return counts

    def _write(self, found: _List, shape: Level, counts: dict[int, int]) -> str:
        if shape.style == "bullet":
            label = _BULLET if shape.dingbat or _FONT_SIGN.search(shape.text) else shape.text
        else:
            label = _PLACE.sub(lambda place: _count(found, shape, counts, int(place[1]) - 1), shape.text)
        if not label.strip():
            return ""
        if shape.suffix == "nothing" or (shape.suffix == "tab" and (label[-1] in _CLOSING or shape.style == "bullet")):
            return label
        return label if label.endswith(" ") else label + " "


def _count(found: _List, shape: Level, counts: dict[int, int], index: int) -> str:
    level = found.levels.get(index, Level())
    count = counts.get(index, level.start)
    return str(count) if shape.legal and level.style != "none" else write_number(count, level.style, level.custom)


def _levels(abstract: Element) -> dict[int, Level]:
    found = ((number(attribute(item, "ilvl")), item) for item in children(abstract, "lvl"))
    return {index: _level(item) for index, item in found if index is not None}


def _level(item: Element) -> Level:
    start = number(value(item, "start"))
    form = _number_format(item)
    fonts = child(item, "rPr", "rFonts")
    names = " ".join(attribute(fonts, slot) or "" for slot in ("ascii", "hAnsi", "hint")).lower()
    return Level(
        start=0 if start is None else start,
        style=attribute(form, "val") or "decimal",
        custom=attribute(form, "format"),
        text=value(item, "lvlText") or "",
        suffix=value(item, "suff") or "tab",
        restart=number(value(item, "lvlRestart")),
        legal=bool(switch(item, "isLgl")),
        hidden=bool(switch(item, "rPr", "vanish")),
        paragraph_style=value(item, "pStyle"),
        dingbat=any(name in names for name in _DINGBATS) or child(item, "lvlPicBulletId") is not None,
    )


def _number_format(item: Element) -> Element | None:
    """w:numFmt, which newer Word wraps in mc:AlternateContent for custom formats."""
    wrapped = child(item, "AlternateContent", "Choice", "numFmt")
    return child(item, "numFmt") if wrapped is None else wrapped
