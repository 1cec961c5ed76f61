"""Fill an index with a whole corpus and ask it every known-item query (精准检索): exactness, speed, size.

    python -m benchmarks.search.exactness ../shared/data [--heap-mb 128]

The folder holds `corpus/*.jsonl.gz` and `retrieval/known_item_dev.jsonl`. Every query with a complete list of answers
must find that list, no more and no less; otherwise the exit code is 1. The lists keep width apart, the search does not:
a document that writes 11.4％ for 11.4% is counted on a line of its own.
"""

import argparse
import gzip
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mofan.search import Entry, Index, Query, parse_query
from mofan.text.fold import simplify

EXACT_TYPES = ("title", "phrase", "two_terms", "number")


def documents(data: Path) -> Iterator[dict[str, Any]]:
    """Every document of the corpus, one at a time."""
    for path in sorted((data / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def entry_of(uid: int, found: dict[str, Any]) -> Entry:
    """A corpus document as an entry; its first line is its title."""
    day = int(found["date"].replace("-", "")) if found["date"] else None
    return Entry(
        uid=uid,
        title=found["title"],
        headings="",
        body=found["text"],
        year=day and day // 10_000,
        source=found["source"].split(":")[0],
        category=found["category"] or "",
        day=day,
    )


def fill(index: Index, data: Path, heap_mb: int) -> list[str]:
    """Put every document; the external id of each uid."""
    names: list[str] = []

    def entries() -> Iterator[Entry]:
        for uid, found in enumerate(documents(data)):
            names.append(found["id"])
            yield entry_of(uid, found)

    with index.write(heap_mb=heap_mb) as writer:
        writer.put(entries())
    return names


def questions(data: Path) -> list[dict[str, Any]]:
    """The known-item queries."""
    lines = (data / "retrieval" / "known_item_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def ask(line: str, *, limit: int, facets: tuple[str, ...] = ()) -> Query:
    """A typed line as a query."""
    words, phrases = parse_query(line)
    return Query(words, phrases, limit=limit, facets=facets)


def differences(index: Index, asked: list[dict[str, Any]], names: list[str]) -> tuple[int, set[tuple[str, str]]]:
    """How many answers were missed, and the (term, document) pairs that were found beyond the answers."""
    missed, beyond = 0, set()
    for question in asked:
        found = {names[hit.uid] for hit in index.search(ask(question["query"], limit=len(names))).hits}
        missed += len({*question["answers"]} - found)
        beyond |= {(term, name) for name in found - {*question["answers"]} for term in question["terms"]}
    return missed, beyond


def without_reason(data: Path, beyond: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the pairs in which the document has not the term even with width and case folded."""
    wanted = {name for _, name in beyond}
    texts = {found["id"]: simplify(found["text"]) for found in documents(data) if found["id"] in wanted}
    return {(term, name) for term, name in beyond if simplify(term) not in texts[name]}


def random_differences(index: Index, data: Path, count: int) -> tuple[int, int]:
    """How many documents random stretches of 1 to 40 characters find, and how many of them wrongly or not at all."""
    texts = [simplify(found["text"]) for found in documents(data)]
    chance = random.Random(20_240_611)
    right = wrong = 0
    for _ in range(count):
        text = chance.choice(texts)
        start, length = chance.randrange(len(text)), chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 40))
        term = text[start : start + length]
        scanned = {uid for uid, body in enumerate(texts) if term in body}
        found = {hit.uid for hit in index.search(Query(phrases=(term,), limit=len(texts))).hits}
        right, wrong = right + len(scanned), wrong + len(scanned ^ found)
    return right, wrong


def reciprocal_rank(index: Index, question: dict[str, Any], names: list[str]) -> float:
    """1 / rank of the document that the query was made from, among the first hundred."""
    hits = [names[hit.uid] for hit in index.search(ask(question["query"], limit=100)).hits]
    return 1 / (hits.index(question["target"]) + 1) if question["target"] in hits else 0.0


def latencies(index: Index, asked: list[dict[str, Any]], facets: tuple[str, ...]) -> list[float]:
    """Milliseconds of each query, ten hits, three rounds."""
    return sorted(
        index.search(ask(question["query"], limit=10, facets=facets)).took_ms for _ in range(3) for question in asked
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--heap-mb", type=int, default=128)
    parser.add_argument("--random", type=int, default=300, help="how many random stretches to check by scanning")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        started, processor = time.perf_counter(), time.process_time()
        names = fill(index, options.data, options.heap_mb)
        seconds, processor = time.perf_counter() - started, time.process_time() - processor
        size = sum(path.stat().st_size for path in index.path.iterdir())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"filled: {len(names)} documents, {seconds:.1f} s ({processor:.1f} s of processor), {size / 1e6:.0f} MB,")
        print(f"        {len(names) / seconds:.0f} documents/s, peak memory {peak:.0f} MB")
        asked = questions(options.data)
        for kind in sorted({question["type"] for question in asked}):
            ranks = [reciprocal_rank(index, question, names) for question in asked if question["type"] == kind]
            print(f"{kind}: {len(ranks)} queries, mean reciprocal rank of the target {statistics.mean(ranks):.3f}")
        exact = [question for question in asked if question["type"] in EXACT_TYPES]
        missed, beyond = differences(index, exact, names)
        wrong = without_reason(options.data, beyond)
        answers = sum(len(question["answers"]) for question in exact)
        print(f"exact: {len(exact)} queries, {missed} of {answers} answers missed, {len(wrong)} wrong documents,")
        print(f"       {len(beyond) - len(wrong)} documents more that write a term in another width")
        right, astray = random_differences(index, options.data, options.random)
        print(f"random: {options.random} stretches of 1 to 40 characters, {right} documents, {astray} wrong or missed")
        for facets in ((), ("year", "source", "category")):
            taken = latencies(index, asked, facets)
            p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
            print(f"latency, {len(facets)} facets: p50 {p50:.2f} ms, p99 {p99:.2f} ms, longest {taken[-1]:.2f} ms")
    return 1 if missed or wrong or astray else 0


if __name__ == "__main__":
    sys.exit(main())
