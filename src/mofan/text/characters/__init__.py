"""Traditional characters and the simplified ones they are read as (繁简字), after OpenCC: characters and phrases."""

from mofan.text.characters.table import Phrase, phrases, read_characters, second_forms, simplified

__all__ = ["Phrase", "phrases", "read_characters", "second_forms", "simplified"]
