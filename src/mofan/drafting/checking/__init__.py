"""What a writer should look at before sending (起草检查)."""

from mofan.drafting.checking.check import SEVERITIES, Notice, check, unproven_in, year_of
from mofan.drafting.checking.likeness import Likenesses, LikePassage, likenesses_of

__all__ = ["SEVERITIES", "LikePassage", "Likenesses", "Notice", "check", "likenesses_of", "unproven_in", "year_of"]
