"""How often a slip of the keyboard still finds (纠错), and what it costs: one character wrong, added, left out, typed
twice, or two exchanged, at a random place.

    python -m benchmarks.search.slips ../shared/data [--count 400]

Stretches of 4 to 12 Han characters of random documents are changed: by a frequent character, whatever it is, or by one
that sounds or looks alike. Where the changed stretch stands nowhere, it counts as found if one of the first ten
documents holds the stretch as it was. Milliseconds are of the processor: of correcting alone, and of the whole search.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.search.exactness import documents, fill

from mofan.search import Index, Query
from mofan.search.correcting import correct
from mofan.search.correcting.alike import alike
from mofan.text.fold import simplify

FREQUENT = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
LENGTHS = (4, 5, 6, 8, 10, 12)
SLIPS = ("replaced", "replaced by one alike", "left out", "added", "typed twice", "exchanged")
_HAN = re.compile("[\u4e00-\u9fff]{4,}")


def stretches(data: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Random stretches of every twentieth document."""
    texts = [simplify(found["text"]) for number, found in enumerate(documents(data)) if number % 20 == 0]
    runs = [run for text in texts for run in _HAN.findall(text)]
    for run in chance.choices(runs, weights=[len(run) for run in runs], k=count):
        start = chance.randrange(max(1, len(run) - 3))
        yield run[start : start + chance.choice(LENGTHS)]


def slipped(term: str, chance: random.Random) -> dict[str, str]:
    """The term with each kind of slip at one place."""
    at, char = chance.randrange(len(term)), chance.choice(FREQUENT)
    like = chance.choice(sorted(alike(term[at])) or [char])
    first = min(at, len(term) - 2)
    return {
        "replaced": term[:at] + char + term[at + 1 :],
        "replaced by one alike": term[:at] + like + term[at + 1 :],
        "left out": term[:at] + term[at + 1 :],
        "added": term[:at] + char + term[at:],
        "typed twice": term[:at] + term[at] + term[at:],
        "exchanged": term[:first] + term[first + 1] + term[first] + term[first + 2 :],
    }


def spent(call: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    started = time.process_time_ns()
    call()
    return (time.process_time_ns() - started) / 1e6


def said(times: list[float]) -> str:
    """p50 / p99."""
    times.sort()
    return f"{times[len(times) // 2]:.1f} / {times[int(len(times) * 0.99)]:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    chance = random.Random(20_240_611)
    corrected: dict[str, list[float]] = {kind: [] for kind in SLIPS}
    searched: dict[str, list[float]] = {kind: [] for kind in SLIPS}
    found = dict.fromkeys(SLIPS, 0)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        fill(index, options.data, 128)
        state = index._reader.state()
        alike("的")  # reads its table
        for term in stretches(options.data, options.count, chance):
            holding = {hit.uid for hit in index.search(Query(phrases=(term,), limit=20_000)).hits}
            for kind, line in slipped(term, chance).items():
                if not index.search(Query(phrases=(line,), limit=0)).total:
                    corrected[kind].append(spent(partial(correct, state, line, stands_nowhere=True)))
                    searched[kind].append(spent(partial(index.search, Query(words=(line,)))))
                    found[kind] += bool(holding & {hit.uid for hit in index.search(Query(words=(line,))).hits})
    print("| slip | queries | found | correcting p50 / p99 ms | whole search |\n|---|---|---|---|---|")
    for kind, times in corrected.items():
        share = found[kind] / len(times)
        print(f"| {kind} | {len(times)} | {share:.3f} | {said(times)} | {said(searched[kind])} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
