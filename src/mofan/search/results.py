"""What a search gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Hit(NamedTuple):
    """One found entry. `score` is 0 where the order is by date; scores compare within one result only."""

    uid: int
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found, and what there is in all."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Field → (value, number of entries), most frequent first. A field that filters is counted without its own
    filter, so that its other values stay to be chosen."""
    took_ms: float
    relaxed: bool
    """These have some of the words only (no entry had them all, or one was enough): the user has to be told."""
    terms: tuple[str, ...]
    """What to highlight: the terms as asked, or the single words if `relaxed`."""
    corrected: tuple[tuple[str, str], ...] = ()
    """(word as asked, word used instead) for words that stand in no document at all: the user has to be told."""
