"""Readings (异读): the other forms in which a term may stand in a text.

The index tells traditional from simplified text character by character, so that every stretch of either is found. A few
characters have two simplified forms and one of them is themselves: 瞭解 is 了解, 瞭望 is 瞭望. The words around them
tell which; a document's are unknown where it is cut, a term's are at hand. So a term is asked for in each reading.
A few others have a second form that is another one (餘 is 余 or 馀), and 着 is written 著 in Taiwan.
So is a letter with its accent, or a half-width kana with its voicing mark: they are one character or two.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from mofan.text.characters import Phrase, phrases, read_characters, second_forms, simplified
from mofan.text.fold import fold, simplify

_ACCOUNTS = {"帳": "账"}
"""帳戶 is 账户 in simplified text today and was 帐户 before; OpenCC knows the second. Who types 账户 asks for that."""
_WITHIN = re.compile("(?<=[\u4e00-\u9fff])着(?=.)|^着(?=..)")
"""着 where its neighbours tell that a text that has 著 there means the same: not 随着, for there is 伴随著作."""
_HAN = re.compile("[\u4e00-\u9fff]+")
"""Characters that stay themselves in every form of Unicode."""


class _Forms:
    """Phrases as they stand in a term → as they may stand in a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._forms = {fold(phrase): fold(form) for phrase, form in pairs}
        lengths: dict[str, set[int]] = {}
        for phrase in self._forms:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}
        """First character → how long the phrases are that begin with it, the longest first."""

    @property
    def firsts(self) -> frozenset[str]:
        """The characters with which phrases begin."""
        return frozenset(self._lengths)

    def put_into(self, text: str) -> str:
        """`text` with its phrases, the longest at each place, in their other form."""
        return text if self._lengths.keys().isdisjoint(text) else "".join(self._parts(text))

    def _parts(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            phrase = self._phrase_at(text, at)
            yield self._forms[phrase] if phrase else text[at]
            at += len(phrase) or 1

    def _phrase_at(self, text: str, at: int) -> str:
        for length in self._lengths.get(text[at], ()):
            if (phrase := text[at : at + length]) in self._forms:
                return phrase
        return ""


@lru_cache(maxsize=512)
def other_readings(term: str) -> tuple[str, ...]:
    """The folded forms of `term`, other than `simplify(term)`, that hold it in text of the other script.

    瞭解情況 stands in simplified text as 了解情况; 了解情况 stands in traditional text as 瞭解情況, folded 瞭解情况.
    """
    if _HAN.fullmatch(term) and _read_otherwise().isdisjoint(term):
        return ()  # as two terms of three
    raw, folded = fold(term), simplify(term)
    is_traditional = any(char in simplified() for char in raw)
    read = (_read_in_traditional() if is_traditional else _read_anywhere()).put_into(raw)
    written = _written().put_into(folded)
    forms = (
        read_characters(read),
        *(read_characters(_in_second_forms(one)) for one in (raw, read)),
        written,
        _WITHIN.sub("著", written),
        _written_in_hong_kong().put_into(written),
        *(simplify(unicodedata.normalize(form, term)) for form in ("NFKC", "NFD")),
    )
    return tuple(dict.fromkeys(form for form in forms if form != folded))


@cache
def _read_otherwise() -> frozenset[str]:
    """The Chinese characters without which a term has no other form."""
    forms = (_read_anywhere(), _read_in_traditional(), _written(), _written_in_hong_kong())
    return frozenset("着").union(simplified(), _second(), *(one.firsts for one in forms))


def _in_second_forms(raw: str) -> str:
    return "".join(_second().get(char, char) for char in raw)


@cache
def _second() -> Mapping[str, str]:
    """餘 → 馀, and 馀 → 餘."""
    pairs = second_forms()
    return {**pairs, **_ACCOUNTS, **{form: char for char, form in pairs.items()}}


@cache
def _read_anywhere() -> _Forms:
    """Phrases that are traditional whatever stands beside them."""
    return _Forms((one.traditional, one.simplified) for one in phrases() if not one.beside_traditional)


@cache
def _read_in_traditional() -> _Forms:
    return _Forms((one.traditional, one.simplified) for one in phrases())


@cache
def _written() -> _Forms:
    """Simplified phrases as traditional text writes them, folded by characters."""
    return _Forms(_back(lambda one: len(one.traditional) > 1))


@cache
def _written_in_hong_kong() -> _Forms:
    """Single characters as they are written there: 衞 for 卫."""
    return _Forms(_back(lambda one: len(one.traditional) == 1))


def _back(wanted: Callable[[Phrase], bool]) -> Iterator[tuple[str, str]]:
    sure = (one for one in phrases() if not one.beside_traditional and wanted(one))
    return ((one.simplified, read_characters(one.traditional)) for one in sure)
