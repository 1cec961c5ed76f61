"""Lexicons (词库): set phrases, confusions, titles, offices and phrases of their time, as tables beside their sources.

Every table is a text file of our own collection: lines that begin with # say where it comes from, the others hold
fields parted by tabs. What needs its neighbours to decide is a rule in `contexts.py`, `neighbours.py` or `phrases.py`.
"""

from mofan.text.proofread.lexicon.contexts import CONTEXTS
from mofan.text.proofread.lexicon.frames import FRAMES
from mofan.text.proofread.lexicon.neighbours import NEIGHBOURS
from mofan.text.proofread.lexicon.orders import find_orders
from mofan.text.proofread.lexicon.phrases import PHRASES
from mofan.text.proofread.lexicon.tables import (
    Entry,
    TimePhrase,
    entries,
    find_entries,
    right_terms,
    set_phrases,
    time_phrases,
)
from mofan.text.proofread.lexicon.titles import find_titles, titles

__all__ = [
    "CONTEXTS",
    "FRAMES",
    "NEIGHBOURS",
    "PHRASES",
    "Entry",
    "TimePhrase",
    "entries",
    "find_entries",
    "find_orders",
    "find_titles",
    "right_terms",
    "set_phrases",
    "time_phrases",
    "titles",
]
