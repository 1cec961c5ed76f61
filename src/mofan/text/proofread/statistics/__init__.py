"""What is usually written (统计): counts of n-grams, characters that are taken for one another, and a small network
that weighs a character against those it may have been written for.
"""

from mofan.text.proofread.statistics.evidence import Evidence, UnreadableEvidence, shipped
from mofan.text.proofread.statistics.spelling import find_slips, find_slips_of

__all__ = ["Evidence", "UnreadableEvidence", "find_slips", "find_slips_of", "shipped"]
