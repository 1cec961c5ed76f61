"""Numbers that went with their words into another paragraph (跟着文字走的数): split, merged, written anew around them.

Pure: no Django. A slot is put back where its very number stands and the words beside it are the same, or where number
and measure word stand nowhere else; where two places are as likely it stays words, and is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from mofan.drafting.document import Block, Body, Slot, Words
from mofan.drafting.document.blocks import joined

SHARED: Final = 3
"""Characters in a row that two clauses must have in common to be taken for the same; 2 where one is that short."""
_BREAK: Final = re.compile(r"[，。；：！？\n]")
_TWO_DIGITS: Final = re.compile(r"\d\D*\d")


class _Place(NamedTuple):
    """A number in the new text, and how much of the words beside it is as before."""

    alike: int
    block: int
    run: int
    start: int


def clause_of(key: str, body: Body, shown: Mapping[str, str]) -> str:
    """The words of the clause that a slot stands in, without its number; empty where it stands nowhere."""
    for one in body.blocks:
        if key in one.slots:
            said = "".join(_mark(run, key, shown) for run in one.runs)
            at = said.index("\x00")
            return _clause(said, at, at + 1)
    return ""


def relinked(blocks: Sequence[Block], clauses: Mapping[str, str], shown: Mapping[str, str], before: str) -> list[Block]:
    """The blocks with each of these slots (by the clause it stood in) where it stands now; `before` is the text that
    was sent out."""
    made = list(blocks)
    for key, clause in clauses.items():
        number = shown.get(key, "")
        places = sorted(_places(made, number, clause), reverse=True) if number else []
        if not places or (len(places) > 1 and places[0].alike == places[1].alike):
            continue
        alone = len(places) == 1 and before.count(number) == 1 and _TWO_DIGITS.search(number) is not None
        if alone or places[0].alike >= min(SHARED, max(2, len(clause))):
            made[places[0].block] = _with_slot(made[places[0].block], places[0], key, number)
    return made


def _places(blocks: Sequence[Block], number: str, clause: str) -> Iterator[_Place]:
    for place, one in enumerate(blocks):
        for at, run in enumerate(one.runs):
            if isinstance(run, Words):
                for found in re.finditer(re.escape(number), run.text):
                    if is_apart(run.text, *found.span()):
                        yield _Place(_alike(clause, _clause(run.text, *found.span())), place, at, found.start())


def _alike(one: str, other: str) -> int:
    """The longest stretch that both have in common, in characters."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _clause(text: str, start: int, end: int) -> str:
    """The words around a stretch up to the next marks, without the stretch."""
    behind = _BREAK.search(text, end)
    return _BREAK.split(text[:start])[-1] + text[end : behind.start() if behind else None]


def _with_slot(one: Block, place: _Place, key: str, number: str) -> Block:
    run = one.runs[place.run]
    assert isinstance(run, Words)
    parts = (Words(run.text[: place.start]), Slot(key), Words(run.text[place.start + len(number) :]))
    return replace(one, runs=joined((*one.runs[: place.run], *parts, *one.runs[place.run + 1 :])))


def _mark(run: object, key: str, shown: Mapping[str, str]) -> str:
    if isinstance(run, Slot):
        return "\x00" if run.key == key else shown.get(run.key, "x")
    return run.text if isinstance(run, Words) else "，"


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether a number does not go on beyond the stretch: 5个 in 15个 is another number."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isdecimal() and text[start : start + 1].isdecimal()) and not (
        after.isdecimal() and text[end - 1 : end].isdecimal()
    )
