"""Word lists (词表) are written as one line of words with spaces between them.

numpy is loaded for `WordFinder` in long texts alone: the lists themselves are read by every command.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
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
        self._by_pair: dict[str, list[str]] = {}
        for word in sorted(set(choices), key=len, reverse=True):
            self._by_pair.setdefault(word[:2], []).append(word)

    def find_all(self, text: str) -> list[str]:
        """The words in `text` from left to right, the longest at each place, none inside another."""
        found: list[str] = []
        end = 0
        for at in self.starts(text):
            if at < end:
                continue
            for word in self._by_pair[text[at : at + 2]]:
                if text.startswith(word, at):
                    found.append(word)
                    end = at + len(word)
                    break
        return found

    def starts(self, text: str) -> list[int]:
        """Where the first two characters of any word stand, ascending."""
        if len(text) < _SHORT:
            return [at for at in range(len(text) - 1) if text[at : at + 2] in self._by_pair]
        return self._pairs.starts(text)

    @cached_property
    def _pairs(self) -> "_Pairs":
        return _Pairs(self._by_pair)


class _Pairs:
    """Pairs of characters, to be found in long texts."""

    def __init__(self, pairs: Collection[str]) -> None:
        import numpy as np

        firsts, seconds = (sorted({pair[place] for pair in pairs}) for place in (0, 1))
        self._first, self._second = _numbers_of(firsts), _numbers_of(seconds)
        self._first *= len(seconds) + 1
        self._is_pair = np.zeros((len(firsts) + 1) * (len(seconds) + 1), np.bool_)
        for pair in pairs:
            self._is_pair[self._first[ord(pair[0])] + self._second[ord(pair[1])]] = True

    def starts(self, text: str) -> list[int]:
        codes = _codes_of(text)
        pairs = self._first.take(codes[:-1]) + self._second.take(codes[1:])  # a third less time than with [codes]
        starts: list[int] = self._is_pair.take(pairs).nonzero()[0].tolist()
        return starts


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives, where it is known that a match, never empty, begins at one of `starts`."""
    end = 0
    for at in starts:
        if at >= end and (found := pattern.match(text, at)):
            end = found.end()
            yield found


_SHORT = 100
"""Characters: in a shorter text the pairs are looked up one by one, without numpy."""
_NO_CHARACTER = 0xFFFF
"""Stands for every character beyond the first 65,536, of which no word is made."""


def _codes_of(text: str) -> "npt.NDArray[np.uint16]":
    """The code points of `text`."""
    import numpy as np

    codes: npt.NDArray[np.uint16] = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) > len(text):  # characters beyond U+FFFF
        whole = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        codes = np.minimum(whole, _NO_CHARACTER).astype(np.uint16)
    return codes


def _numbers_of(chars: Sequence[str]) -> "npt.NDArray[np.uint32]":
    """Code point → the number of the character, from 1 on; 0 for every other."""
    import numpy as np

    table = np.zeros(_NO_CHARACTER + 1, np.uint32)
    table[[ord(char) for char in chars]] = range(1, len(chars) + 1)
    return table
