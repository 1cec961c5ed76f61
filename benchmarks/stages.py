"""Where the CPU seconds of ingestion go, stage by stage, in one process on a sample, garbage looked for as seldom as
ingestion does.

./dev bench stages [FILE.jsonl …]    of the files given, else of the corpus
"""

import gc
import gzip
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.measuring import data, table

SAMPLE = 2_000
"""Documents."""
TOGETHER = 100


def main(*names: str) -> None:
    files = [Path(name) for name in names] or sorted((data() / "corpus").glob("*.jsonl.gz"))
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOFAN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "mofan.config.settings"
        subprocess.run([sys.executable, "-m", "mofan.config", "up", "--load-only"], check=True, capture_output=True)
        import django

        django.setup()
        report(measured(files))


def measured(files: list[Path]) -> dict[str, tuple[float, int]]:
    """Stage → (CPU seconds, characters of the sample), in order."""
    from mofan.library.ingestion import digesting, indexing, storing
    from mofan.library.ingestion.bulk import read_record
    from mofan.library.ingestion.processes import GARBAGE_FROM, give_memory_back
    from mofan.library.quick_find import filling
    from mofan.library.quick_find.store import making
    from mofan.library.quick_find.terms_of import shipped_phrases

    took: dict[str, float] = {}
    lines = list(sample(files))
    with timed(took, "parse"):
        records = [read_record(no, line) for no, line in enumerate(lines, 1)]
    characters = sum(len(record.text) for record in records)
    digesting.digest_records(records[:10])  # tables are loaded before the clock runs
    give_memory_back()
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)
    works = [digesting._work_of(record) for record in records]
    for name, step in digesting.STEPS:
        with timed(took, f"digest: {name}"):
            for start in range(0, len(works), TOGETHER):
                step(works[start : start + TOGETHER])
    for name, function in inside_describe():
        with timed(took, f"  of which {name}"):
            for work in works:
                function(work.text)
    with timed(took, "digest: as text for the rows"):
        works = [digesting._packed(work) for work in works]
    done = list(zip(records, works, strict=True))
    with timed(took, "hand over between processes"):
        done = [pickle.loads(pickle.dumps(one)) for one in done]
    bulk = new_bulk()
    watch(storing, "store_records", "store", took)
    watch(indexing, "_change", "index: read the rows", took)
    watch(indexing, "_write", "index: analyse and write", took)
    watch(indexing, "relate", "compare with the library", took)
    at = bulk.received_at
    for start in range(0, len(done), TOGETHER):
        storing.store_records(bulk, done[start : start + TOGETHER], up_to=start, at=at)
    indexing.index_due()
    with making() as empty:
        empty.add_phrases(shipped_phrases())
    with timed(took, "lexicon of quick find"):
        filling.mend()
    return {name: (seconds, characters) for name, seconds in took.items()}


def inside_describe() -> tuple[tuple[str, Callable[[str], object]], ...]:
    from mofan.text.describe import describe
    from mofan.text.outline import outline
    from mofan.text.reuse import fingerprint

    return ("elements", describe), ("outline", outline), ("fingerprints", fingerprint)


def new_bulk() -> Any:
    from django.utils import timezone

    from mofan.library.ingestion.receiving import open_batch
    from mofan.library.models import Origin, Source, SourceKind
    from mofan.org.actions import console

    at = timezone.now()
    batch = open_batch(Origin.COMMAND, by=console(at=at), at=at)
    return Source.objects.create(batch=batch, name="样本", sha256="", size=0, received_at=at, kind=SourceKind.BULK)


def sample(files: list[Path]) -> Iterator[bytes]:
    for file in files:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            yield from islice((line for line in lines if json.loads(line).get("text")), SAMPLE // len(files))


class timed:
    """Adds the CPU seconds of a block, all its threads together, to a stage."""

    def __init__(self, took: dict[str, float], stage: str) -> None:
        self.took, self.stage = took, stage

    def __enter__(self) -> None:
        self.began = time.process_time()

    def __exit__(self, *error: object) -> None:
        self.took[self.stage] = self.took.get(self.stage, 0.0) + time.process_time() - self.began


def watch(module: ModuleType, name: str, stage: str, took: dict[str, float]) -> None:
    """Let a function of ours tell what it takes, wherever its module calls it."""
    real = getattr(module, name)

    @wraps(real)
    def telling(*given: Any, **named: Any) -> Any:
        with timed(took, stage):
            return real(*given, **named)

    setattr(module, name, telling)


def report(took: dict[str, tuple[float, int]]) -> None:
    inside = sum(seconds for name, (seconds, _) in took.items() if not name.startswith(" "))
    rows = [
        [name, f"{seconds:.2f}", f"{seconds / characters * 1e6:.2f}", f"{seconds / inside:.0%}"]
        for name, (seconds, characters) in took.items()
    ]
    print(table(["stage", "CPU s", "CPU s a million characters", "share"], rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
