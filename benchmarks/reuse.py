"""Planted copies are looked for in a library, versions of laws among the laws, and two pieces are set side by side.

`python -m benchmarks reuse [LIBRARY.jsonl]`: the library is what `make_corpus.py --docs 4000 --near-dups 0.05` writes;
without one, documents of the real corpus are taken. A pair that was not planted counts as right if the two share
`TRUE` of the shorter one's 8-character shingles: another measure than the one under test.
"""

import gzip
import hashlib
import itertools
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import data, peak_mb, percentile, size_mb, table
from mofan.text.reuse import ReuseIndex, compare, fingerprint

COPIES = 300
"""Documents copied in each way."""
TRUE = 1 / 3
CLOSEST = 4
"""Candidates compared exactly with every new piece (`relating.CLOSEST`)."""
ANSWERS = 20
"""Texts that an answer names at most (`ReuseIndex.similar`). `make_corpus.py` may copy the first document of a library
more often than that: its copies are nearer to one another than to it, and are not looked for."""
LEAST = 0.3
"""Containment that is asked for: no near-duplicate has less."""
EDITED, SWAPPED = 0.1, "的了在是和有对为不上中大工作发展管理制度人员单位"


Library = dict[str, tuple[str, str | None]]
"""Id → text and the id it was made from."""


def edited(text: str, chance: random.Random, share: float = EDITED) -> str:
    """`text` with so many of its characters replaced, doubled by another, or dropped, a third each."""
    out = []
    for char in text:
        if char == "\n" or chance.random() >= share:
            out.append(char)
        else:
            out.append(chance.choice(("", chance.choice(SWAPPED), char + chance.choice(SWAPPED))))
    return "".join(out)


def replaced(text: str, chance: random.Random) -> str:
    """`text` with a tenth of its characters replaced, none added or dropped."""
    return "".join(chance.choice(SWAPPED) if char != "\n" and chance.random() < EDITED else char for char in text)


def reordered(text: str, chance: random.Random) -> str:
    """The paragraphs of `text` in another order."""
    paragraphs = text.split("\n")
    chance.shuffle(paragraphs)
    return "\n".join(paragraphs)


