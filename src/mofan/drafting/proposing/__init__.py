"""From a slot to the figure that belongs there (空缺找数): proposals with their reasons. Pure: no Django."""

from mofan.drafting.proposing.asked import Asked, asked_in
from mofan.drafting.proposing.vocabulary import Entry, Vocabulary, vocabulary
from mofan.drafting.proposing.weighing import ENOUGH, Proposal, propose

__all__ = ["ENOUGH", "Asked", "Entry", "Proposal", "Vocabulary", "asked_in", "propose", "vocabulary"]
