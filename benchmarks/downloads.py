"""Pieces out of the library as files: one at a time, and whole results as a .zip that streams.

`python -m benchmarks downloads [MOFAN_HOME [FORMAT …]]`: the home of a filled library (tables of another version are
brought up to date, so hand in a copy); without one, the news of the real corpus are taken in first. Some formats (docx,
md, txt) or all of them: a .pdf takes twenty times as long. Seconds are processor time
of this process, so that a busy machine says the same as a quiet one; "first bytes" is both.
"""

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import data, percentile, table

if TYPE_CHECKING:
    from mofan.library.models import Piece

ONE_BY_ONE = 300
SIZES = (10, 100, 1000, 5000)
GOAL_MS = 50


def main(home: str = "", *formats: str) -> None:
    if home:
        measure(Path(home), formats)
        return
    with tempfile.TemporaryDirectory() as made:
        news = data() / "corpus/news.jsonl.gz"
        command = [sys.executable, "-m", "mofan.config", "ingest", str(news)]
        subprocess.run(command, env=os.environ | {"MOFAN_HOME": made}, check=True, capture_output=True)
        measure(Path(made), formats)


def measure(home: Path, formats: Sequence[str]) -> None:
    start_library(home)
    from mofan.library.downloading import FORMATS
    from mofan.library.models import Piece

    formats = formats or list(FORMATS)

    everything = list(Piece.objects.originals().values_list("pk", flat=True))
    chance = random.Random(40_000)
    print(f"{len(everything):,} pieces in the library\n")
    some = chance.sample(everything, min(ONE_BY_ONE, len(everything)))
    report_single(list(Piece.objects.filter(pk__in=some)), formats)
    print()
    report_zips([chance.sample(everything, size) for size in SIZES if size <= len(everything)], formats)


def start_library(home: Path) -> None:
    """Django on this home, its tables as this version wants them."""
    os.environ["MOFAN_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mofan.config.settings"
    import django

    django.setup()
    from mofan.ops.home import make_ready

    make_ready()


def report_single(pieces: "Sequence[Piece]", formats: Sequence[str]) -> None:
    """From the row to the bytes, as the page and the interface do it."""
    from mofan.library.downloading import file_of

    rows = []
    for extension in formats:
        file_of(pieces[0], extension)  # dictionaries and the like are loaded once a process
        took, spent = [], []
        for piece in pieces:
            clock, processor = time.perf_counter(), time.process_time()
            file_of(piece, extension)
            took.append((time.perf_counter() - clock) * 1000)
            spent.append((time.process_time() - processor) * 1000)
        within = sum(one <= GOAL_MS for one in took) / len(took)
        rows.append([
            f".{extension}", len(pieces), *(f"{percentile(spent, share):.1f}" for share in (0.5, 0.99)),
            *(f"{percentile(took, share):.1f}" for share in (0.5, 0.99)), f"{within:.1%}",
        ])  # fmt: skip
    head = ["one piece", "pieces", "p50 ms cpu", "p99 ms cpu", "p50 ms", "p99 ms", f"within {GOAL_MS} ms"]
    print(table(head, rows))


def report_zips(samples: list[list[int]], formats: Sequence[str]) -> None:
    """The whole of a result, row objects fetched beforehand as the page does; then once more under tracemalloc."""
    from mofan.library.downloading import zip_of
    from mofan.library.models import Piece

    rows = []
    for extension in formats:
        for keys in samples:
            pieces = list(Piece.objects.filter(pk__in=keys))
            gc.collect()
            before, resident = resident_mb(), 0.0
            clock, processor = time.perf_counter(), time.process_time()
            stream = zip_of(pieces, extension)
            size, first = len(next(stream)), (time.perf_counter() - clock) * 1000
            first_cpu = (time.process_time() - processor) * 1000
            for no, part in enumerate(stream):
                size += len(part)
                resident = max(resident, resident_mb()) if not no % 50 else resident
            seconds = time.process_time() - processor
            rows.append([
                f".{extension}", f"{len(keys):,}", f"{first:.0f} ({first_cpu:.0f})", f"{size / 1e6:.1f}",
                f"{seconds:.2f}", f"{len(keys) / seconds:,.0f}", f"{size / 1e6 / seconds:.1f}",
                f"{traced_mb(pieces, extension):.2f}", f"{max(0.0, resident - before):.1f}",
            ])  # fmt: skip
    print(
        table(
            [
                "a .zip of", "pieces", "first bytes ms (cpu)", "MB", "cpu s", "pieces/s", "MB/s", "traced peak MB",
                "resident + MB",
            ],
            rows,
        )
    )  # fmt: skip


def traced_mb(pieces: "Sequence[Piece]", extension: str) -> float:
    """The most that Python holds at once while the .zip goes out, beyond the rows given, MB."""
    from mofan.library.downloading import zip_of

    tracemalloc.start()
    for _ in zip_of(pieces, extension):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def resident_mb() -> float:
    """Resident memory of this process now without mapped files, whose pages the system takes back, MB."""
    resident, shared = map(int, Path("/proc/self/statm").read_text().split()[1:3])
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
