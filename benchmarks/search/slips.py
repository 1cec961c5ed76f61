"""How often a slip of the keyboard still finds (纠错): one character replaced, added or left out, at a random place.

    python -m benchmarks.search.slips ../shared/data [--count 400]

Stretches of 4 to 12 Han characters of random documents are changed by one frequent character. Where the changed
stretch stands nowhere, it counts as found if one of the first ten documents holds the stretch as it was.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.search.exactness import documents, fill

from mofan.search import Index, Query
from mofan.text.fold import simplify

FREQUENT = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
LENGTHS = (4, 5, 6, 8, 10, 12)
SLIPS = ("replaced", "left out", "added")
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
    return {
        "replaced": term[:at] + char + term[at + 1 :],
        "left out": term[:at] + term[at + 1 :],
        "added": term[:at] + char + term[at:],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    chance = random.Random(20_240_611)
    taken: dict[str, list[float]] = {kind: [] for kind in SLIPS}
    found = dict.fromkeys(SLIPS, 0)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        fill(index, options.data, 128)
        for term in stretches(options.data, options.count, chance):
            for kind, line in slipped(term, chance).items():
                if index.search(Query(phrases=(line,), limit=0)).total:
                    continue
                results = index.search(Query(words=(line,)))
                taken[kind].append(results.took_ms)
                holding = {hit.uid for hit in index.search(Query(phrases=(term,), limit=20_000)).hits}
                found[kind] += bool(holding & {hit.uid for hit in results.hits})
    print("| slip | queries | found | p50 / p99 ms |\n|---|---|---|---|")
    for kind, times in taken.items():
        times.sort()
        speed = f"{times[len(times) // 2]:.1f} / {times[int(len(times) * 0.99)]:.1f}"
        print(f"| {kind} | {len(times)} | {found[kind] / len(times):.3f} | {speed} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
