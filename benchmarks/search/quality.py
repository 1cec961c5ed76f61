"""How good the ranking is (检索质量): MRR@10 and recall@10 of every ranking choice, over everything at once.

    python -m benchmarks.search.quality ../shared/data [--every 1]

The folder holds `corpus/` and `retrieval/`. One index holds every document of the corpus and every passage of the
questions, so that a passage stands among thousands of others. A question is asked as it is, in one line; the known
items as they would be typed. Rankings: BM25 over dictionary words (any of them), BM25 over pairs of characters (any
of them), and the search as it is. The table is printed in Markdown.
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy
from benchmarks.search.exactness import ask, documents, entry_of, questions

from mofan.search import Entry, Index
from mofan.search.analysis import fold_term, join_pairs, words_of
from mofan.search.schema import PAIRS

PASSAGES = {"cmrc2018.jsonl.gz": "questions", "drcd_traditional.jsonl.gz": "traditional questions"}
DEPTH = 10

Ranking = Callable[[Index, str], tuple[list[int], float]]
"""An index and a typed line → the keys of the first hits, and the milliseconds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what is typed, the right keys, and the one that it was made from."""

    kind: str
    line: str
    right: frozenset[int]
    target: int


def fill(index: Index, data: Path) -> list[Asked]:
    """Put the passages and the corpus; the questions with their right keys."""
    asked: list[Asked] = []
    keys: dict[str, int] = {}

    def entries() -> Iterator[Entry]:
        uid = 0
        for name, kind in PASSAGES.items():
            with gzip.open(data / "retrieval" / name, "rt", encoding="utf-8") as lines:
                for found in map(json.loads, lines):
                    asked.extend(Asked(kind, one["text"], frozenset({uid}), uid) for one in found["questions"])
                    yield Entry(uid, found["title"], "", f"{found['title']}\n{found['text']}")
                    uid += 1
        for found in documents(data):
            keys[found["id"]] = uid
            yield entry_of(uid, found)
            uid += 1

    with index.write() as writer:
        writer.put(entries())
    for one in questions(data):
        right = frozenset(keys[name] for name in one["answers"])
        asked.append(Asked(f"known item: {one['type']}", one["query"], right, keys[one["target"]]))
    return asked


def bm25(field: str, terms_of: Callable[[str], Iterable[str]]) -> Ranking:
    """Plain BM25 over one field: any of the terms."""

    def rank(index: Index, line: str) -> tuple[list[int], float]:
        engine = index._engine
        terms = [tantivy.Query.term_query(engine.schema, field, term, "freq") for term in dict.fromkeys(terms_of(line))]
        searcher = engine.searcher()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        found = searcher.search(query, limit=DEPTH, count=False).hits
        return [int(uid or 0) for uid in searcher.fast_field_values("uid", [at for _, at in found])], 0.0

    return rank


def ours(index: Index, line: str) -> tuple[list[int], float]:
    """The search as it is."""
    results = index.search(ask(line, limit=DEPTH))
    return [hit.uid for hit in results.hits], results.took_ms


RANKINGS: dict[str, Ranking] = {
    "BM25, words": bm25("body_w", words_of),
    "BM25, pairs": bm25(PAIRS, lambda line: join_pairs(fold_term(line)).split()),
    "ours": ours,
}


def row(name: str, kind: str, index: Index, asked: list[Asked]) -> str:
    """A line of the table."""
    rank_sum = recall_sum = 0.0
    taken: list[float] = []
    for one in asked:
        hits, milliseconds = RANKINGS[name](index, one.line)
        rank_sum += 1 / (hits.index(one.target) + 1) if one.target in hits else 0
        recall_sum += len(one.right & {*hits}) / min(DEPTH, len(one.right))
        taken.append(milliseconds)
    taken.sort()
    speed = f"{taken[len(taken) // 2]:.1f} / {taken[int(len(taken) * 0.99)]:.1f}" if any(taken) else ""
    return f"| {kind} ({len(asked)}) | {name} | {rank_sum / len(asked):.4f} | {recall_sum / len(asked):.4f} | {speed} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th passage question")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        groups: defaultdict[str, list[Asked]] = defaultdict(list)
        for one in fill(index, options.data):
            groups[one.kind].append(one)
        print(f"{index.count()} documents\n")
        print("| queries | ranking | MRR@10 | recall@10 | p50 / p99 ms |\n|---|---|---|---|---|")
        for kind in sorted(groups):
            every = options.every if kind in PASSAGES.values() else 1
            for name in RANKINGS:
                print(row(name, kind, index, groups[kind][::every]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
