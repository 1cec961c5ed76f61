"""One large file goes in with one command: what each slice of it costs, and whether that grows with the library.

    ./dev bench growth FILE.jsonl    measure (the home is $MOFAN_HOME if set, else a passing one), then report
    ./dev bench growth GROWTH.jsonl  report once more what an earlier run wrote down, finished or not
    ./dev bench growth FILE.jsonl HOME HOME …  the same documents into libraries of different sizes, which keep them:
                                     what each of them costs where there are few and where there are many

Written down for every slice of 20,000 documents that are done with (stored, in the index, compared with the library):
wall and CPU seconds of all processes, the largest sum of their resident memory (with and without mapped files), rows
and index on the disk. Storing runs ahead of the rest, so the first slices hold some of the work of the later ones.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measuring import Used, line_count, size_mb, table, used

SLICE = 20_000
"""Documents."""
EVERY = 2.0
"""Seconds between two looks."""
PLOT = Path(__file__).parent / "growth.svg"


@dataclass(slots=True)
class Slice:
    """What one slice took; sizes are those at its end."""

    documents: int
    wall: float
    cpu: float
    resident_mb: float
    anonymous_mb: float
    rows_mb: float
    index_mb: float
    of: int
    """Documents of this slice alone."""

    @property
    def cpu_each(self) -> float:
        """CPU milliseconds a document."""
        return self.cpu / self.of * 1000


def main(*arguments: str) -> None:
    if not arguments:
        sys.exit("which file? ./dev bench growth FILE.jsonl")
    path, *homes = map(Path, arguments)
    if homes:
        report_more([more(path, home) for home in homes])
    elif is_log(path):
        report(read(path))
    elif given := os.environ.get("MOFAN_HOME"):
        report(measured(path, Path(given)))
    else:
        with tempfile.TemporaryDirectory() as home:
            report(measured(path, Path(home)))


def is_log(path: Path) -> bool:
    with path.open(encoding="utf-8") as lines:
        return "cpu" in json.loads(lines.readline())


def read(path: Path) -> list[Slice]:
    return [Slice(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def measured(file: Path, home: Path) -> list[Slice]:
    """Ingest `file` into `home`, or go on with it; every slice stands in growth.jsonl there as soon as it is done."""
    environment = os.environ | {"MOFAN_HOME": str(home)}
    command = [sys.executable, "-m", "mofan.config"]
    subprocess.run([*command, "up", "--load-only"], env=environment, check=True, capture_output=True)
    slices: list[Slice] = []
    with (home / "growth.jsonl").open("a", encoding="utf-8") as log:
        process = subprocess.Popen([*command, "ingest", str(file)], env=environment)
        for one in watched(process, home, line_count(file)):
            log.write(json.dumps(asdict(one)) + "\n")
            log.flush()
            slices.append(one)
    return slices


def watched(process: "subprocess.Popen[bytes]", home: Path, documents: int) -> Iterator[Slice]:
    """A slice as soon as it is done with; the last one ends when the library has everything."""
    last, began, cpu_before = finished(home), time.perf_counter(), 0.0
    resident = anonymous = 0.0
    now = Used()
    while True:
        over = process.poll() is not None
        now = now if over else used(process.pid)
        resident, anonymous = max(resident, now.resident_mb), max(anonymous, now.anonymous_mb)
        done = finished(home)
        if over or SLICE <= done - last < documents - last:
            wall = time.perf_counter() - began
            rows = sum(path.stat().st_size for path in home.glob("mofan.sqlite3*")) / 1_000_000
            cpu = now.cpu - cpu_before
            yield Slice(done, wall, cpu, resident, anonymous, rows, size_mb(home / "index"), done - last)
            last, began, cpu_before, resident, anonymous = done, time.perf_counter(), now.cpu, 0.0, 0.0
        if over:
            return
        time.sleep(EVERY)


@dataclass(frozen=True, slots=True)
class More:
    """What some more documents cost in a library of that size."""

    before: int
    documents: int
    wall: float
    cpu: float


def more(file: Path, home: Path) -> More:
    """Ingest `file` into `home`, which keeps it."""
    before, spent, began = finished(home), spent_by_children(), time.perf_counter()
    command = [sys.executable, "-m", "mofan.config", "ingest", str(file)]
    subprocess.run(command, env=os.environ | {"MOFAN_HOME": str(home)}, check=True, capture_output=True)
    wall, cpu = time.perf_counter() - began, spent_by_children() - spent
    return More(before, finished(home) - before, wall, cpu)


def spent_by_children() -> float:
    """CPU seconds of all processes that this one started and that have ended, theirs included."""
    used_by = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used_by.ru_utime + used_by.ru_stime


def report_more(runs: list[More]) -> None:
    first = runs[0].cpu / runs[0].documents
    print(
        table(
            ["in the library", "more", "wall s", "CPU s", "CPU ms a document", "times the first"],
            [
                [
                    f"{one.before:,}", f"{one.documents:,}", f"{one.wall:.1f}", f"{one.cpu:.1f}",
                    f"{one.cpu / one.documents * 1000:.2f}", f"{one.cpu / one.documents / first:.2f}",
                ]
                for one in runs
            ],
        )
    )  # fmt: skip


def finished(home: Path) -> int:
    """How many documents nothing is left to do for, asked of the rows from outside."""
    with sqlite3.connect(f"file:{home / 'mofan.sqlite3'}?mode=ro", uri=True, timeout=30) as rows:
        (stored,) = rows.execute("SELECT sum(done_lines) FROM library_source WHERE kind = 'bulk'").fetchone()
        (due,) = rows.execute("SELECT count(*) FROM library_piece WHERE index_due").fetchone()
    rows.close()
    return max(0, int(stored or 0) - int(due))


def report(slices: list[Slice]) -> None:
    print(
        table(
            ["documents", "wall s", "CPU s", "CPU ms a document", "resident MB", "anonymous MB", "rows MB", "index MB"],
            [
                [
                    f"{one.documents:,}", f"{one.wall:.0f}", f"{one.cpu:.0f}", f"{one.cpu_each:.2f}",
                    f"{one.resident_mb:,.0f}", f"{one.anonymous_mb:,.0f}",
                    f"{one.rows_mb:,.0f}", f"{one.index_mb:,.0f}",
                ]
                for one in slices
            ],
        )
    )  # fmt: skip
    if len(slices) > 2:
        first, last = cost(slices[:2]), cost(slices[-2:])
        print(f"\nCPU ms a document: {first:.2f} up to {slices[1].documents:,}, {last:.2f} up to "
              f"{slices[-1].documents:,}, {last / first:.2f} times as much")  # fmt: skip
        PLOT.write_text(drawn(slices), encoding="utf-8")
        print(f"drawn: {PLOT}")


def cost(slices: Iterable[Slice]) -> float:
    some = list(slices)
    return sum(one.cpu for one in some) / sum(one.of for one in some) * 1000


WIDTH, HEIGHT, LEFT, BOTTOM, GAP = 640, 180, 70, 40, 36


def drawn(slices: list[Slice]) -> str:
    """Three plots under one another, over the number of documents in the library."""
    documents = [one.documents for one in slices]
    plots = (
        ("CPU milliseconds a document", [one.cpu_each for one in slices]),
        ("memory of all processes without mapped files, MB", [one.anonymous_mb for one in slices]),
        ("rows and index on the disk, MB", [one.rows_mb + one.index_mb for one in slices]),
    )
    parts = [plotted(no, title, documents, values) for no, (title, values) in enumerate(plots)]
    height = len(plots) * (HEIGHT + GAP) + BOTTOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 30} {height}" '
        'font-family="sans-serif" font-size="12">\n<title>What a document costs as the library grows</title>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def plotted(no: int, title: str, documents: list[int], values: list[float]) -> str:
    top, most, last = no * (HEIGHT + GAP) + GAP, max(values) * 1.1 or 1.0, documents[-1]
    foot = top + HEIGHT

    def x(count: float) -> float:
        return LEFT + WIDTH * count / last

    def y(value: float) -> float:
        return foot - HEIGHT * value / most

    points = " ".join(f"{x(count):.1f},{y(value):.1f}" for count, value in zip(documents, values, strict=True))
    marks = [
        f'<line x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y(most * share):.1f}" y2="{y(most * share):.1f}" stroke="#ccc"/>'
        f'<text x="{LEFT - 6}" y="{y(most * share) + 4:.1f}" text-anchor="end">{most * share:,.1f}</text>'
        for share in (0, 0.5, 1)
    ]
    marks += [
        f'<text x="{x(last * share):.1f}" y="{foot + 16}" text-anchor="middle">{last * share:,.0f}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]
    return (
        f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{title}</text>\n'
        + "\n".join(marks)
        + f'\n<polyline points="{points}" fill="none" stroke="#a11" stroke-width="2"/>'
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
