"""Every known-item query over the whole real corpus finds the complete list of answers."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mofan.search import Entry, Index, Query, parse_query
from mofan.text.fold import simplify

EXACT_TYPES = ("title", "phrase", "two_terms", "number")


def _documents(shared: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((shared / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


@pytest.mark.shared
def test_every_answer_is_found_and_nothing_else(shared: Path, tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index")
    names: list[str] = []
    bodies: list[str] = []

    def entries() -> Iterator[Entry]:
        for uid, document in enumerate(_documents(shared)):
            names.append(document["id"])
            bodies.append(simplify(document["text"]))
            yield Entry(uid, document["title"], "", document["text"])

    with index.write() as writer:
        writer.put(entries())
    assert index.count() == len(names)
    asked = 0
    for line in (shared / "retrieval" / "known_item_dev.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question["type"] in EXACT_TYPES:
            asked += 1
            words, phrases = parse_query(question["query"])
            results = index.search(Query(words, phrases, limit=len(names)))
            terms = [simplify(term) for term in question["terms"]]
            scanned = {uid for uid, body in enumerate(bodies) if all(term in body for term in terms)}
            assert {hit.uid for hit in results.hits} == scanned, question
            assert {*question["answers"]} <= {names[uid] for uid in scanned}, question
            assert results.total == len(results.hits)
            assert not results.relaxed
    assert asked == 180
