"""Clean text (净文): injected contact advertisements and paid marks out, everything else untouched.

Offsets are code points in the text as read. `clean` is `find` and `apply_removals` in one.
"""

from mofan.text.clean.clean import clean, find_removals
from mofan.text.clean.cleaned import Candidate, Cleaned, Removal, apply_removals

__all__ = ["Candidate", "Cleaned", "Removal", "apply_removals", "clean", "find_removals"]
