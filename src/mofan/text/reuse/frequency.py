"""What a shared passage is (套话、本地提法、照抄): judged by how many texts hold it and whose they are."""

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from mofan.text.fold import simplify
from mofan.text.reuse.set_phrases import share_of_set_phrases

Kind = Literal["set_phrase", "local_slogan", "copied_passage"]

FEW = 4
"""Fewer texts than this never make a phrase: a piece, its source and a version or two."""
MANY = 20
"""So many texts make a phrase in any library."""
_SHARE = 0.05
"""In a small library this share of its texts does."""
_PLACES = 3
"""A phrase of so many sources belongs to everybody; of fewer, to them."""
_SHORT, _BRIEF = 16, 40
"""Folded characters: below the first nothing is called copied without evidence; slogans are below the second."""
_MOSTLY = 0.6
_QUOTED = re.compile(r"[“\"「『][^“”\"「」『』]{2,20}[”\"」』]")


@dataclass(frozen=True, slots=True)
class Frequency:
    """How common a passage is in a library."""

    documents: int
    """Texts that hold it (文档频率)."""
    sources: int
    """Different sources (units, counties) of those texts; 0 if no source is known."""
    library: int
    """Texts in all."""

    @property
    def is_common(self) -> bool:
        """Whether it stands in so many texts that sharing it says nothing."""
        return self.documents >= common_from(self.library)


class Frequencies(Protocol):
    """What can say how common a passage is: a `ReuseIndex`, or a library's own count."""

    def frequency(self, passage: str) -> Frequency | None:
        """How many texts hold `passage`, and from how many sources; None where it was not counted."""
        ...


def common_from(library: int) -> int:
    """The number of texts from which a passage counts as a phrase, in a library of so many."""
    return max(FEW, min(MANY, round(library * _SHARE)))


def kind_of(passage: str, frequency: Frequency | None) -> Kind:
    """The kind of a shared passage; without a frequency by its wording and length alone."""
    if frequency is None:
        return _by_wording(passage)
    if not frequency.is_common:
        return "copied_passage"
    return "local_slogan" if 0 < frequency.sources < _PLACES else "set_phrase"


def _by_wording(passage: str) -> Kind:
    length = len(simplify(passage))
    if share_of_set_phrases(passage) >= _MOSTLY:
        return "set_phrase"
    if length < _BRIEF and _QUOTED.search(passage):
        return "local_slogan"
    return "set_phrase" if length < _SHORT else "copied_passage"
