"""Grammar (语病): halves of a pair that do not meet, parts of a sentence lost, words that do not go together, a
negation too many, the same said twice. What is wrong wherever it stands is in `lexicon/redundant.tsv`.
"""

from mofan.text.proofread.pattern import Pattern
from mofan.text.proofread.rules.grammar.connectives import CONNECTIVES
from mofan.text.proofread.rules.grammar.matching import MATCHING
from mofan.text.proofread.rules.grammar.missing import MISSING
from mofan.text.proofread.rules.grammar.negation import NEGATION
from mofan.text.proofread.rules.grammar.redundant import REDUNDANT

__all__ = ["GRAMMAR"]

GRAMMAR: tuple[Pattern, ...] = (*CONNECTIVES, *MISSING, *MATCHING, *NEGATION, *REDUNDANT)
"""Every rule of grammar that one pattern says."""
