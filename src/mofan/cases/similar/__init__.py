"""Cases of the past that are like one in hand (类似事项), found by an index of the cases that is always rebuildable."""

from mofan.cases.similar.comparing import Asking, Similar, similar_cases
from mofan.cases.similar.indexing import catch_up, index_anew

__all__ = ["Asking", "Similar", "catch_up", "index_anew", "similar_cases"]
