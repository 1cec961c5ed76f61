"""Proofreading: how fast, and how well against a plain dictionary and pycorrector's offline correctors.

Sentences with known slips are those of typos/; a half of the official documents was looked at while the rules were
written (ids whose SHA-1 is even), the other half was not. pycorrector's confusion and proper-name correctors, which
need neither torch nor a download, are measured where it is installed (`pip install --no-deps pycorrector pyahocorasick
loguru` beside numpy and pypinyin); otherwise the line says so.
"""

import gzip
import hashlib
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import DEVNULL, run
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import NamedTuple

import rjieba

from benchmarks.measuring import data, peak_mb, table
from mofan.ops.proofread_command import line_of, proofread_lines
from mofan.text.clean import clean
from mofan.text.proofread import Finding, apply, proofread, proofread_each
from mofan.text.proofread.lexicon import find_entries
from mofan.text.proofread.statistics import find_slips, find_slips_of

Corrector = Callable[[str], str]
WORDS = ("spelling", "confusion", "wording", "title", "office", "doubling")


class Row(NamedTuple):
    """A sentence as written and as meant."""

    name: str
    written: str
    meant: str


def main(*_: str) -> None:
    report_speed()
    report_start()
    report_quality()
    report_edits()
    report_alarms()
    report_samples()


def report_speed() -> None:
    """Characters a second of processor time, beside the segmentation of the same text."""
    texts = documents("policy", 34) + documents("work_reports", 13)
    sentences = [row.written for row in typos("official_documents")]
    list(proofread_lines(BytesIO(json.dumps({"text": "x县召开会议，截止目前。"}).encode())))
    rows = []
    for said, lines in (
        ("the first of a process, which compiles as it goes", sentences),
        ("then others", [row.written for row in typos("law")]),
    ):
        asked = "\n".join(json.dumps({"id": at, "text": line}) for at, line in enumerate(lines))
        spent = seconds(answered, [asked])
        size = sum(map(len, lines))
        told = f"`mofan proofread --jsonl`, a sentence a line, with cleaning and JSON, {said}"
        print(f"{told}: {size:,} characters, {size / spent:,.0f} a second\n")
    for name, lines in (("whole documents", texts), ("single sentences", sentences), ("sentences together", sentences)):
        size = sum(map(len, lines))
        if name == "sentences together":
            whole = seconds(lambda _: [*proofread_each(sentences)], [""])
            slips = seconds(lambda _: find_slips_of(sentences), [""])
        else:
            whole = seconds(lambda line: proofread(line), lines)
            slips = seconds(lambda line: list(find_slips(line)), lines)
        plain = seconds(lambda line: rjieba.cut(line, False), lines)
        rows.append(
            [
                name,
                f"{size:,}",
                f"{size / whole:,.0f}",
                f"{size / slips:,.0f}",
                f"{size / plain:,.0f}",
                f"{whole / plain:.0f}",
            ]
        )
    print(table(["text", "characters", "all, ch/s", "slips alone", "segmentation", "times segmentation"], rows))
    print(f"\npeak memory {peak_mb():,.0f} MB\n")


def answered(asked: str) -> list[str]:
    """What `mofan proofread --jsonl` prints."""
    return [*map(line_of, proofread_lines(BytesIO(asked.encode())))]


