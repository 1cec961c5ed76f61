"""Drafts that wait for a person's word (待我审签)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.drafting.chain import Step, chain_of, progress_of
from mofan.drafting.chips import chips_of
from mofan.drafting.models import Draft, DraftState
from mofan.drafting.queries import drafts_visible_to
from mofan.drafting.seals import seal_of
from mofan.org.models import Person
from mofan.org.roles import Right

LOOKED_AT: Final = 30
"""Drafts under review that are looked at, the longest waiting first: each asks how far it is."""
_UNDER_REVIEW: Final = (DraftState.REVIEW, DraftState.COUNTERSIGN, DraftState.SIGNING)


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A draft and the step at which this person is next (一份待审签的材料)."""

    draft: Draft
    step: Step


def awaiting(person: Person, today: date) -> list[Awaiting]:
    """The drafts on which it is this person's turn, the longest waiting first."""
    if not person.may(Right.VIEW):
        return []
    under_review = drafts_visible_to(person).filter(state__in=_UNDER_REVIEW).order_by("changed_at", "pk")
    found = []
    for draft in under_review[:LOOKED_AT]:
        if not any(step.is_for(person) for step in chain_of(draft.unit)):
            continue  # how far it is asks for all its numbers: only for whoever has a say
        step = progress_of(draft, seal_of(draft, chips_of(draft, today))).next
        if step is not None and step.is_for(person):
            found.append(Awaiting(draft, step))
    return found
