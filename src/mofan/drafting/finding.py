"""Proposals for the slots of a draft (找数): the sentences as they stand against every figure there is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mofan.drafting.document import Body, Laid, lay_out
from mofan.drafting.models import Draft, Slot, SlotState
from mofan.drafting.period_hints import period_words
from mofan.drafting.proposing import Proposal, Vocabulary, asked_in, propose, vocabulary
from mofan.figures.definitions import definitions
from mofan.records.known_kinds import known_kinds


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a slot may be (建议): figures with reasons, and the period that the sentence names."""

    slot: Slot
    proposals: tuple[Proposal, ...]
    period_words: str
    """In words that `read_period` reads; those of the draft where the sentence names none."""
    sentence: str
    """The whole paragraph."""
    before: str = ""
    """What stands before the slot in its sentence, the last `NEAR` characters; `after` as many behind it."""
    after: str = ""


NEAR: Final = 60
_ENDS: Final = re.compile(r"[。！？；\n]")


def proposals_for(draft: Draft, *, most: int = 3, only_open: bool = True) -> dict[str, Proposed]:
    """Slot → proposals, for the slots that stand in the text, in its order."""
    body = draft.text
    rows = {one.key: one for one in draft.slots.filter(key__in=body.slots)}
    if only_open:
        rows = {key: one for key, one in rows.items() if one.state == SlotState.OPEN}
    if not rows:
        return {}
    laid = lay_out(body, {key: "x" for key in body.slots})
    words = current_vocabulary()
    return {
        spot.slot: _proposed(draft, rows[spot.slot], laid, spot.start, spot.end, words, body, most)
        for spot in laid.spots
        if spot.slot in rows
    }


def _proposed(
    draft: Draft, slot: Slot, laid: Laid, start: int, end: int, words: Vocabulary, body: Body, most: int
) -> Proposed:
    others = [(one.start, one.end) for one in laid.spots if one.slot is not None]
    asked = asked_in(laid.text, start, end, slot.measure, others, _heading_over(body, laid, start))
    line = laid.text.rfind("\n", 0, start) + 1
    period = slot.period_words or period_words(laid.text[line:start], draft.created_at.year) or draft.period_words
    stop = laid.text.find("\n", end)
    whole = laid.text[line : stop if stop >= 0 else None]
    return Proposed(slot, propose(asked, words, most), period, whole, *_near(laid.text, start, end))


def _near(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before a slot and behind it."""
    before = _ENDS.split(text[max(0, start - 4 * NEAR) : start])[-1]
    found = _ENDS.search(text, end)
    after = text[end : found.end() if found else None].rstrip("\n")
    return (
        before if len(before) <= NEAR else f"…{before[-NEAR:]}",
        after if len(after) <= NEAR else f"{after[:NEAR]}…",
    )


def _heading_over(body: Body, laid: Laid, position: int) -> str:
    key, _ = laid.block_at(position)
    heading = ""
    for one in body.blocks:
        if one.id == key:
            break
        if one.kind == "heading":
            heading = laid.of_block(one.id)
    return heading


def current_vocabulary() -> Vocabulary:
    """The words of every figure that there is now."""
    known, kinds = definitions(), known_kinds()
    return _vocabulary(tuple(known), tuple(kinds), hash(tuple(repr(one) for one in known.values())))


@lru_cache(maxsize=4)
def _vocabulary(codes: tuple[str, ...], kinds: tuple[str, ...], _: int) -> Vocabulary:
    return vocabulary(definitions().values(), known_kinds())


def counts_the_same(one: str, other: str) -> bool:
    """Whether two measure words count the same thing: 场 and 次, not 人 and 人次."""
    alike: Mapping[str, frozenset[str]] = current_vocabulary().measures
    return one == other or one in alike.get(other, ())
