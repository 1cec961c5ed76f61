"""Near-duplicates and passage reuse (重复与雷同): what two texts share, and which texts of many share it.

`compare` sets two texts side by side; `ReuseIndex` finds, among many, those worth setting side by side, and says how
common a passage is. All of it is deterministic: no salted hashes, so an index may come from another process.
"""

from mofan.text.reuse.candidates import Candidates, Rated
from mofan.text.reuse.compare import Comparison, Passage, compare
from mofan.text.reuse.elsewhere import Asked, candidates_for, compared, elsewhere
from mofan.text.reuse.fingerprint import Fingerprint, Prints, fingerprint, is_current, unpacked
from mofan.text.reuse.frequency import Frequencies, Frequency, Kind
from mofan.text.reuse.index import ReuseIndex, UnreadableIndex
from mofan.text.reuse.matching import Match

__all__ = [
    "Asked",
    "Candidates",
    "Comparison",
    "Fingerprint",
    "Frequencies",
    "Frequency",
    "Kind",
    "Match",
    "Passage",
    "Prints",
    "Rated",
    "ReuseIndex",
    "UnreadableIndex",
    "candidates_for",
    "compare",
    "compared",
    "elsewhere",
    "fingerprint",
    "is_current",
    "unpacked",
]
