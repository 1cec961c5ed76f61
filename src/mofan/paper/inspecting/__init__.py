"""Inspect a .docx (版式检查), ours or anybody's, against GB/T 9704-2012: what departs, where, and by which clause.

findings = inspect_docx(data)        # () when nothing departs; Unreadable when it is no sound .docx
"""

from collections.abc import Iterator, Sequence

from mofan.paper.inspecting.attached import attached_departures, attendance_departures
from mofan.paper.inspecting.blocks import Block, read_blocks
from mofan.paper.inspecting.characters import character_departures
from mofan.paper.inspecting.expected import EXPECTED
from mofan.paper.inspecting.finding import (
    Change,
    Departure,
    DrawLetterLine,
    DrawRule,
    Finding,
    NumberPages,
    PlaceLine,
    Rank,
    SetAttributes,
    SetCharacters,
    SetProperty,
)
from mofan.paper.inspecting.gaps import gap_departures
from mofan.paper.inspecting.head import head_departures
from mofan.paper.inspecting.imprint import imprint_in_holders
from mofan.paper.inspecting.imprint_rows import row_departures
from mofan.paper.inspecting.letter import double_lines, letter_departures
from mofan.paper.inspecting.marks import Layout, Mark, layout_of, mark_departures, marks_of
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.page import page_departures
from mofan.paper.inspecting.page_numbers import number_departures
from mofan.paper.inspecting.paragraphs import expected_of, is_letter, paragraph_departures
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, placed
from mofan.paper.inspecting.rules import held_rule_departures, rule_departures
from mofan.paper.inspecting.signature import signature_departures
from mofan.paper.inspecting.words import word_departures

__all__ = [
    "Change",
    "Departure",
    "DrawLetterLine",
    "DrawRule",
    "Finding",
    "NumberPages",
    "Opened",
    "PlaceLine",
    "Rank",
    "SetAttributes",
    "SetCharacters",
    "SetProperty",
    "departures",
    "inspect_docx",
]


def inspect_docx(data: bytes) -> tuple[Finding, ...]:
    """What in a .docx departs from the standard, page first, then paragraph by paragraph; empty when nothing does.

    Tables, text boxes, pictures and tables of contents are left alone, but for an imprint in a table or a box. Raises
    `mofan.text.read.Unreadable`, with a Chinese sentence, for a file that is broken, encrypted, too large or no .docx.
    """
    return tuple(departure.finding for departure in departures(Opened(data)))


def departures(opened: Opened) -> Iterator[Departure]:
    """The findings with the changes that correct them."""
    properties = Properties(opened)
    sections = opened.sections()
    blocks = read_blocks(opened)
    every = placed(blocks, properties)
    yield from page_departures(opened)
    letter = is_letter(every) or double_lines(opened, blocks, properties)
    official = any(one.role in ("red_head", "document_number") for one in every)
    yield from number_departures(opened, properties, letter=letter, official=official)
    if sections:
        marks = marks_of(every, blocks, properties, opened, sections[0])
        layout = layout_of(every, marks, letter=letter)
        yield from _format_departures(every, blocks, marks, layout, properties, opened)
    for one in every:
        expected = expected_of(one, every)
        if expected is not None:
            yield from character_departures(one, expected, properties)
            section = sections[min(one.block.section, len(sections)) - 1] if sections else None
            if section is not None:
                yield from paragraph_departures(one, expected, properties, section)
    if sections:
        yield from gap_departures(every, blocks, properties, sections, order=layout == "order")
        yield from signature_departures(every, properties, sections)
    yield from word_departures(every, blocks)
    held = imprint_in_holders(opened, blocks)
    for one in held:
        if (expected := EXPECTED.get(one.role)) is not None:
            yield from character_departures(one, expected, properties)
    if sections:
        yield from attached_departures(every, held, properties, opened, sections[0])
        yield from attendance_departures(every, properties, sections[0])
    yield from held_rule_departures(held, letter=letter)
    yield from row_departures(every, held, properties, opened, letter=letter)
    yield from word_departures(held, ())


def _format_departures(
    every: Sequence[Placed],
    blocks: Sequence[Block],
    marks: Sequence[Mark],
    layout: Layout,
    properties: Properties,
    opened: Opened,
) -> Iterator[Departure]:
    """The head, by the format that a document has."""
    section = opened.sections()[0]
    yield from mark_departures(marks, layout, section)
    yield from head_departures(every, properties, opened, section, letter=layout == "letter")
    yield from rule_departures(every, blocks, properties, opened, layout)
    if layout == "letter":
        yield from letter_departures(every, blocks, marks, properties, opened)
    for mark in marks:
        if not mark.in_body:
            yield from character_departures(mark.placed, EXPECTED["red_head"], properties)
