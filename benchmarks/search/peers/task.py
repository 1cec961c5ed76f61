"""What every engine is handed: the documents in each view, the questions, and what is right (by scanning)."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.search.peers.face import Document
from benchmarks.search.peers.given import Given
from benchmarks.search.peers.scoring import Right
from benchmarks.search.peers.stretches import AS_WRITTEN, stretches

from mofan.search.analysis import join_words
from mofan.text.fold import simplify

ADDED = 1_000
"""So many documents are added to a filled index."""

_COMMON = "发展 经济 管理 规定 工作 建设 国家 社会 企业 人民政府 主管部门 法律责任 高质量发展 中华人民共和国 一 的 年"
_RARE = "牡蒿 钓鱼台 候鸟迁徙 冰雪旅游 涉外仲裁 船舶检验 古树名木 殡葬 献血 烟花爆竹 民办学校章程 电动自行车 ３D打印"
_WORDS = (*_COMMON.split(), *_RARE.split())
_STRETCHES_TIMED = 150
_COUNTED = 100
_SEED = 20_240_611


class Ranked(NamedTuple):
    """A line to rank for; without `right` it is only timed."""

    line: str
    right: Right | None


class Exact(NamedTuple):
    """Terms that must all occur, and the documents in which they do."""

    kind: str
    terms: tuple[str, ...]
    truth: frozenset[int]


@dataclass(frozen=True, slots=True)
class Task:
    """The questions with their right answers; the documents stand in files of the work folder."""

    documents: int
    characters: int
    seconds: dict[str, float]
    """View → what it cost to make it of all documents, processor seconds."""
    ranked: list[Ranked]
    exact: list[Exact]
    phrases: list[str]
    counted: list[tuple[str, str]]
    """(term, source)."""

    @property
    def first(self) -> int:
        """So many documents are put first."""
        return max(0, self.documents - ADDED)


def folded(text: str) -> str:
    """Folded by us, white space kept between terms."""
    return " ".join(filter(None, map(simplify, text.split())))


def words(text: str) -> str:
    """Our words, joined by spaces."""
    return " ".join(join_words(folded(text)).split())


VIEWS: dict[str, Callable[[str], str]] = {"raw": str, "folded": simplify, "words": words}
"""View → how a text or a term is seen in it."""


def views(line: str) -> dict[str, str]:
    """A typed line in each view: there, white space keeps terms apart."""
    return {**term_views(line), "folded": folded(line)}


def term_views(term: str) -> dict[str, str]:
    """A term in each view: white space in it means nothing."""
    return {view: see(term) for view, see in VIEWS.items()}


def make(given: Given, folder: Path, *, every: int, budget: float) -> Task:
    """Write documents and questions into `folder`; the task with its truths. Of the passages' questions each n-th."""
    chance = random.Random(_SEED)
    files = _Files(folder)
    bodies: list[str] = []
    lines: list[str] = []
    with files:
        for one in given.documents():
            files.put(one)
            bodies.append(simplify(one.body))
            lines.append(chance.choice(one.body.split("\n")))
    exact = [*_exact(given, bodies), *_stretches(lines, bodies, chance)]
    ranked = list(_ranked(given, bodies, every))
    chance.shuffle(exact)
    chance.shuffle(ranked)
    some = [one.terms[0] for one in exact if one.kind == AS_WRITTEN and len(one.terms[0]) > 1][:_STRETCHES_TIMED]
    last = lines[-1].strip()[:12] or _WORDS[0]
    most_frequent = files.sources.most_common(1)[0][0]
    task = Task(
        documents=len(bodies),
        characters=sum(map(len, bodies)),
        seconds=files.seconds,
        ranked=ranked,
        exact=exact,
        phrases=[last, *_WORDS, *some],
        counted=[(term, most_frequent) for term in (*_WORDS, *some)][:_COUNTED],
    )
    _write_questions(task, folder, budget)
    return task


def holding(terms: Sequence[str], bodies: Sequence[str]) -> frozenset[int]:
    """The keys of the folded texts that have every term, by scanning."""
    wanted = [simplify(term) for term in terms]
    return frozenset(uid for uid, body in enumerate(bodies) if all(term in body for term in wanted))


def _ranked(given: Given, bodies: Sequence[str], every: int) -> Iterator[Ranked]:
    for one in given.known_items():
        yield Ranked(one.line, Right(one.kind, holding(one.terms, bodies), one.target))
    for asked in given.passages[::every]:
        yield Ranked(asked.line, Right(asked.kind, frozenset({asked.target}), asked.target))
    for word in _WORDS:
        yield Ranked(word, None)


def _exact(given: Given, bodies: Sequence[str]) -> Iterator[Exact]:
    for one in given.known_items():
        if one.kind != "typo":
            yield Exact(one.kind, one.terms, holding(one.terms, bodies))


def _stretches(lines: Sequence[str], bodies: Sequence[str], chance: random.Random) -> Iterator[Exact]:
    for kind, term in stretches(lines, chance):
        yield Exact(kind, (term,), holding((term,), bodies))


class _Files:
    """The files of the views, one document a line; what they hold is counted."""

    def __init__(self, folder: Path) -> None:
        self.seconds = dict.fromkeys(VIEWS, 0.0)
        self.sources: Counter[str] = Counter()
        self._files = {view: (folder / f"{view}.jsonl").open("w", encoding="utf-8") for view in VIEWS}

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def put(self, one: Document) -> None:
        self.sources[one.source] += 1
        uid, title, body, *rest = astuple(one)
        for view, file in self._files.items():
            started = time.process_time()
            seen = [VIEWS[view](title), VIEWS[view](body)]
            self.seconds[view] += time.process_time() - started
            file.write(json.dumps([uid, *seen, *rest], ensure_ascii=False) + "\n")


def _write_questions(task: Task, folder: Path, budget: float) -> None:
    asked = {
        view: {
            "ranked": [views(one.line)[view] for one in task.ranked],
            "phrase": [term_views(term)[view] for term in task.phrases],
            "counted": [(term_views(term)[view], source) for term, source in task.counted],
            "exact": [[term_views(term)[view] for term in one.terms] for one in task.exact],
        }
        for view in VIEWS
    }
    whole = {"budget": budget, "first": task.first, "documents": task.documents, "asked": asked}
    (folder / "task.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
