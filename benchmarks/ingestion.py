"""The whole corpus goes in with one command; then the known items are asked for, through the whole library.

Measured in one run: the seconds and memory of `mofan ingest`, the floor (parse, analyse and write the index, nothing
else) and the ratio to it, and the latency of `library.finding.find` with facets, rows and snippets.
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
from pathlib import Path
from typing import Any

from benchmarks.measuring import data, percentile, size_mb, table


def main(*names: str) -> None:
    corpus = data() / "corpus"
    files = [corpus / f"{name}.jsonl.gz" for name in names] or sorted(corpus.glob("*.jsonl.gz"))
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOFAN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "mofan.config.settings"
        environment = dict(os.environ)
        command = [sys.executable, "-m", "mofan.config"]
        subprocess.run([*command, "up", "--load-only"], env=environment, check=True, capture_output=True)
        started = time.perf_counter()
        memory = run_and_watch([*command, "ingest", *map(str, files)], environment)
        seconds = time.perf_counter() - started
        floor = floor_seconds(files, Path(home) / "floor")
        report_ingestion(Path(home), files, seconds, floor, memory)
        report_queries()


def run_and_watch(command: list[str], environment: dict[str, str]) -> float:
    """Run a command; the largest sum of its own and its workers' resident memory seen, MB."""
    process = subprocess.Popen(command, env=environment)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(resident_mb(pid) for pid in family(process.pid)))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(process.returncode)
    return most


def family(pid: int) -> Iterator[int]:
    """The process and its descendants."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident_mb(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    except OSError:
        return 0.0


def floor_seconds(files: list[Path], place: Path) -> float:
    """Parse the lines, analyse the text, write the index: what no library can do without."""
    from mofan.search import Entry, Index

    index = Index.open(place)
    started = time.perf_counter()
    with index.write() as writer:
        writer.put(
            Entry(no, row["title"], "", row["text"], "", "", "", (), None, "", "", None)
            for no, row in enumerate(rows(files))
        )
    return time.perf_counter() - started


def rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def report_ingestion(home: Path, files: list[Path], seconds: float, floor: float, memory: float) -> None:
    documents = characters = 0
    for row in rows(files):
        documents += 1
        characters += len(row["text"])
    print(
        table(
            ["documents", "characters", "seconds", "documents/s", "floor s", "ratio", "peak MB", "rows MB", "index MB"],
            [[
                f"{documents:,}", f"{characters:,}", f"{seconds:.1f}", f"{documents / seconds:,.0f}", f"{floor:.1f}",
                f"{seconds / floor:.1f}", f"{memory:,.0f}", f"{size_mb_of(home, 'mofan.sqlite3'):.0f}",
                f"{size_mb(home / 'index'):.0f}",
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
