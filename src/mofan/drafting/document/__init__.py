"""The body of a draft (正文): blocks of runs, as a value that never changes. Pure: no Django.

As JSON: {"blocks": [{"id": "b1", "kind": "paragraph", "level": 0, "runs": [{"text": "召开大会"}, {"slot": "s1"}]}]}.
A run is words, a slot (a number that comes from a figure) or a gap (a name that was taken out, still to be written).
"""

from mofan.drafting.document.blocks import (
    BLANK_BODY,
    KINDS,
    LONGEST,
    MOST_BLOCKS,
    Block,
    Body,
    Gap,
    Kind,
    NotABody,
    Run,
    Slot,
    Words,
    block,
    read_body,
)
from mofan.drafting.document.changes import Change, Delta, apply, changes, delta
from mofan.drafting.document.counting import LIMITS, Length, length_of
from mofan.drafting.document.laying import Laid, Spot, lay_out
from mofan.drafting.document.merging import Clash, Merged, merge
from mofan.drafting.document.numbering import renumber

__all__ = [
    "BLANK_BODY",
    "KINDS",
    "LIMITS",
    "LONGEST",
    "MOST_BLOCKS",
    "Block",
    "Body",
    "Change",
    "Clash",
    "Delta",
    "Gap",
    "Kind",
    "Laid",
    "Length",
    "Merged",
    "NotABody",
    "Run",
    "Slot",
    "Spot",
    "Words",
    "apply",
    "block",
    "changes",
    "delta",
    "lay_out",
    "length_of",
    "merge",
    "read_body",
    "renumber",
]
