"""The packaged tables, read once when first asked for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from operator import add
from typing import NamedTuple, cast

import rjieba

from mofan.text.proofread.finding import Finding, Severity

_ROUND, _SHORT = 6, 3
"""Characters on either side that the words are read of; writings up to that long may be pieces of others."""
SAID = {
    "confusion": "“{wrong}”应为“{right}”。{note}",
    "wording": "固定提法为“{right}”。{note}",
    "title": "名称应为“{right}”。{note}",
    "office": "名称应为“{right}”。{note}",
    "grammar": "“{wrong}”语义重复或矛盾，写作“{right}”。{note}",
}
"""Kind → what the reader is told."""


class Entry(NamedTuple):
    """One wrong writing and the right one (误—正)."""

    wrong: str
    right: str
    kind: str
    severity: Severity
    confidence: float
    note: str
    since: int
    until: int
    """The years in which the right writing is the right one, both included; 0 and 9999 where there is no bound."""


class TimePhrase(NamedTuple):
    """A phrase that was said up to a year (有时限的提法)."""

    text: str
    until: int
    note: str


def rows(name: str) -> Iterator[list[str]]:
    """The fields of every line of a packaged table."""
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def entries() -> tuple[Entry, ...]:
    """Every wrong writing that is wrong wherever it stands."""
    found = []
    for name in ("confusions.tsv", "wordings.tsv", "names.tsv", "redundant.tsv"):
        for wrong, right, kind, severity, confidence, note, since, until in map(_padded, rows(name)):
            found.append(
                Entry(
                    wrong, right, kind, cast("Severity", severity), float(confidence), note,
                    int(since or 0), int(until or 9999),
                )
            )  # fmt: skip
    return tuple(found)


def _padded(row: list[str]) -> list[str]:
    return [*row, *[""] * (8 - len(row))]


@cache
def set_phrases() -> tuple[str, ...]:
    """Set phrases in their right wording, one a line."""
    return tuple(row[0] for row in rows("set_phrases.txt"))


@cache
def right_terms() -> tuple[str, ...]:
    """Terms of trades that no slip is told from."""
    return tuple(row[0] for row in rows("right.txt"))


@cache
def time_phrases() -> tuple[TimePhrase, ...]:
    """Phrases that belong to their time."""
    return tuple(TimePhrase(text, int(until), note) for text, until, note in rows("times.tsv"))


def find_entries(text: str, year: int | None) -> Iterator[Finding]:
    """Every wrong writing that stands in `text`; one that is right in part of a longer right writing is left."""
    beginnings = _by_beginning()
    here = beginnings.keys() & set(map(add, text, text[1:]))
    for entry in (entry for beginning in sorted(here) for entry in beginnings[beginning]):
        at = text.find(entry.wrong)
        while at >= 0:
            end = at + len(entry.wrong)
            valid = year is None or entry.since <= year <= entry.until
            if valid and not _is_right(text, at, entry) and not _cuts_a_word(text, at, end):
                said = SAID[entry.kind].format(wrong=entry.wrong, right=entry.right, note=entry.note)
                yield Finding(
                    at, end, entry.wrong, entry.kind, entry.severity, said, entry.right, entry.kind, entry.confidence
                )
            at = text.find(entry.wrong, end)


@cache
def _by_beginning() -> Mapping[str, list[Entry]]:
    """Wrong writings by their first two characters: few of them stand in any one text."""
    found = defaultdict(list)
    for entry in entries():
        found[entry.wrong[:2]].append(entry)
    return dict(found)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether the writing only seems to stand here, over the borders of other words (预防|犯罪, 分工|做好)."""
    begin = max(0, start - _ROUND)
    borders = set(accumulate(map(len, rjieba.cut(text[begin : end + _ROUND], False)), initial=begin))
    return end - start <= _SHORT and not {start, end} <= borders


def _is_right(text: str, at: int, entry: Entry) -> bool:
    """Whether the wrong writing is only a piece of the right one, where the right one holds it (账户 and 帐户)."""
    inside = entry.right.find(entry.wrong)
    return inside >= 0 and text.startswith(entry.right, at - inside)
