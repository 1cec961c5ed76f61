"""Parallel sibling headings (排比标题): which headings under one parent are built alike, and how (标题艺术).

A skeleton (句式) is what such headings have in common, word by word and clause by clause, with … for what differs:
聚焦主业提质量，强化队伍树形象 and 聚焦民生解难题，强化监督转作风 are built as 聚焦…，强化….
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from mofan.text.fold import simplify

SLOT = "…"
"""Stands in a skeleton for the words that differ."""
COMMA = "，"
"""Stands in a skeleton between clauses, whatever mark or space the headings have."""
LONGEST = 45
"""Code points of the longest heading that is looked at: beyond, it is a sentence."""
MOST_SIBLINGS = 40
"""Headings under one parent that are looked at."""

_CLAUSES = re.compile(r"[，,、；;：:。！!？?\s—－|｜]+")
_SILENT = re.compile(r"[“”‘’「」『』《》〈〉\"'（）()【】\[\]·.]+")
_FRAME_STARTS = frozenset("以用从在把让为抓强促优提守筑固聚建树转严重深实")
_FRAME_INSIDE = frozenset("为促抓强带聚保兴推增树立上中下")
_WORD = "字"
"""“严”字当头, “实”字托底: the character that joins a one-word motto to its clause."""
_BANNERS = frozenset("抓强促优提守筑固聚建树转严深实细学亮创争保稳育活补铸型化新字让")
"""Characters that say something by themselves: 强…，…; …型; …字…."""
_SHORT_CLAUSE = 6
"""In a clause so short a single character that all share counts: 强党建, 强作风; 学习型, 服务型."""
_PLAIN_ENDS = frozenset({"的", "了", "等", "者"})
_words = str.split
_PLAIN_WORDS = frozenset(
    _words(
        "工作 建设 情况 问题 管理 有关 应当 规定 进行 以及 或者 要求 方面 单位 部门 人员 其他 实施 制度 机制 体系 我们 "
        "发展"
    )
)
"""Words that any headings share: sharing one of them alone makes no group."""


@dataclass(frozen=True, slots=True)
class ParallelGroup:
    """Sibling headings that are built alike (一组排比标题)."""

    skeleton: str
    """What they share: 聚焦…，强化…; as folded (`text.fold.simplify`), without quotation marks and brackets."""
    members: tuple[int, ...]
    """Their places in the list of headings that was given, ascending."""


def parallel_groups(headings: Sequence[tuple[int, str]]) -> tuple[ParallelGroup, ...]:
    """The groups among `headings`, (level, wording without its mark) in reading order.

    Members of a group stand under one parent at one level; a heading may be in several groups, no group lies within
    another one that is as closely built.
    """
    groups: list[ParallelGroup] = []
    for siblings in _families(headings):
        clauses = {at: found for at in siblings[:MOST_SIBLINGS] if (found := clauses_of(headings[at][1]))}
        if len(clauses) > 1:
            groups += _groups(clauses)
    return tuple(groups)


def fixed_parts(skeleton: str) -> tuple[str, ...]:
    """The words of a skeleton, in order: 聚焦, 强化 of 聚焦…，强化…."""
    return tuple(part for part in re.split(f"[{SLOT}{COMMA}]", skeleton) if part)


def clauses_of(wording: str) -> tuple[str, ...]:
    """The clauses of a heading as they are compared; none of a sentence, and of a condition (有下列情形的)."""
    if len(wording) > LONGEST or wording.endswith("的"):
        return ()
    parts = (simplify(_SILENT.sub("", part)) for part in _CLAUSES.split(wording))
    return tuple(part for part in parts if part)


def _families(headings: Sequence[tuple[int, str]]) -> list[list[int]]:
    """The places of headings that have one parent and one level."""
    families: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for at, (level, _) in enumerate(headings):
        for deeper in [one for one in open_at if one > level]:
            del open_at[deeper]
        if level not in open_at:
            open_at[level] = []
            families.append(open_at[level])
        open_at[level].append(at)
    return families


def _groups(clauses: dict[int, tuple[str, ...]]) -> list[ParallelGroup]:
    """The groups of one family, the largest first."""
    edges: dict[tuple[int, ...], bool] = {}
    for key, sharing in _by_edges(clauses).items():
        if _is_wide_enough(key, len(sharing), len(clauses)):
            edges[tuple(sharing)] = True
    if not any(3 * len(members) >= 2 * len(clauses) for members in edges):
        edges |= {members: False for members in _by_words(clauses) if members not in edges}
    groups: list[ParallelGroup] = []
    closely: list[set[int]] = []
    for members in sorted(edges, key=lambda one: (-len(one), one)):
        if any(taken.issuperset(members) for taken in closely):
            continue
        skeleton = skeleton_of([clauses[at] for at in members])
        if _says_enough(skeleton, len(members)):
            groups.append(ParallelGroup(skeleton, members))
            if edges[members]:
                closely.append(set(members))
    return groups


def _by_edges(clauses: dict[int, tuple[str, ...]]) -> dict[tuple[str, int, str], list[int]]:
    """(kind of edge, which clause, its characters) → the headings that have it."""
    found: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for at, parts in clauses.items():
        for key in dict.fromkeys(_edges(parts)):
            found[key].append(at)
    return {key: members for key, members in found.items() if len(members) > 1}


def _edges(parts: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
    """What a heading may share at the edges of its clauses."""
    for number, part in enumerate(parts[:4]):
        if len(part) > 2:
            yield "start", number, part[:2]
        if len(part) > 2 and part[-1] not in _PLAIN_ENDS:
            yield "end", number, part[-2:]
        if 1 < len(part) <= _SHORT_CLAUSE or (number and part[0] in _FRAME_STARTS):
            yield "first", number, part[0]
        if 1 < len(part) <= _SHORT_CLAUSE and part[-1] not in _PLAIN_ENDS:
            yield "last", number, part[-1]
        if part[0] in _FRAME_STARTS:
            for char in _FRAME_INSIDE.intersection(part[2:]):
                yield "frame", number, part[0] + char
        if part[1:2] == _WORD:
            yield "frame", number, _WORD
    if len(parts) > 1:
        yield "verbs", len(parts), "".join(part[0] for part in parts)


def _is_wide_enough(key: tuple[str, int, str], members: int, siblings: int) -> bool:
    """Two share by chance; what ends alike, or shares one character, must be common in the family."""
    kind, _, chars = key
    if kind in ("start", "verbs", "frame"):
        return True
    if chars in _PLAIN_WORDS:
        return members >= 3 and members == siblings
    if kind in ("first", "last"):
        return members >= 3 and 4 * members >= 3 * siblings
    return members >= 3 and 2 * members >= siblings


def _by_words(clauses: dict[int, tuple[str, ...]]) -> list[tuple[int, ...]]:
    """Headings of which each holds the same word somewhere, where two thirds of the family do."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, parts in clauses.items():
        for pair in {part[place : place + 2] for part in parts for place in range(len(part) - 1)}:
            found[pair].append(at)
    least = max(3, -(-2 * len(clauses) // 3))
    return list(
        dict.fromkeys(
            tuple(members) for pair, members in found.items() if len(members) >= least and pair not in _PLAIN_WORDS
        )
    )


def _says_enough(skeleton: str, members: int) -> bool:
    """Whether a skeleton shows how its headings are built: it has a slot and words; of two headings, many words."""
    if SLOT not in skeleton:
        return False
    parts = fixed_parts(skeleton)
    words = sum(map(len, parts))
    if members == 2:
        return len(parts) > 1 and words >= 4 and skeleton.count(SLOT) > 1 and not skeleton.startswith(SLOT)
    if not parts or (len(parts) == 1 and parts[0] in _PLAIN_WORDS):
        return False
    return words > 1 or parts[0] in _BANNERS


def skeleton_of(headings: Sequence[tuple[str, ...]]) -> str:
    """What headings, given as their clauses, have in common; as one clause where they have unlike numbers of them."""
    if len({len(parts) for parts in headings}) > 1:
        headings = [("".join(parts),) for parts in headings]
    shared = [_common([*column]) for column in zip(*headings, strict=True)]
    return COMMA.join(shared)


def _common(clauses: list[str]) -> str:
    """The skeleton of clauses: 以…为…, …过硬."""
    if len(set(clauses)) == 1:
        return clauses[0]
    short = max(map(len, clauses)) <= _SHORT_CLAUSE
    start = _common_start(clauses)
    if start == 1 and not (short or clauses[0][0] in _FRAME_STARTS):
        start = 0
    rests = [clause[start:] for clause in clauses]
    end = _common_start([rest[::-1] for rest in rests])
    if end == 1 and (not short or rests[0][-1] in _PLAIN_ENDS):
        end = 0
    head, tail = clauses[0][:start], rests[0][len(rests[0]) - end :]
    middle = _middle([rest[: len(rest) - end] for rest in rests], framed=bool(head))
    return f"{head}{SLOT}{''.join(part + SLOT for part in middle)}{tail}"


def _common_start(texts: Sequence[str]) -> int:
    """How many first characters all texts share."""
    first, last = min(texts), max(texts)
    return next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _middle(texts: list[str], *, framed: bool) -> list[str]:
    """The words that all texts hold in one order, the longest first found: 抓 in 突出…抓…."""
    block = _longest_shared(texts, framed=framed)
    if not block:
        return []
    before, after = zip(*(text.split(block, 1) for text in texts), strict=True)
    return [*_middle(list(before), framed=framed), block, *_middle(list(after), framed=framed)]


def _longest_shared(texts: list[str], *, framed: bool) -> str:
    """The longest stretch of two characters or more that stands in every text, else one that joins a frame."""
    shortest = min(texts, key=len)
    for size in range(min(len(shortest), 8), 1, -1):
        for at in range(len(shortest) - size + 1):
            if all(shortest[at : at + size] in text for text in texts):
                return shortest[at : at + size]
    shared: frozenset[str] = reduce(frozenset.intersection, map(frozenset[str], texts)) & _FRAME_INSIDE
    if framed:
        return next((char for char in shortest[1:] if char in shared), "")
    return _WORD if all(text[1:2] == _WORD for text in texts) else ""
