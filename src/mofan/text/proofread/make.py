"""Make the packaged tables of proofreading.

    python -m mofan.text.proofread.make readings
    python -m mofan.text.proofread.make counts laws.jsonl.gz local_rules.jsonl.gz policy.jsonl.gz work_reports.jsonl.gz
    python -m mofan.text.proofread.make networks news.jsonl.gz

`counts`: n-grams of laws, administrative regulations, judicial interpretations, ministry and local rules, State Council
documents and annual reports on the work of the government, with `lexicon/set_phrases.txt` on top. Documents of state
organs of a legislative, administrative or judicial nature are outside copyright in China (Copyright Law, Art. 5(1));
what is kept are numbers: how often one to four characters stand in a row, rounded to half powers of two.
No sentence can be read from them. Texts came from github.com LawRefBook/Laws, ZhouYNF/platform-1 and
liuzeyi11/GovernmentWorkReportCorpus.

`networks`: the weights that tell a slip from what is merely rare, learnt from slips that `training.py` puts into news
items at random. `readings`: of the characters of GB 2312, after pypinyin (MIT). Shapes are made by `make_shapes.py`.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mofan.text.proofread.lexicon import set_phrases
from mofan.text.proofread.statistics.candidates import Model
from mofan.text.proofread.statistics.evidence import Evidence, shipped
from mofan.text.proofread.statistics.network import save_networks
from mofan.text.proofread.training import train

FOLDER = Path(__file__).with_name("statistics")
OF_SET_PHRASES = 8
"""How often each set phrase of the lexicon counts."""


def paragraphs(sources: Iterable[Path]) -> Iterator[str]:
    """The different paragraphs of the `text` of each line of some .jsonl.gz files."""
    seen: set[int] = set()
    for source in sources:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for line in lines:
                for paragraph in json.loads(line)["text"].split("\n"):
                    if hash(paragraph) not in seen:
                        seen.add(hash(paragraph))
                        yield paragraph


def make_counts(sources: Iterable[Path], target: Path = FOLDER / "counts.npz") -> int:
    """Write the counts of `sources` and of the lexicon; the bytes of the file."""
    evidence = Evidence()
    evidence.learn(paragraphs(sources))
    evidence.learn(set_phrases(), weight=OF_SET_PHRASES)
    evidence.save(target)
    return target.stat().st_size


def make_networks(
    sources: Iterable[Path], target: Path = FOLDER / "networks.npz", *, characters: int = 5_000_000
) -> int:
    """Write the networks, learnt from `characters` of `sources`; the bytes of the file."""
    save_networks(target, train(Model(shipped()), paragraphs(sources), characters))
    return target.stat().st_size


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
