"""Inspect a .docx (版式检查), ours or anybody's, against GB/T 9704-2012: what departs, where, and by which clause.

findings = inspect_docx(data)        # () when nothing departs; Unreadable when it is no sound .docx
"""

from collections.abc import Iterator

from mofan.paper.inspecting.blocks import read_blocks
from mofan.paper.inspecting.characters import character_departures
from mofan.paper.inspecting.expected import EXPECTED
from mofan.paper.inspecting.finding import (
    Change,
    Departure,
    DrawRule,
    Finding,
    NumberPages,
    Rank,
    SetCharacters,
    SetProperty,
)
from mofan.paper.inspecting.gaps import gap_departures
from mofan.paper.inspecting.imprint import imprint_in_holders
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.page import page_departures
from mofan.paper.inspecting.page_numbers import number_departures
from mofan.paper.inspecting.paragraphs import expected_of, is_letter, paragraph_departures
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import placed
from mofan.paper.inspecting.rules import held_rule_departures, rule_departures
from mofan.paper.inspecting.signature import signature_departures
from mofan.paper.inspecting.words import word_departures

__all__ = [
    "Change",
    "Departure",
    "DrawRule",
    "Finding",
    "NumberPages",
    "Opened",
    "Rank",
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
    letter = is_letter(every)
    yield from number_departures(opened, properties, letter=letter)
    yield from rule_departures(every, blocks, properties, opened, letter=letter)
    for one in every:
        expected = expected_of(one, every)
        if expected is not None:
            yield from character_departures(one, expected, properties)
            section = sections[min(one.block.section, len(sections)) - 1] if sections else None
            if section is not None:
                yield from paragraph_departures(one, expected, properties, section)
    if sections:
        yield from gap_departures(every, blocks, properties, sections)
        yield from signature_departures(every, properties, sections)
    yield from word_departures(every, blocks)
    held = imprint_in_holders(opened, blocks)
    for one in held:
        if (expected := EXPECTED.get(one.role)) is not None:
            yield from character_departures(one, expected, properties)
    yield from held_rule_departures(held, letter=letter)
    yield from word_departures(held, ())
