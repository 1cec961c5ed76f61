"""Proofreading (校对): what an old hand would mark in an official text, and what should stand instead.

Rules say what is wrong by a standard (GB/T 15834, 15835, 9704); lexicons hold set phrases and confusions; counts of
n-grams tell a slip of the pen from what everybody writes. Precision comes first: a false alarm costs more than a miss.
"""

from mofan.text.proofread.finding import KINDS, Finding, Severity, apply
from mofan.text.proofread.proofreading import proofread, proofread_each
from mofan.text.proofread.register import Own, Register
from mofan.text.proofread.statistics import Evidence, UnreadableEvidence

__all__ = [
    "KINDS",
    "Evidence",
    "Finding",
    "Own",
    "Register",
    "Severity",
    "UnreadableEvidence",
    "apply",
    "proofread",
    "proofread_each",
]
