"""Likeness (查重): the versions of a piece, the passages it shares with others, and a text checked against the library.

`family_of`, `shared_passages`, `similar_to` and `side_by_side` show a person what he may see; the verbs say what
somebody thinks of two pieces that look alike.
"""

from mofan.library.likeness.asking import LONGEST, Similar, compare_texts, library_frequencies, similar_to
from mofan.library.likeness.families import Family, Member, family_of, likeness_between, with_versions
from mofan.library.likeness.passages import Shared, SideBySide, Stretch, shared_passages, side_by_side
from mofan.library.likeness.verdicts import mark_different, mark_same, undo

__all__ = [
    "LONGEST",
    "Family",
    "Member",
    "Shared",
    "SideBySide",
    "Similar",
    "Stretch",
    "compare_texts",
    "family_of",
    "library_frequencies",
    "likeness_between",
    "mark_different",
    "mark_same",
    "shared_passages",
    "side_by_side",
    "similar_to",
    "undo",
    "with_versions",
]
