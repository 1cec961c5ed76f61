"""Traditional characters and the simplified ones they are read as (繁简字), after OpenCC, character by character."""

from mofan.text.characters.table import simplified

__all__ = ["simplified"]
