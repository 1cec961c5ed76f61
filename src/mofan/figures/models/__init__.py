"""The rows of the figures (数的行): what was frozen for a document."""

from mofan.figures.models.frozen import FrozenFigure

__all__ = ["FrozenFigure"]
