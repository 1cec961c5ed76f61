"""Confusions that their neighbours decide (辨析): 截止/截至, 权利/权力, 制定/制订 …"""

from mofan.text.proofread.pattern import Pattern

CONTEXTS: tuple[Pattern, ...] = ()
"""Rules of words that are both right, each in its place."""
