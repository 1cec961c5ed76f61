"""Files go in with one command; then the known items are asked for, through the whole library.

    ./dev bench ingestion                  the corpus
    ./dev bench ingestion FILE.jsonl       a file made by make_corpus.py (the known items are not asked for then)
    ./dev bench ingestion laws policy      parts of the corpus

Measured in one run: seconds, CPU seconds and memory of `mofan ingest`, the floor (parse, analyse and write the index,
nothing else) before and after it, since a shared machine is faster in one minute than in another, the ratio to the mean
of both, and the latency of `library.finding.find` with facets, rows and snippets. Where the CPU seconds go is what
`./dev bench stages` tells.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import count
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.measuring import Used, data, percentile, size_mb, table, used

PSS_EVERY = 5
"""Looks: the kernel walks through all pages for it, which takes some milliseconds."""


def main(*names: str) -> None:
    files = [file_of(name) for name in names] or sorted((data() / "corpus").glob("*.jsonl.gz"))
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOFAN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "mofan.config.settings"
        environment = dict(os.environ)
        command = [sys.executable, "-m", "mofan.config"]
        subprocess.run([*command, "up", "--load-only"], env=environment, check=True, capture_output=True)
        before = floor_of(files, Path(home) / "before")
        started = time.perf_counter()
        most = run_and_watch([*command, "ingest", *map(str, files)], environment)
        seconds = time.perf_counter() - started
        after = floor_of(files, Path(home) / "after")
        report_ingestion(Path(home), files, seconds, (before, after), most)
        if all(file.parent == data() / "corpus" for file in files):
            report_queries()


def file_of(name: str) -> Path:
    """A file as given, or a part of the corpus by its name."""
    return Path(name) if Path(name).exists() else data() / "corpus" / f"{name}.jsonl.gz"


def run_and_watch(command: list[str], environment: dict[str, str]) -> Used:
    """Run a command; what it and its workers used: the last sum of CPU seconds, the largest sums of memory."""
    process = subprocess.Popen(command, env=environment)
    most = Used()
    for looks in count():
        if process.poll() is not None:
            break
        now = used(process.pid, proportional=looks % PSS_EVERY == 0)
        most = Used(*(max(pair) for pair in zip(astuple(most), astuple(now), strict=True)))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(process.returncode)
    return most


@dataclass(frozen=True, slots=True)
class Floor:
    """What no library can spare: to parse the lines, analyse the text and write the index."""

    seconds: float
    cpu: float


def floor_of(files: list[Path], place: Path) -> Floor:
    from mofan.search import Entry, Index

    index = Index.open(place)
    started, cpu = time.perf_counter(), time.process_time()
    with index.write() as writer:
        writer.put(
            Entry(no, row["title"], "", row["text"], "", "", "", (), None, "", "", None)
            for no, row in enumerate(rows(files))
        )
    return Floor(time.perf_counter() - started, time.process_time() - cpu)


def rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            yield from map(json.loads, lines)


def report_ingestion(home: Path, files: list[Path], seconds: float, floors: tuple[Floor, Floor], most: Used) -> None:
    documents = characters = 0
    for row in rows(files):
        documents += 1
        characters += len(row["text"])
    floor, floor_cpu = (mean(one) for one in zip(*map(astuple, floors), strict=True))
    print(
        table(
            [
                "documents", "characters", "seconds", "documents/s", "CPU s", "floor s", "floor CPU s", "ratio",
                "CPU ratio", "peak MB", "shared once (PSS)", "without mapped files", "rows MB", "index MB",
            ],
            [[
                f"{documents:,}", f"{characters:,}", f"{seconds:.1f}", f"{documents / seconds:,.0f}",
                f"{most.cpu:.0f}", ", ".join(f"{one.seconds:.1f}" for one in floors),
                ", ".join(f"{one.cpu:.0f}" for one in floors), f"{seconds / floor:.1f}",
                f"{most.cpu / floor_cpu:.1f}", f"{most.resident_mb:,.0f}", f"{most.proportional_mb:,.0f}",
                f"{most.anonymous_mb:,.0f}",
                f"{size_mb_of(home, 'mofan.sqlite3'):.0f}", f"{size_mb(home / 'index'):.0f}",
            ]],
        )
    )  # fmt: skip


def size_mb_of(home: Path, stem: str) -> float:
    return sum(path.stat().st_size for path in home.glob(f"{stem}*")) / 1_000_000


def report_queries() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from mofan.library.finding import Question, find
    from mofan.org.actions import console

    person = console(at=timezone.now())
    asked = [json.loads(line) for line in (data() / "retrieval/known_item_dev.jsonl").read_text().splitlines()]
    took: dict[str, list[float]] = {}
    missed: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for query in asked:
        text = query["query"] if query["type"] != "phrase" else f"“{query['query'].strip('“”')}”"
        started = time.perf_counter()
        found = find(person, Question(text))
        took.setdefault(query["type"], []).append((time.perf_counter() - started) * 1000)
        everything = find(person, Question(text, limit=max(found.total, 1)))
        ids = {hit.piece.external_id for hit in everything.hits}
        if not everything.relaxed:
            others[query["type"]] += len(ids - set(query["answers"]))
        missed[query["type"]] += len(set(query["answers"]) - ids)
    print()
    print(
        table(
            ["queries", "number", "answers missed", "others found", "p50 ms", "p95 ms", "p99 ms"],
            [
                [
                    kind,
                    len(times),
                    missed[kind],
                    others[kind],
                    *(f"{percentile(times, share):.1f}" for share in (0.5, 0.95, 0.99)),
                ]
                for kind, times in took.items()
            ],
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