def excerpt(text: str, chance: random.Random) -> str:
    """One half of `text`, cut out of it somewhere."""
    start = chance.randrange(len(text) // 2 + 1)
    return text[start : start + len(text) // 2]


def half_new(text: str, chance: random.Random, other: str) -> str:
    """One half of `text` and as much of another."""
    paragraphs = [excerpt(text, chance), excerpt(other, chance)[: len(text) // 2]]
    return "\n".join(paragraphs)


def short(text: str, chance: random.Random) -> str:
    """A stretch of 300 characters of `text`."""
    start = chance.randrange(max(1, len(text) - 300))
    return text[start : start + 300]


def as_it_is(text: str, chance: random.Random) -> str:
    return text


Way = tuple[Callable[[str, random.Random, str], str], Callable[[str, random.Random], str]]
WAYS: dict[str, Way] = {
    "10 % of characters edited": (lambda text, chance, _: text, edited),
    "10 % of characters replaced": (lambda text, chance, _: text, replaced),
    "2 % of characters edited": (lambda text, chance, _: text, lambda text, chance: edited(text, chance, 0.02)),
    "paragraphs reordered": (lambda text, chance, _: reordered(text, chance), as_it_is),
    "one half alone": (lambda text, chance, _: excerpt(text, chance), as_it_is),
    "one half among new text": (half_new, as_it_is),
    "reordered and 10 % edited": (lambda text, chance, _: reordered(text, chance), edited),
    "one half among new text, 10 % edited": (half_new, edited),
    "300 characters alone, 10 % edited": (lambda text, chance, _: short(text, chance), edited),
}
"""Way of copying → what of a text (and of another) the copy holds, and what is done to its characters then. Whether a
text that was not planted is alike is judged by the first: what the edits hide from 8-character shingles is there."""


def main(*arguments: str) -> None:
    library = library_of(Path(arguments[0]) if arguments else None)
    print(f"{len(library):,} texts, {sum(len(text) for text, _ in library.values()):,} characters\n")
    with tempfile.TemporaryDirectory() as folder:
        index, keys, adding = built(library, Path(folder))
        report_index(index, keys, adding, Path(folder))
        report_planted(index, keys, library)
    report_versions()
    report_compare(library)


def library_of(path: Path | None) -> Library:
    """Id → text and the id it was made from."""
    if path:
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        return {row["id"]: (row["text"], row.get("near_dup_of")) for row in rows}
    return {key: (text, None) for key, text in itertools.islice(corpus("policy", "news", "local_rules"), 4000)}


def corpus(*names: str) -> Iterable[tuple[str, str]]:
    """Id and text of the documents of the real corpus."""
    for name in names:
        with gzip.open(data() / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield row["id"], row["text"]


class Keys:
    """The numbers by which an index knows the texts of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.keys = ["", *library]
        self.number = {key: number for number, key in enumerate(self.keys) if number}

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        return {number: self.library[self.keys[number]][0] for number in numbers}


def built(library: Library, folder: Path) -> tuple[ReuseIndex, Keys, list[float]]:
    """An index of the library in files, and the milliseconds of the processor that every text took."""
    keys, took = Keys(library), []
    index = ReuseIndex(keys.texts, folder)
    for key, (text, _) in library.items():
        started = time.process_time()
        index.add(keys.number[key], text)
        took.append((time.process_time() - started) * 1000)
        if index.unsaved >= 2000:
            index.save()
    index.save()
    return index, keys, took


def report_index(index: ReuseIndex, keys: Keys, adding: list[float], folder: Path) -> None:
    """Building, adding, and what a batch of new texts costs to be related to all: milliseconds of the processor."""
    last = adding[-1000:]
    some = keys.keys[-1000:]
    started = time.process_time()
    prints = [fingerprint(keys.library[key][0]).hashes for key in some]
    printed = time.process_time()
    found = index.candidates(prints, held=True)
    looked_up = time.process_time()
    for key, candidates in zip(some, found, strict=True):
        index.matches(keys.library[key][0], candidates.only(candidates.rated[:CLOSEST]))
    steps = (printed - started, looked_up - printed, time.process_time() - looked_up)
    print(
        table(
            ["texts", "add p50", "add p99", "worst ms", "fingerprint", "look up", "compare ms", "files MB", "peak MB"],
            [[
                f"{len(index):,}", *(f"{percentile(last, share):.2f}" for share in (0.5, 0.99, 1)),
                *(f"{took * 1000 / len(some):.2f}" for took in steps),
                f"{size_mb(folder):.0f}", f"{peak_mb():,.0f}",
            ]],
        )
    )  # fmt: skip


def report_planted(index: ReuseIndex, keys: Keys, library: Library) -> None:
    rows = []
    copies = Counter(source for _, source in library.values())
    light = {
        key: source
        for key, (_, source) in library.items()
        if source in library and not library[source][1] and copies[source] < ANSWERS
    }
    queries = {
        key: Planted(library[key][0], library[key][0], source)
        for key, source in itertools.islice(light.items(), COPIES)
    }
    rows.append(measured("light edits of make_corpus.py", index, keys, library, queries))
    long_enough = [key for key, (text, source) in library.items() if len(text) >= 400 and not source]
    for way, (part, edit) in WAYS.items():
        chance = random.Random(way)
        queries = {}
        for source in chance.sample(long_enough, min(COPIES, len(long_enough))):
            other = library[chance.choice(long_enough)][0]
            held = part(library[source][0], chance, other)
            queries[f"copy of {source}"] = Planted(edit(held, chance), held, source)
        rows.append(measured(way, index, keys, library, queries))
    print()
    print(table(["planted", "copies", "recall", "as it comes in", "precision", "reported", "p50 ms", "p99 ms"], rows))


class Planted(NamedTuple):
    """A copy that was made."""

    text: str
    held: str
    """What it was before its characters were edited."""
    source: str


def measured(
    way: str,
    index: ReuseIndex,
    keys: Keys,
    library: Library,
    queries: dict[str, Planted],
) -> list[str]:
    """Recall and precision of a text that is checked, and what is found of it if it comes in as a new piece."""
    found = reported = right = linked = 0
    took = []
    new = index.candidates([fingerprint(text).hashes for text, *_ in queries.values()])
    for (key, (text, held, source)), candidates in zip(queries.items(), new, strict=True):
        closest = candidates.only([one for one in candidates.rated if keys.keys[one.uid] != key][:CLOSEST])
        linked += any(keys.keys[one.uid] == source and one.is_near_duplicate for one in index.matches(text, closest))
        started = time.process_time()
        matches = [match for match in index.similar(text, min_containment=LEAST) if match.is_near_duplicate]
        took.append((time.process_time() - started) * 1000)
        uids = [keys.keys[match.uid] for match in matches if keys.keys[match.uid] != key]
        found += source in uids
        reported += len(uids)
        right += sum(uid == source or is_true(library, uid, held, source) for uid in uids)
    return [
        way, str(len(queries)), f"{found / max(1, len(queries)):.3f}", f"{linked / max(1, len(queries)):.3f}",
        f"{right / max(1, reported):.3f}", str(reported),
        *(f"{percentile(took or [0], share):.1f}" for share in (0.5, 0.99)),
    ]  # fmt: skip


def is_true(library: Library, uid: str, text: str, source: str) -> bool:
    """Whether a text that was not planted is alike to the copy, or to what the copy was made from."""
    return any(share_of_shingles(one, library[uid][0]) >= TRUE for one in (text, library[source][0]))


def share_of_shingles(a: str, b: str, size: int = 8) -> float:
    """Share of the smaller set of shingles that the other has too."""
    one, other = ({text[at : at + size] for at in range(len(text) - size + 1)} for text in map(squeezed, (a, b)))
    return len(one & other) / max(1, min(len(one), len(other)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def report_versions() -> None:
    """Versions of laws, by the pairs that their origin gives; the limits were chosen on one half of the families."""
    rows = [row for half in ("chosen on", "held out") if (row := measured_versions(half))]
    print()
    print(table(["versions of laws", "texts", "wanted pairs", "recall", "reported", "precision"], rows))


def versions(half: str) -> tuple[dict[str, str], set[frozenset[str]]]:
    """The texts of one half of the families, and the pairs that must be reported: a Jaccard index of 0.3 or half of the
    shorter's 8-character shingles in the other, as the file has it."""
    lines = (data() / "near_duplicates/law_versions.jsonl").read_text("utf-8").splitlines()
    families = [one for one in map(json.loads, lines) if is_held_out(one["family"]) == (half == "held out")]
    wanted = {key for family in families for key in family["ids"]}
    texts = {key: text for key, text in corpus("laws", "local_rules") if key in wanted}
    pairs = (pair for family in families for pair in family["pairs"])
    return texts, {frozenset((a, b)) for a, b, jaccard, containment in pairs if jaccard >= 0.3 or containment >= 0.5}


def is_held_out(family: str) -> bool:
    """Half of the families were not looked at when the limits were chosen."""
    return hashlib.sha256(family.encode()).digest()[0] % 2 == 1


def measured_versions(half: str) -> list[str]:
    texts, wanted = versions(half)
    got, right = versions_found(texts)
    recall, precision = len(got & wanted) / len(wanted), right / len(got)
    return [half, str(len(texts)), str(len(wanted)), f"{recall:.3f}", str(len(got)), f"{precision:.3f}"]


def versions_found(texts: dict[str, str]) -> tuple[set[frozenset[str]], int]:
    """The pairs of texts reported as near-duplicates, and how many of them are right."""
    keys = Keys({key: (text, None) for key, text in texts.items()})
    index = ReuseIndex(keys.texts)
    for key, text in texts.items():
        index.add(keys.number[key], text)
    got = {
        frozenset((key, keys.keys[match.uid]))
        for key, text in texts.items()
        for match in index.similar(text, min_containment=LEAST)
        if keys.keys[match.uid] != key and match.is_near_duplicate
    }
    return got, sum(share_of_shingles(texts[min(pair)], texts[max(pair)]) >= TRUE for pair in got)


def report_compare(library: Library) -> None:
    chance = random.Random(2000)
    whole = "\n".join(text for text, _ in library.values())[:600_000]
    rows = []
    for length in (2_000, 20_000, 200_000):
        text, other = whole[:length], whole[-length:]
        for name, against in (("itself", text), ("10 % edited", edited(text, chance)), ("another", other)):
            rows.append([f"{length:,}", name, f"{milliseconds(text, against):.1f}"])
    rows.append(["100,000", "one character repeated", f"{milliseconds('好' * 100_000, '好' * 100_000):.1f}"])
    print()
    print(table(["characters", "against", "compare ms"], rows))


def milliseconds(a: str, b: str) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        compare(a, b)
        best = min(best, (time.perf_counter() - started) * 1000)
    return best


if __name__ == "__main__":
    main(*sys.argv[1:])
