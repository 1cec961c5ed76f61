"""How well copies are found: floors that only ever rise. Copies of many ways are planted in a library."""

import gzip
import itertools
import json
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.reuse import LEAST, TRUE, WAYS, share_of_shingles, versions, versions_found

from mofan.text.reuse import ReuseIndex

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors" / "reuse.toml").read_text("utf-8"))
SAMPLES = [path.read_text("utf-8") for path in sorted((HERE / "samples" / "reuse").glob("*.txt"))]
EVERY, COPIES = 10, 60
"""Of the real local rules, policies and news every so many-th is the library; so many of them are copied each way."""


@dataclass
class Score:
    """Counts over several queries."""

    wanted: int = 0
    found: int = 0
    reported: int = 0
    right: int = 0

    def meets(self, floors: dict[str, float]) -> None:
        """Assert both floors."""
        assert self.found / self.wanted >= floors["recall"], self
        assert self.right / self.reported >= floors["precision"], self


def planted(texts: dict[str, str], copies: int, way: str) -> Score:
    """Copies made in one way, looked for among `texts`."""
    numbers, score, chance = dict(enumerate(texts, 1)), Score(), random.Random(way)
    index = ReuseIndex(lambda uids: {uid: texts[numbers[uid]] for uid in uids})
    for number, uid in numbers.items():
        index.add(number, texts[uid])
    long_enough = [uid for uid, text in texts.items() if len(text) >= 200]
    for source in chance.sample(long_enough, min(copies, len(long_enough))):
        other = texts[chance.choice([uid for uid in long_enough if uid != source])]
        part, edit = WAYS[way]
        held = part(texts[source], chance, other)
        copy = edit(held, chance)
        matches = index.similar(copy, min_containment=LEAST)
        uids = [numbers[match.uid] for match in matches if match.is_near_duplicate]
        score.wanted += 1
        score.found += source in uids
        score.reported += len(uids)
        score.right += sum(
            uid == source or any(share_of_shingles(one, texts[uid]) >= TRUE for one in (held, texts[source]))
            for uid in uids
            if texts[uid] is not other
        )
        score.reported -= sum(texts[uid] is other for uid in uids)
    return score


@pytest.mark.parametrize("way", WAYS)
def test_copies_of_samples_of_our_own_are_found(way: str) -> None:
    texts = {str(number): text for number, text in enumerate(SAMPLES)}
    assert len(texts) >= 6
    planted(texts, len(texts), way).meets(FLOORS["samples"] | FLOORS.get(way, {}))


@pytest.mark.shared
@pytest.mark.parametrize("way", WAYS)
def test_copies_of_real_documents_are_found(shared: Path, way: str) -> None:
    texts = {}
    for name in ("policy", "news", "local_rules"):
        with gzip.open(shared / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, itertools.islice(lines, 0, None, EVERY)):
                if len(row["text"]) < 8000:
                    texts[row["id"]] = row["text"]
    planted(texts, COPIES, way).meets(FLOORS["planted"] | FLOORS.get(way, {}))


@pytest.mark.shared
@pytest.mark.parametrize("half", ["chosen on", "held out"])
@pytest.mark.usefixtures("shared")
def test_versions_of_laws_are_found(half: str) -> None:
    texts, wanted = versions(half)
    reported, right = versions_found(texts)
    floors = FLOORS["law_versions" if half == "chosen on" else "law_versions_held_out"]
    Score(len(wanted), len(wanted & reported), len(reported), right).meets(floors)
