"""Weighing the evidence (权衡): certain, doubtful or nothing, and which family of advertisement it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from mofan.text.clean.evidence import Evidence, EvidenceKind

CERTAIN = 3.5
"""From this weight on, with two kinds of evidence, a stretch is an advertisement."""
DOUBTFUL = 2.5
"""From this weight on, with two kinds of evidence, a stretch is reported and kept."""
OVERWHELMING = 8.0
"""A find of this weight needs no second kind: a contact that an advertisement in the same text gave already."""
_WISH_ALONE, _BESIDE_CLAIM = 3.0, 0.5
_PITCHES_AT_MOST = 4.0
_REACH: frozenset[EvidenceKind] = frozenset({"contact", "account", "id", "site", "origin", "claim", "persona"})
"""An advertisement says where to turn; without that, only a heap of pitches or a plain call makes it certain."""
_FAMILIES: tuple[tuple[EvidenceKind, str], ...] = (
    ("wish", "more_material"), ("pitch", "sales_pitch"), ("origin", "origin_line"), ("site", "site_name"), ("claim",
        "claim_full_text"),
    ("account",
        "follow_account"), ("id", "contact_id"), ("contact", "contact"), ("persona", "contact"), ("call", "contact"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Find:
    """A piece of evidence at a place of the skeleton of a line."""

    evidence: Evidence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What the finds of a stretch weigh together."""

    total: float
    by_kind: dict[EvidenceKind, float]
    backed: bool = False
    """Does the place speak for it, too: beside an advertisement, or a line that comes again and again?"""

    @property
    def certain(self) -> bool:
        reaches = (
            (self.by_kind.get("wish", 0) >= _WISH_ALONE and "call" in self.by_kind)
            or bool(_REACH & self.by_kind.keys())
            or self.by_kind.get("call", 0) >= 1
            or self.by_kind.get("pitch", 0) >= 3.5
        )
        several = len(self.by_kind) >= 2 or self.backed or max(self.by_kind.values(), default=0) >= OVERWHELMING
        return self.total >= CERTAIN and several and reaches

    @property
    def doubtful(self) -> bool:
        return self.total >= DOUBTFUL and len(self.by_kind) >= 2 and not self.certain

    @property
    def family(self) -> str:
        """The family of advertisement that the weightiest kind speaks for."""
        heaviest = max(_FAMILIES, key=lambda family: self.by_kind.get(family[0], 0))
        return heaviest[1]


def weigh(finds: Iterable[Find], bonus: float = 0, backed: bool = False) -> Weight:
    """Add up: the strongest find of each kind, every different pitch, everything against, and a bonus for the place."""
    for_it: dict[EvidenceKind, float] = {}
    pitches: dict[str, float] = {}
    against: dict[str, float] = {}
    for find in finds:
        evidence = find.evidence
        if evidence.kind == "official":
            against[evidence.name] = evidence.weight
        elif evidence.kind == "pitch":
            pitches[evidence.name] = evidence.weight
        elif evidence.weight:
            for_it[evidence.kind] = max(for_it.get(evidence.kind, 0), evidence.weight)
    if pitches:
        for_it["pitch"] = min(sum(pitches.values()), _PITCHES_AT_MOST)
    if "claim" in for_it and 0 < for_it.get("wish", 0) < _WISH_ALONE:
        for_it["wish"] = min(for_it["wish"], _BESIDE_CLAIM)  # the same words speak for both
    if len(pitches) > 1:
        for_it["call"] = for_it.get("call", 0) + 0.5
    return Weight(sum(for_it.values()) + sum(against.values()) + bonus, for_it, backed)
