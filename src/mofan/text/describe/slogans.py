"""Slogans (口号, 提法): fixed phrases in quotation marks, nested and broken marks included."""

import re
from collections.abc import Iterator

from mofan.text.describe.result import Mention

LONGEST = 40
"""Characters of the longest phrase that still counts; each of its clauses must stay under `LONGEST_CLAUSE`."""
LONGEST_CLAUSE = 20

_MARKS = re.compile(r"[“”\"＂「」『』‘’\n]")
_CLAUSES = re.compile(r"[、，,；;\s]+")
_SPEECH = re.compile(r"[。！？!?：:…]|——|(?:就行|就好|[吧呢吗啊])$")
_TITLE = re.compile(r"《|(?:通知|办法|条例|实施细则|实施方案|意见|规定)$")
_NESTED = re.compile(r"[‘’“”]")


def find_slogans(text: str) -> list[Mention]:
    """Every quoted fixed phrase of `text`, in order, its marks outside; a phrase inside another follows it."""
    found = [
        Mention(start, end, text[start:end])
        for start, end in _quoted(text)
        if is_slogan(text[start:end]) and text[start - 2 : start - 1] != "《"
    ]
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def is_slogan(phrase: str) -> bool:
    """Whether a quoted phrase is a fixed one (“一岗双责”, “守土有责、守土负责”), not speech, a title or one word's
    emphasis."""
    phrase = _NESTED.sub("", phrase)
    if not 2 <= len(phrase) <= LONGEST or _SPEECH.search(phrase) or _TITLE.search(phrase):
        return False
    return all(len(clause) <= LONGEST_CLAUSE for clause in _CLAUSES.split(phrase))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """The insides of quotation marks. A wrong mark (“一号“工程) closes what an open one began."""
    marks = [(found.start(), found[0]) for found in _MARKS.finditer(text)]
    open_at: list[tuple[int, str]] = []
    for number, (at, mark) in enumerate(marks):
        if mark == "\n":
            open_at.clear()
        elif mark in "“「『‘":
            if open_at and open_at[-1][1] == mark and _is_wrong_close(text, marks, number, open_at[-1][0]):
                yield open_at.pop()[0] + 1, at
            else:
                open_at.append((at, mark))
        elif mark in '"＂':
            if open_at and open_at[-1][1] == mark:
                yield open_at.pop()[0] + 1, at
            else:
                open_at.append((at, mark))
        else:
            wanted = {"”": "“", "」": "「", "』": "『", "’": "‘"}[mark]
            while open_at and open_at[-1][1] != wanted and any(kept == wanted for _, kept in open_at):
                open_at.pop()
            if open_at and open_at[-1][1] == wanted:
                yield open_at.pop()[0] + 1, at


def _is_wrong_close(text: str, marks: list[tuple[int, str]], number: int, opened: int) -> bool:
    """Whether the second of two opening marks closes: it stands near, and the next mark does not close it."""
    at, mark = marks[number]
    if at - opened > 12 or at - opened < 2 or re.search(r"[，。；]", text[opened:at]):
        return False
    following = marks[number + 1][1] if number + 1 < len(marks) else "\n"
    return following in ("\n", mark)
