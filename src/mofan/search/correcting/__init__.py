"""A term that stands nowhere, and the term that was meant (纠错): one slip of the keyboard taken back.

The index itself is the dictionary: what stands in it is known from its pairs of characters, without any text.
"""

from mofan.search.correcting.correcting import correct

__all__ = ["correct"]
