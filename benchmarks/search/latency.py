"""How long an answer takes in the process (检索时延): `find` whole, and `Index.search` alone, by kind of question.

    python -m benchmarks.search.latency HOME [--each 60] [--seed 3]

HOME is a MOFAN_HOME with pieces in it, which is only read. `find` gives twenty hits with their rows, titles marked,
snippets cut from their texts, and six facets with counts. Every question is different from the ones before it and is
asked once, after another set of questions has warmed the process up; "again" is the same questions once more.
"""

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import percentile, table

if TYPE_CHECKING:
    from mofan.library.finding import Question

Times = list[tuple[float, float]]
"""(wall, processor) milliseconds of each question."""


def timed(ask: Callable[["Question"], object], questions: list["Question"]) -> Times:
    """How long each question takes."""
    times = []
    for question in questions:
        started, processor = time.perf_counter(), time.process_time()
        ask(question)
        times.append(((time.perf_counter() - started) * 1000, (time.process_time() - processor) * 1000))
    return times


def row(kind: str, times: Times) -> list[str]:
    """A line of the table: wall and processor milliseconds."""
    cells = [kind, str(len(times))]
    for column in zip(*times, strict=True):
        cells += [f"{percentile(column, share):.1f}" for share in (0.5, 0.95, 0.99)]
    return cells


def report(name: str, ask: Callable[["Question"], object], asked: dict[str, list["Question"]]) -> None:
    """Measure and print one table; kinds take turns, as readers would."""
    from benchmarks.search.asking import LONGER, in_turns

    order = in_turns(asked)
    times = timed(ask, [one for _, one in order])
    kinds = {kind: [took for took, (of, _) in zip(times, order, strict=True) if of == kind] for kind in asked}
    rows = [row(kind, some) for kind, some in kinds.items()]
    simple = [took for kind, some in kinds.items() if kind not in LONGER for took in some]
    rows.append(row(f"**all but {' and '.join(LONGER)}**", simple))
    rows.append(row("**all**", times))
    rows.append(row("all, again", timed(ask, [one for _, one in order])))
    head = (name, "questions", "p50 ms", "p95", "p99", "p50 CPU ms", "p95", "p99")
    print(table(head, rows), end="\n\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--each", type=int, default=60, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    os.environ["MOFAN_HOME"] = str(options.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")
    import django

    django.setup()
    from benchmarks.search.asking import mixture

    from mofan.library.finding import FACETS, find, query_of
    from mofan.library.ingestion.indexing import index
    from mofan.org.models import Person
    from mofan.org.roles import Role

    reader = Person(account="benchmark", role=Role.READER)
    asked = mixture(options.each, options.seed)
    timed(lambda one: find(reader, one), [one for some in mixture(8, options.seed + 1).values() for one in some])
    print(f"{index().count():,} documents\n")
    report("Index.search", lambda one: index().search(query_of(one, facets=tuple(FACETS))), asked)
    report("find", lambda one: find(reader, one), asked)


if __name__ == "__main__":
    main()
