"""Which quoted phrases belong to everybody (通行提法), so that a skeleton may keep them."""

from collections.abc import Callable

from mofan.drafting.finding import current_vocabulary
from mofan.library.likeness.asking import library_frequencies
from mofan.library.likeness.frequencies import LibraryFrequencies
from mofan.search import SearchError
from mofan.text.proofread.lexicon import set_phrases
from mofan.text.reuse.set_phrases import share_of_set_phrases

MOSTLY = 0.6


def common_phrases() -> Callable[[str], bool]:
    """Says of a phrase whether it is in use everywhere: a set phrase, a name that the catalogue of figures knows, or
    what many pieces of the library hold."""
    known = {word for one in current_vocabulary().entries for word in one.subject}
    phrases = {"".join(one.split()) for one in set_phrases()}
    frequencies = _frequencies()

    def is_common(phrase: str) -> bool:
        if phrase in known or phrase in phrases or share_of_set_phrases(phrase) >= MOSTLY:
            return True
        counted = frequencies.frequency(phrase) if frequencies is not None else None
        return counted is not None and counted.is_common

    return is_common


def _frequencies() -> LibraryFrequencies | None:
    try:
        return library_frequencies()
    except SearchError:
        return None
