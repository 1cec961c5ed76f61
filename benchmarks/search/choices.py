"""What each choice of the ranking brings (排序取舍): MRR@10 and recall@10 with and without it.

    python -m benchmarks.search.choices ../shared/data [--every 4] [--docs N]

One index holds the passages of the questions and the corpus, each with its headings as ingestion finds them. The choice
that is looked at is taken back, all others stay. Right answers of known items are found by scanning. "heading" lines
are the heading of one document, which is the right one, and stand in at least three others.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

from benchmarks.measuring import table
from benchmarks.search.peers.face import Document
from benchmarks.search.peers.given import Given
from benchmarks.search.peers.scoring import Right, recall_at_ten, reciprocal_rank
from benchmarks.search.peers.task import holding
from benchmarks.search.quality import PASSAGES, RANKINGS

from mofan.search import Entry, Index, analysis, matching, schema, searching
from mofan.text.fold import simplify
from mofan.text.outline import outline

_HEADING = re.compile("[\u4e00-\u9fff]{4,12}")
_HEADINGS = 1500
_ELSEWHERE = 4
_SEED = 20_240_611


@dataclass(frozen=True, slots=True)
class Choice:
    """A ranking, and what is taken back of it."""

    ranking: str = "ours"
    weights: dict[str, float] = field(default_factory=dict)
    """Field of words → what a word in it weighs, exact or relaxed."""
    pairs: bool = True
    correction: bool = True
    names: bool = True
    """Parts of names that hold a function word are looked for."""


CHOICES: dict[str, Choice] = {
    "BM25, words of the body": Choice("BM25, words"),
    "BM25, pairs of the body": Choice("BM25, pairs"),
    "ours": Choice(),
    "ours, titles weigh nothing": Choice(weights={"title_w": 0.0}),
    "ours, titles weigh as the body": Choice(weights={"title_w": 1.0}),
    "ours, headings weigh as the body": Choice(weights={"headings_w": 1.0}),
    "ours, headings weigh half": Choice(weights={"headings_w": 0.5}),
    "ours, headings weigh nothing": Choice(weights={"headings_w": 0.0}),
    "ours, pairs weigh nothing": Choice(pairs=False),
    "ours, neither titles, headings nor pairs": Choice(weights={"title_w": 0.0, "headings_w": 0.0}, pairs=False),
    "ours, without correction": Choice(correction=False),
    "ours, no names with function words": Choice(names=False),
}
"""Name → choice; the rows of every table."""


def ranked(index: Index, choice: Choice, line: str) -> list[int]:
    """The first ten for a line under a choice."""
    with ExitStack() as taken_back:
        if choice.weights:
            taken_back.enter_context(patch.dict(schema.WORDS, choice.weights))
            taken_back.enter_context(patch.dict(matching._RELAXED_WORDS, choice.weights))
        if not choice.pairs:
            taken_back.enter_context(patch.object(matching, "_MOST_PAIRS", 0))
        if not choice.correction:
            taken_back.enter_context(patch.object(searching, "_MOST_CORRECTED", 0))
        if not choice.names:
            taken_back.enter_context(patch.multiple(analysis, SURNAMES=frozenset(), IN_NAMES=frozenset()))
        return RANKINGS[choice.ranking](index, line)[0]


def fill(index: Index, given: Given) -> tuple[list[str], dict[str, list[int]]]:
    """Put everything; the folded bodies by key, and the keys of the documents of which a run of Han characters is a
    heading, its number left out."""
    bodies: list[str] = []
    headed: defaultdict[str, list[int]] = defaultdict(list)

    def entries() -> Iterator[Entry]:
        for one in given.documents():
            bodies.append(simplify(one.body))
            entry = _entry(one)
            for run in {run for line in entry.headings.splitlines() for run in _HEADING.findall(line)}:
                headed[run].append(one.uid)
            yield entry

    with index.write() as writer:
        writer.put(entries())
    return bodies, headed


def _entry(one: Document) -> Entry:
    _, _, rest = one.body.partition("\n")
    headings = "\n".join(heading.text for heading in outline(rest))
    return Entry(one.uid, one.title, headings, one.body, day=one.day)


def headings(bodies: list[str], headed: dict[str, list[int]]) -> Iterator[tuple[str, Right]]:
    """Headings of one document that others say in passing: what a reader of that heading looks for stands under it."""
    alone = sorted(run for run, uids in headed.items() if len(uids) == 1)
    drawn = random.Random(_SEED).sample(alone, min(len(alone), _HEADINGS))
    for run in drawn:
        if len(holding((run,), bodies)) >= _ELSEWHERE:
            yield run, Right("heading", frozenset(headed[run]), headed[run][0])


def asked(given: Given, bodies: list[str], every: int) -> dict[str, list[tuple[str, Right]]]:
    """Kind → the lines and what is right for them; of the passages' questions each n-th."""
    groups: defaultdict[str, list[tuple[str, Right]]] = defaultdict(list)
    for item in given.known_items():
        groups[item.kind].append((item.line, Right(item.kind, holding(item.terms, bodies), item.target)))
    for kind in PASSAGES.values():
        for one in [one for one in given.passages if one.kind == kind][::every]:
            groups[kind].append((one.line, Right(kind, frozenset({one.target}), one.target)))
    return groups


def cells(index: Index, choice: Choice, lines: list[tuple[str, Right]]) -> str:
    """MRR@10 / recall@10."""
    found = [(ranked(index, choice, line), right) for line, right in lines]
    rank = fmean(reciprocal_rank(uids, right.target) for uids, right in found)
    recall = fmean(recall_at_ten(uids, right.uids) for uids, right in found)
    return f"{rank:.3f} / {recall:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th question on a passage")
    parser.add_argument("--docs", type=int, help="so many documents at most")
    options = parser.parse_args()
    given = Given(options.data, None, options.docs)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        bodies, headed = fill(index, given)
        groups = asked(given, bodies, options.every) | {"heading": list(headings(bodies, headed))}
        head = [f"{kind} ({len(lines)})" for kind, lines in groups.items()]
        print(f"{index.count()} documents; MRR@10 / recall@10\n")
        rows = [[name, *(cells(index, one, lines) for lines in groups.values())] for name, one in CHOICES.items()]
        print(table(["ranking", *head], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
