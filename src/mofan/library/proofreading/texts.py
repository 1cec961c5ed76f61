"""What can be proofread (被校对的文字): the small face that every text which people see turns to this package.

Everything else here knows a text only by this face, so that pieces, drafts and what comes later are judged alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model

from mofan.library.proofreading.models import Correction
from mofan.org.models import History, Person
from mofan.text.proofread import Finding


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of a text with what shall stand there from now on."""

    finding: Finding
    new: str


class ProofreadText(Protocol):
    """A text with the row it belongs to: corrections, refusals and history are kept under that row."""

    @property
    def row(self) -> Model:
        """The row that history speaks of."""

    @property
    def text(self) -> str:
        """As people see it now, without advertisements; offsets of findings count in it, in code points."""

    def may_be_changed_by(self, person: Person) -> bool:
        """Whether this person may accept and refuse."""

    def can_be_corrected(self, finding: Finding) -> bool:
        """Whether other words can be put where the finding stands."""

    def correct(self, accepted: Sequence[Accepted], *, done: History) -> None:
        """Put these words in and write a `Correction` for each. Raises RuleBroken where the text is another by now, or
        where none of these places can be changed."""

    def restore(self, corrections: Sequence[Correction], *, undone: History) -> None:
        """Put the former words back. Raises RuleBroken where a later correction stands on one of these."""
