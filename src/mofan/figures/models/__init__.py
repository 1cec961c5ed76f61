"""The rows of the figures (数的行): what was frozen for a document."""

from mofan.figures.models.frozen import FrozenFigure
from mofan.figures.models.kept_occasions import KeptOccasion

__all__ = ["FrozenFigure", "KeptOccasion"]
