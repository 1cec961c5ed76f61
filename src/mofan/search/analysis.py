"""How text becomes tokens: the only place of the search that knows Chinese.

Documents and queries go through the same three views, so that they meet:

* pairs (字对): every overlapping pair of characters of the folded text. A term occurs in a text exactly when its
  pairs stand there one after another, whatever its characters are.
* characters (单字): the distinct characters, for terms of one character.
* words (词): dictionary words in search mode, for ranking only.

The engine is handed the tokens of a view joined by single spaces. It splits at ASCII white space, which `simplify` has
taken out of every token.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mofan.search.stop_words import IN_NAMES, STOP_WORDS, SURNAMES
from mofan.text.fold import simplify, simplify_spaced

ANALYSIS = 3
"""Raise it when the same text gives other tokens than before: every index then has to be rebuilt."""

Codes = npt.NDArray[np.uint32]

_NO_CODE_POINT = np.uint32(0xFFFF_FFFF)
_NOT_WORD = re.compile(r"\W+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Views:
    """The three views of one text, each as tokens joined by spaces."""

    pairs: str
    characters: str
    words: str


def analyse(text: str) -> Views:
    """The views under which `text` is indexed."""
    return analyse_all([text])[0]


def analyse_all(texts: Iterable[str]) -> list[Views]:
    """`analyse` for many: one view of all of them before the next, for what it is looked up in then stays in the
    processor's own memory."""
    spaced = [simplify_spaced(encodable(text)) for text in texts]
    folded = [text.replace(" ", "") for text in spaced]
    pairs = [join_pairs(text) for text in folded]
    characters = [join_characters(text) for text in folded]
    words = [join_words(text) for text in spaced]
    return [Views(*views) for views in zip(pairs, characters, words, strict=True)]


def fold_term(term: str) -> str:
    """What of `term` must stand in a folded text: without white space, width, case and script; may be empty."""
    return simplify(encodable(term))


def join_pairs(folded: str) -> str:
    """Every overlapping pair of code points of `folded`, joined by spaces; nothing for fewer than two."""
    codes = _code_points(folded)
    return _join(codes[:-1], codes[1:])


def pairs_of(folded: str) -> list[str]:
    """Every overlapping pair of characters of a term: the list of a few is made sooner than `join_pairs` of them."""
    return [folded[at : at + 2] for at in range(len(folded) - 1)]


def join_characters(folded: str) -> str:
    """The distinct code points of `folded`, joined by spaces."""
    ordered = np.sort(_code_points(folded))
    return _join(ordered[np.diff(ordered, prepend=_NO_CODE_POINT) != 0])


def _code_points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def _join(*columns: Codes) -> str:
    """Row by row the characters of all columns, and a space between rows; twenty times as fast as a loop."""
    table = np.full((len(columns[0]), len(columns) + 1), ord(" "), dtype="<u4")
    for number, column in enumerate(columns):
        table[:, number] = column
    return table.tobytes()[:-4].decode("utf-32-le")


def cover_pairs(folded: str, cost: Callable[[str], int] = lambda pair: 1) -> list[tuple[int, str]]:
    """Pairs, each with its offset, that fix a term of two or more characters: the first, the last, and of any two
    neighbours at least one; of all such choices the one with the least `cost`, such as the documents to be read.

    The pair of the least cost joins them where it is much cheaper than any of them: 工作落实 is then looked for where
    作落 stands, not wherever 工作 and 落实 do.
    """
    pairs = pairs_of(folded)
    costs = [cost(pair) for pair in pairs]
    chosen = _cheapest_cover(costs)
    rarest = costs.index(min(costs))
    if 2 * costs[rarest] < min(costs[at] for at in chosen):
        chosen = sorted({*chosen, rarest})
    return [(at, pairs[at]) for at in chosen]


def _cheapest_cover(costs: Sequence[int]) -> list[int]:
    """The places of pairs that fix a term, ascending: see `cover_pairs`."""
    summed = list(costs)
    for at in range(1, len(summed)):
        summed[at] += summed[0] if at == 1 else min(summed[at - 1], summed[at - 2])
    chosen = [len(summed) - 1]
    while at := chosen[-1]:
        chosen.append(at - 1 if at == 1 or summed[at - 1] < summed[at - 2] else at - 2)
    return chosen[::-1]


def join_words(text: str) -> str:
    """The dictionary words of `text` and the shorter words inside them, joined by spaces; marks are left out."""
    import rjieba  # loads its dictionary (0.1 s), and many a command cuts no word

    return " ".join(rjieba.cut_for_search(_NOT_WORD.sub(" ", text), False))


def words_of(term: str) -> tuple[str, ...]:
    """The different words of a query term, cut and folded as in documents."""
    return tuple(dict.fromkeys(join_words(simplify_spaced(encodable(term))).split()))


def names_in(term: str) -> tuple[str, ...]:
    """The pairs of characters in which `term` has something that the dictionary does not know: 牡蒿, 岑朗天.

    The dictionary cuts a name into single characters, so two of them side by side are a part of a name. Neither is a
    stop word, but for one that is a surname and begins the term (于乐) or stands between two of them (张之洞).
    """
    import rjieba

    cut = rjieba.cut(_NOT_WORD.sub(" ", fold_term(term)), False)
    single = ["", *(word if len(word) == 1 and not word.isspace() else "" for word in cut), ""]
    found: list[str] = []
    for at in range(1, len(single) - 1):
        before, one, two = single[at - 1 : at + 2]
        is_surname = at == 1 and one in SURNAMES
        is_inside = one in IN_NAMES and _may_be_named(before) and _may_be_named(two)
        if is_inside:
            found += (before + one, one + two)
        elif (_may_be_named(one) or is_surname) and _may_be_named(two):
            found.append(one + two)
    return tuple(dict.fromkeys(found))


def _may_be_named(char: str) -> bool:
    return bool(char) and char not in STOP_WORDS


def encodable(text: str) -> str:
    """`text` with lone surrogates, which no engine can store, replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text
