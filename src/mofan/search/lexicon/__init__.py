"""Quick find (快速查找): suggestions while typing, and how parallel headings are built. No Django."""

from mofan.search.lexicon.lexicon import BLOCK, Lexicon, LexiconBroken
from mofan.search.lexicon.schema import VERSION
from mofan.search.lexicon.terms import FoundGroup, Group, Kind, PatternUse, PieceTerms, Suggestion, Uses

__all__ = [
    "BLOCK",
    "VERSION",
    "FoundGroup",
    "Group",
    "Kind",
    "Lexicon",
    "LexiconBroken",
    "PatternUse",
    "PieceTerms",
    "Suggestion",
    "Uses",
]