def report_start() -> None:
    """Processor time of the whole command on one file, a process that has nothing ready."""
    texts = documents("policy", 34)
    rows = []
    for name, text in (("one document", texts[0]), ("many as one", "\n".join(texts))):
        with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            before = getrusage(RUSAGE_CHILDREN)
            command = [str(Path(sys.executable).with_name("mofan")), "proofread", file.name, "--json"]
            run(command, stdout=DEVNULL, check=True)
            after = getrusage(RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        rows.append([name, f"{len(text):,}", f"{spent:.2f}", f"{len(text) / spent:,.0f}"])
    print(table(["`mofan proofread FILE --json`, all told", "characters", "CPU s", "ch/s"], rows))
    print()


def report_quality() -> None:
    """Precision and recall by character and by sentence."""
    correctors: dict[str, Corrector | None] = {
        "mofan": by_proofreading,
        "dictionary of confusions alone": by_dictionary,
        "pycorrector confusion": pycorrector("confusion"),
        "pycorrector proper names": pycorrector("proper"),
    }
    sets = {
        "official, looked at": [row for row in typos("official_documents") if is_looked_at(row)],
        "official, not looked at": [row for row in typos("official_documents") if not is_looked_at(row)],
        "law, not looked at": [row for row in typos("law") if not is_looked_at(row)],
    }
    rows = []
    for name, sentences in sets.items():
        for who, correct in correctors.items():
            rows.append([name, who, *(measured(sentences, correct) if correct else ["not installed"] + [""] * 7)])
    head = [
        "sentences",
        "corrector",
        "P",
        "R",
        "F1",
        "detected P",
        "detected R",
        "sentence P",
        "sentence R",
        "false alarms",
    ]
    print(table(head, rows))


def measured(sentences: list[Row], correct: Corrector) -> list[str]:
    changed = found = right = wrong = touched = whole = spoilt = plain = alarms = 0
    for _, written, meant in sentences:
        result = correct(written)
        if len(result) != len(written):
            result = written
        for was, should, now in zip(written, meant, result, strict=True):
            changed, wrong = changed + (now != was), wrong + (should != was)
            found, right = found + (now != was != should), right + (now == should != was)
        touched, spoilt = touched + (result != written), spoilt + (meant != written)
        whole, plain = whole + (result == meant != written), plain + (meant == written)
        alarms += meant == written != result
    precision, recall = right / max(1, changed), right / wrong
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    shares = [precision, recall, f1, found / max(1, changed), found / wrong, whole / max(1, touched), whole / spoilt]
    return [*(f"{share:.3f}" for share in shares), f"{alarms} of {plain} ({alarms / plain:.1%})"]


def report_edits() -> None:
    """One character lost, extra or transposed at random in sentences that nothing was learnt from."""
    rows = []
    for name in ("official_documents", "law"):
        sentences = sorted({row.meant for row in typos(name) if not is_looked_at(row)})
        for kind in ("lost", "extra", "transposed"):
            chance = random.Random(kind)
            written = [edited(sentence, kind, chance) for sentence in sentences]
            pairs = [(one, meant) for one, meant in zip(written, sentences, strict=True) if one != meant]
            results = [
                apply(one, _of_words(found))
                for (one, _), found in zip(pairs, proofread_each(one for one, _ in pairs), strict=True)
            ]
            touched = sum(result != one for result, (one, _) in zip(results, pairs, strict=True))
            right = sum(result == meant for result, (_, meant) in zip(results, pairs, strict=True))
            rows.append([name, kind, len(pairs), f"{right / max(1, touched):.3f}", f"{right / len(pairs):.3f}"])
    print()
    print(table(["sentences", "character", "edited", "sentence P", "sentence R"], rows))


def edited(sentence: str, kind: str, chance: random.Random) -> str:
    """The sentence with one such edit between two Chinese characters, where it has such a place."""
    places = [found.start() + 1 for found in re.finditer(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff]{3})", sentence)]
    if not places:
        return sentence
    at = chance.choice(places)
    if kind == "lost":
        return sentence[:at] + sentence[at + 1 :]
    if kind == "extra":
        return sentence[:at] + chance.choice(sentence + "的了在是以和为对") + sentence[at:]
    return sentence[:at] + sentence[at + 1] + sentence[at] + sentence[at + 2 :]


def _of_words(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.kind in WORDS and one.severity != "style" and one.replacement is not None]


def by_proofreading(text: str) -> str:
    found = [one for one in proofread(text) if one.kind in WORDS and one.severity != "style" and one.replacement]
    return apply(text, [one for one in found if len(one.replacement or "") == len(one.quote)])


def by_dictionary(text: str) -> str:
    found = [one for one in find_entries(text, None) if len(one.replacement or "") == len(one.quote)]
    return apply(text, found)


def pycorrector(name: str) -> Corrector | None:
    """One of its correctors that need neither torch nor a download; None where it is not installed."""
    spec = find_spec("pycorrector")
    if spec is None or spec.submodule_search_locations is None:
        return None
    bare = ModuleType("pycorrector")
    bare.__path__, bare.__spec__ = list(spec.submodule_search_locations), spec
    sys.modules["pycorrector"] = bare  # its own __init__ imports torch
    if name == "confusion":
        pairs = {entry.split("\t")[1]: entry.split("\t")[0] for entry in mistakes()}
        made = import_module("pycorrector.confusion_corrector").ConfusionCorrector
        correct = made(custom_confusion_path_or_dict=pairs).correct
    else:
        correct = import_module("pycorrector.proper_corrector").ProperCorrector().correct
    return lambda text: str(correct(text)["target"])


def mistakes() -> list[str]:
    return (data() / "wordlists" / "common_mistakes.tsv").read_text("utf-8").splitlines()


def report_alarms() -> None:
    """Findings of a word in documents as they were published: nearly all of them are false."""
    rows = []
    for name, count in (("policy", 34), ("work_reports", 13), ("laws", 60), ("news", 400)):
        texts = documents(name, count)
        size = sum(map(len, texts))
        found = [one.kind for text in texts for one in proofread(text) if one.kind in WORDS and one.severity != "style"]
        per = {kind: f"{found.count(kind) / size * 100_000:.1f}" for kind in WORDS}
        rows.append([name, f"{size:,}", *per.values()])
    print()
    print(table(["documents", "characters", *(f"{kind} a 100,000" for kind in WORDS)], rows))


def report_samples() -> None:
    """Findings by kind in the two sample files."""
    rows = []
    for path in sorted((data() / "seeds").glob("*.txt")):
        kinds = [finding.kind for finding in proofread(clean(path.read_text("utf-8")).text)]
        rows.append([path.stem[:3], "，".join(f"{kind} {kinds.count(kind)}" for kind in sorted(set(kinds)))])
    print()
    print(table(["sample", "findings"], rows))


def typos(name: str) -> list[Row]:
    lines = (data() / "typos" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [Row(row["id"], row["wrong"], row["right"]) for row in map(json.loads, lines)]


def is_looked_at(row: Row) -> bool:
    return int(hashlib.sha1(row.name.encode()).hexdigest(), 16) % 2 == 0


def documents(name: str, count: int) -> list[str]:
    with gzip.open(data() / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        every = [json.loads(line)["text"] for line in lines]
    return [str(text) for text in every[:: max(1, len(every) // count)]][:count]


def seconds(do: Callable[[str], object], lines: list[str]) -> float:
    started = time.process_time()
    for line in lines:
        do(line)
    return time.process_time() - started


if __name__ == "__main__":
    main()
