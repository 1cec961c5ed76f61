"""Repair a .docx (修正版式): faces, sizes, places, margins and page numbers by GB/T 9704-2012; never a word.

repaired = repair_docx(data)         # .data is the corrected file, .changed what was corrected, .left what was not
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from mofan.paper.inspecting import (
    Change,
    DrawLetterLine,
    DrawRule,
    Finding,
    NumberPages,
    Opened,
    PlaceLine,
    SetAttributes,
    SetCharacters,
    SetProperty,
    departures,
)
from mofan.paper.inspecting.opened import entries
from mofan.paper.repairing.drawing_lines import draw_letter_line, place_line
from mofan.paper.repairing.numbering_pages import number_pages
from mofan.paper.repairing.placing import set_attributes, set_characters, set_property, set_rule
from mofan.text.read.word.markup import Element
from mofan.text.read.word.package import broken

__all__ = ["Repaired", "repair_docx"]

_MOST_ROUNDS = 6
"""One correction may show the next departure: the size of the characters decides how many stand on a line."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A corrected copy of a .docx (修正结果)."""

    data: bytes
    changed: tuple[Finding, ...]
    """What departed from the standard and no longer does."""
    left: tuple[Finding, ...]
    """What still departs: only changed words, or a person's judgement, can correct it."""


def repair_docx(data: bytes) -> Repaired:
    """Correct the layout of `data`; the text of every part stays what it was, and so do tables, pictures and notes.

    The same file gives the same bytes; a file without departures comes back as it is. Raises
    `mofan.text.read.Unreadable` as `inspect_docx` does.
    """
    opened = Opened(data)
    changed_parts: set[str] = set()
    corrected: dict[Finding, None] = {}
    found = list(departures(opened))
    for _ in range(_MOST_ROUNDS):
        corrected |= {departure.finding: None for departure in found if departure.changes}
        for change in dict.fromkeys(change for departure in found for change in departure.changes):
            changed_parts |= _apply(opened, change)
        found = list(departures(opened)) if any(departure.changes for departure in found) else found
    left = tuple(departure.finding for departure in found)
    changed = tuple(finding for finding in corrected if finding not in left)
    return Repaired(_packed(opened, changed_parts) if changed_parts else data, changed, left)


def _apply(opened: Opened, change: Change) -> set[str]:
    """Make one change; the paths of the parts that it touches."""
    if isinstance(change, NumberPages):
        return number_pages(opened)
    changed = opened.path_holding(_target(change))
    if isinstance(change, SetProperty):
        set_property(change)
    elif isinstance(change, SetAttributes):
        set_attributes(change)
    elif isinstance(change, DrawRule):
        set_rule(change)
    elif isinstance(change, DrawLetterLine):
        draw_letter_line(change)
    elif isinstance(change, PlaceLine):
        place_line(change)
    else:
        set_characters(change)
    return {changed}


def _target(change: SetProperty | SetAttributes | SetCharacters | DrawRule | DrawLetterLine | PlaceLine) -> Element:
    """What a change is about."""
    match change:
        case SetProperty():
            return change.owner
        case SetAttributes():
            return change.element
        case PlaceLine():
            return change.shape
        case _:
            return change.paragraph


def _packed(opened: Opened, changed: set[str]) -> bytes:
    """The package with the changed parts written anew; every other part byte for byte, in the order that it had."""
    out = io.BytesIO()
    waiting = set(changed)
    try:
        with zipfile.ZipFile(io.BytesIO(opened.data)) as before, zipfile.ZipFile(out, "w") as after:
            for entry in entries(opened.data):
                path = entry.filename.lstrip("/")
                content = _written(opened, path) if path in changed else before.read(entry)
                waiting.discard(path)
                _put(after, entry.filename, content, entry.date_time, entry.compress_type)
            for path in sorted(waiting):
                _put(after, path, _written(opened, path), _FIRST_DAY, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise broken() from error
    return out.getvalue()


def _put(
    archive: zipfile.ZipFile, name: str, content: bytes, date: tuple[int, int, int, int, int, int], method: int
) -> None:
    entry = zipfile.ZipInfo(name, date)
    entry.compress_type = method
    entry.create_system = 0
    archive.writestr(entry, content)


def _written(opened: Opened, path: str) -> bytes:
    xml = etree.tostring(opened.parts[path], xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml if isinstance(xml, bytes) else xml.encode()
