"""What speaks for an advertisement, and what against (证据): patterns as named data, over the skeleton.

Weights of different kinds add up; within one kind only the strongest counts (pitches, which come in heaps, excepted).
Each pattern stands beside lines that it must match and lines that it must not. `weigh.py` puts them together.
"""

from mofan.text.clean.evidence.contacts import NUMBERS, WHERE_TO_TURN
from mofan.text.clean.evidence.genuine import AGAINST
from mofan.text.clean.evidence.pattern import Evidence, EvidenceKind, evidence
from mofan.text.clean.evidence.pitches import PITCHES
from mofan.text.clean.evidence.requests import CALLS, WISHES
from mofan.text.clean.evidence.sources import COMPANY, ORIGINS

EVIDENCE: tuple[Evidence, ...] = (
    *WHERE_TO_TURN,
    *NUMBERS,
    *CALLS,
    *WISHES,
    *PITCHES,
    *ORIGINS,
    *COMPANY,
    *AGAINST,
)
WARNINGS = frozenset({"warning"})
"""What speaks against any advertisement from anywhere in its sentence, not only from inside it."""
OFFICES = frozenset({"office_context", "office_phone"})
"""What speaks from anywhere in its sentence against an advertisement that only gives a contact."""
KNOWN_CONTACT = evidence("known_contact", "id", 8, (r"(?!)",), "", "")
"""A contact that a certain advertisement of the same text gave; found by `clean`, not by its pattern."""

__all__ = ["EVIDENCE", "KNOWN_CONTACT", "OFFICES", "WARNINGS", "Evidence", "EvidenceKind"]
