"""Make the packaged tables of proofreading.

    python -m mofan.text.proofread.make readings
    python -m mofan.text.proofread.make counts laws.jsonl.gz … news.jsonl.gz policy_titles.txt official_terms.txt
    python -m mofan.text.proofread.make networks (the same files, the one that is most unlike the others last)

`counts`: n-grams of laws, administrative regulations, judicial interpretations, ministry and local rules, State Council
documents, annual reports on the work of the government and plain news items, of titles of State Council documents and
words of official writing, with `lexicon/set_phrases.txt` on top. Documents of state organs of a legislative,
administrative or judicial nature are outside copyright in China (Copyright Law, Art. 5(1)), mere factual news too
(Art. 5(2)); what is kept are numbers: how often one to four characters stand in a row, rounded to half powers of two.
No sentence can be read from them. Texts came from github.com LawRefBook/Laws, ZhouYNF/platform-1,
liuzeyi11/GovernmentWorkReportCorpus and DuckBurnIncense/xin-wen-lian-bo (MIT for the collection), titles and words from
aopolin-lv/ECSpell (MIT for the collection).

`networks`: the weights that tell a slip from what is merely rare, learnt from slips that `training.py` puts at random
into texts that the counts have not seen: a share of the documents held out, and the last source, read with the counts
of all others. `readings`: of the characters of GB 2312, after pypinyin (MIT). Shapes are made by `make_shapes.py`.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from mofan.text.proofread.lexicon import set_phrases
from mofan.text.proofread.statistics.evidence import Evidence
from mofan.text.proofread.statistics.network import save_networks
from mofan.text.proofread.statistics.reading import Model
from mofan.text.proofread.training import School, train, train_edits

FOLDER = Path(__file__).with_name("statistics")
OF_SET_PHRASES, OF_LISTS = 8, 4
"""How often each set phrase of the lexicon counts, and each line of a list of words."""
HELD_OUT, OF_SMALL = 8, 30
"""Documents of a hundred from which networks learn, of the two large sources and of the others."""
LARGE = ("laws", "local_rules")


def paragraphs(sources: Iterable[Path], *, held: bool | None = None) -> Iterator[str]:
    """The different paragraphs of the `text` of each line of some .jsonl.gz files: all of them, or only those of the
    documents that are held out, or of the others.
    """
    seen: set[int] = set()
    for source in sources:
        share = HELD_OUT if source.name.startswith(LARGE) else OF_SMALL
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                family = str(document.get("family") or document["text"][:40])
                if held is not None and held != (crc32(family.encode()) % 100 < share):
                    continue
                for paragraph in document["text"].split("\n"):
                    if hash(paragraph) not in seen:
                        seen.add(hash(paragraph))
                        yield paragraph


def counted(texts: Iterable[str], lists: Iterable[str]) -> Evidence:
    """The counts of `texts`, of the lexicon and of `lists` of words and titles."""
    evidence = Evidence()
    evidence.learn(texts)
    evidence.learn(set_phrases(), weight=OF_SET_PHRASES)
    evidence.learn(lists, weight=OF_LISTS)
    return evidence


def make_counts(given: Iterable[Path], target: Path = FOLDER / "counts.npz") -> int:
    """Write the counts of the texts and lists given; the bytes of the file."""
    sources, lists = _parted(given)
    counted(paragraphs(sources), lists).save(target)
    return target.stat().st_size


def make_networks(given: Iterable[Path], target: Path = FOLDER / "networks.npz", *, characters: int = 7_000_000) -> int:
    """Write the networks, learnt from `characters` that no counts had seen; the bytes of the file."""
    sources, lists = _parted(given)
    known = [line for line in lists if crc32(line.encode()) % 100 >= HELD_OUT]
    kept = list(paragraphs(sources, held=False))
    held = sorted(set(paragraphs(sources, held=True)).difference(kept))
    seen, others = counted(kept, known), counted(paragraphs(sources[:-1]), known)
    share = characters * 4 // 7
    schools = (
        School(Model(_saved(seen, target)), held, share),
        School(Model(_saved(others, target)), list(paragraphs(sources[-1:])), characters - share),
    )
    save_networks(target, train(schools) | train_edits(schools))
    return target.stat().st_size


def _parted(given: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The files of texts, and the lines of the lists."""
    files = list(given)
    lists = [line for path in files if path.suffix == ".txt" for line in path.read_text("utf-8").splitlines()]
    return [path for path in files if path.suffix == ".gz"], lists


def _saved(evidence: Evidence, beside: Path) -> Evidence:
    """The counts as they are when they are packed and read again."""
    path = beside.with_suffix(".counts")
    evidence.save(path)
    try:
        return Evidence.load(path)
    finally:
        path.unlink()


def make_readings(target: Path = FOLDER / "readings.txt") -> int:
    """Write the readings of the characters of GB 2312; how many there are."""
    from pypinyin import Style, pinyin

    lines = ["# Characters of GB 2312 and their readings, after pypinyin (MIT). Made by make.py."]
    for char in gb2312():
        said = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        lines.append(" ".join([char, *said[:3]]))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1


def gb2312() -> Iterator[str]:
    """The 6,763 characters of GB 2312, in its order."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:  # five places at the end of the first level
                continue


if __name__ == "__main__":  # pragma: no cover
    what, *given = sys.argv[1:]
    if what == "readings":
        print(make_readings())
    else:
        print({"counts": make_counts, "networks": make_networks}[what](map(Path, given)))
