"""Regions (地区) that a text names: divisions of the country, from the gazetteer."""

from mofan.text.describe.result import Mention
from mofan.text.gazetteer import find_places


def find_regions(text: str) -> list[Mention]:
    """Every division that `text` names, its level as the value; taken-out names (x县) are blanks, not regions."""
    return [Mention(place.start, place.end, text[place.start : place.end], place.level) for place in find_places(text)]
