"""What is asked, and how a typed line becomes that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from mofan.search.schema import FACETS

Order = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: all `words` and all `phrases` must occur exactly (width, case and white space aside)."""

    words: tuple[str, ...] = ()
    """Terms as typed. If no document has them all, documents that have some of their words are given instead."""
    phrases: tuple[str, ...] = ()
    """Terms that came in quotation marks: never relaxed."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Facet field → the values of which one must be there; fields without values do not filter."""
    without: tuple[int, ...] = ()
    """Keys of entries that neither match nor count."""
    any_word: bool = False
    """One of the words is enough (for "more like this"); phrases and filters still all count."""
    order: Order = "relevance"
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    """The fields to count; see `mofan.search.schema.FACETS`."""
    facet_size: int = 100
    """At most so many values a field, the most frequent ones."""

    def __post_init__(self) -> None:
        unknown = ({*self.filters} | {*self.facets}) - {*FACETS}
        if unknown:
            raise ValueError(f"no such facet: {sorted(unknown)}")
        if self.offset < 0 or self.limit < 0 or self.facet_size < 1:
            raise ValueError("offset and limit must not be negative, facet_size must be positive")


class Parsed(NamedTuple):
    """The terms of a typed line."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]


_CLOSERS = {'"': '"＂”', "＂": '"＂', "“": '”“"', "”": "”“", "「": "」", "『": "』"}
"""Quotation mark → what closes it, the likelier first (input methods leave two marks of one direction, or one of two
kinds)."""

_QUOTES = frozenset("".join(_CLOSERS) + "".join(_CLOSERS.values()))


def parse_query(line: str) -> Parsed:
    """Split a typed line at white space (full-width too); quotation marks around a term make it a phrase.

    Marks count only around a whole term: 学习 “四个意识” asks for a word and a phrase, while “放管服”改革 is one word
    with its marks, as it stands in a title. A mark that is not closed is passed over: what follows are words.
    """
    words: list[str] = []
    phrases: list[str] = []
    rest = line.strip()
    while rest:
        phrase, after = _take_phrase(rest)
        if phrase is not None:
            phrases.append(phrase.strip())
        elif _is_open(rest):
            after = rest[1:]
        else:
            word, after = _take_word(rest)
            words.append(word)
        rest = after.strip()
    return Parsed(_distinct(words), _distinct(phrases))


def _take_phrase(rest: str) -> tuple[str | None, str]:
    """The phrase at the start of `rest` and what follows it; no phrase where a word begins."""
    end = _end_of_phrase(rest)
    if end < 0:
        return None, rest
    after = rest[end + 1 :]
    if after and not after[0].isspace() and after[0] not in _CLOSERS:
        return None, rest
    return rest[1:end], after


def _end_of_phrase(rest: str) -> int:
    """Where the mark stands that closes the one at the start of `rest`; -1 without either."""
    closers = _CLOSERS.get(rest[0], "")
    return next((at for at in (rest.find(mark, 1) for mark in closers) if at > 0), -1)


def _is_open(rest: str) -> bool:
    """Whether a mark begins `rest` that nothing closes."""
    return rest[0] in _CLOSERS and _end_of_phrase(rest) < 0


def _take_word(rest: str) -> tuple[str, str]:
    parts = rest.split(maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _distinct(terms: list[str]) -> tuple[str, ...]:
    """Without doubles, and without those that hold nothing but quotation marks."""
    return tuple(dict.fromkeys(term for term in terms if term.strip("".join(_QUOTES))))
