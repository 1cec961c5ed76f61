"""Word lists (词表) are written as one line of words with spaces between them.

numpy is loaded for `WordFinder` alone: the lists themselves are read by every command.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def alternation(choices: Iterable[str]) -> str:
    """A pattern for any of `choices`, which begin with a plain character: the longest first, grouped by that character
    so that most fail early."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(choices), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{re.escape(first)}(?:{'|'.join(found)})" for first, found in sorted(rests.items()))


def words(line: str) -> list[str]:
    """The words of `line`."""
    return line.split()


class WordFinder:
    """Finds many words of two characters or more at once: as `alternation` does, only many times as fast."""

    def __init__(self, choices: Iterable[str]) -> None:
        import numpy as np

        self._by_pair: dict[str, list[str]] = {}
        for word in sorted(set(choices), key=len, reverse=True):
            self._by_pair.setdefault(word[:2], []).append(word)
        firsts, seconds = (sorted({pair[place] for pair in self._by_pair}) for place in (0, 1))
        self._first, self._second = _numbers_of(firsts), _numbers_of(seconds)
        self._is_pair = np.zeros((len(firsts) + 1, len(seconds) + 1), np.bool_)
        for pair in self._by_pair:
            self._is_pair[self._first[ord(pair[0])], self._second[ord(pair[1])]] = True

    def find_all(self, text: str) -> list[str]:
        """The words in `text` from left to right, the longest at each place, none inside another."""
        found: list[str] = []
        end = 0
        for at in self._starts(text):
            if at < end:
                continue
            for word in self._by_pair[text[at : at + 2]]:
                if text.startswith(word, at):
                    found.append(word)
                    end = at + len(word)
                    break
        return found

    def _starts(self, text: str) -> list[int]:
        """Where the first two characters of any word stand."""
        import numpy as np

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        codes = np.minimum(codes, _NO_CHARACTER)
        starts: list[int] = np.flatnonzero(self._is_pair[self._first[codes[:-1]], self._second[codes[1:]]]).tolist()
        return starts


_NO_CHARACTER = 0xFFFF
"""Stands for every character beyond the first 65,536, of which no word is made."""


def _numbers_of(chars: Sequence[str]) -> "npt.NDArray[np.uint16]":
    """Code point → the number of the character, from 1 on; 0 for every other."""
    import numpy as np

    table = np.zeros(_NO_CHARACTER + 1, np.uint16)
    table[[ord(char) for char in chars]] = range(1, len(chars) + 1)
    return table
