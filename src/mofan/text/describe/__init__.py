"""Describe a piece (描述): title, subtitle, unit, genre, themes, regions, persons, dates, slogans, figures and blanks.

`describe` takes one piece, its advertisements gone, `describe_all` many; every offset counts the code
points of that text.
"""

from mofan.text.describe.genres import GENRES
from mofan.text.describe.piece import Given, as_json, describe, describe_all
from mofan.text.describe.result import Blank, Description, Figure, Mention
from mofan.text.describe.themes import THEMES

__all__ = [
    "GENRES",
    "THEMES",
    "Blank",
    "Description",
    "Figure",
    "Given",
    "Mention",
    "as_json",
    "describe",
    "describe_all",
]
