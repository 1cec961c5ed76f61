"""How well injected advertisements are found: floors that only ever rise.

Advertisements of many styles are disguised and put into clean documents; some were held out from the patterns.
"""

import gzip
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from mofan.text.clean import Cleaned, Removal, clean

HERE = Path(__file__).parent
SAMPLES = HERE / "samples" / "clean"
FLOORS = tomllib.loads((HERE / "floors" / "clean.toml").read_text("utf-8"))
DOCUMENTS = (SAMPLES / "documents.txt").read_text("utf-8").strip().split("\n%\n")
GENUINE = (SAMPLES / "genuine.txt").read_text("utf-8").splitlines()
STYLES = tomllib.loads((SAMPLES / "styles.toml").read_text("utf-8"))["style"]

_CYRILLIC = str.maketrans("aceopxy", "асеорху")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_CIRCLED = {ord(str(digit)): "⓪①②③④⑤⑥⑦⑧⑨"[digit] for digit in range(10)}
_NAMES = ("青松写作", "老笔头", "文稿小铺", "笔墨春秋", "晨光材料社")
_URLS = ("www.qsgongwen.com", "gwsucai8.cn", "w w w.fanwen99.net", "qingsong点com")
_CODES = ("材料", "8866", "ab3k", "学习")
_CONTACT = re.compile(r"[a-z]{2,}_?\w*\d{3,}|\d{8,}")


@dataclass(frozen=True)
class Case:
    """A document with one advertisement in it."""

    style: str
    held_out: bool
    disguise: str
    place: str
    advertisement: str
    text: str
    clean: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.advertisement)


def _fill(line: str, rng: random.Random) -> str:
    letters = "".join(rng.choice("bcdfghjkmnpqrstwxyz") for _ in range(rng.randint(3, 6)))
    digits = "".join(rng.choice("123456789") for _ in range(rng.randint(3, 4)))
    return line.format(
        wx=letters + rng.choice(("", "_", "-", "")) + digits,
        qq=rng.randint(10_000_000, 3_999_999_999),
        phone=f"1{rng.choice('3578')}{rng.randint(100_000_000, 999_999_999)}",
        cn="".join(rng.choice("一二三四五六七八九壹叁柒玖") for _ in range(rng.randint(8, 10))),
        url=rng.choice(_URLS),
        mail=letters + "@qq.com",
        code=rng.choice(_CODES),
        pin="".join(rng.choice("abcdefghjk2345678") for _ in range(4)),
        name=rng.choice(_NAMES),
    )


def _strew(mark: str) -> Callable[[str, random.Random], str]:
    def strewn(line: str, rng: random.Random) -> str:
        at = rng.randint(1, len(line) - 1)
        return line[:at] + mark + line[at:]

    return strewn


def _in_contact(table: dict[int, int] | dict[int, str]) -> Callable[[str, random.Random], str]:
    return lambda line, rng: _CONTACT.sub(lambda found: found[0].translate(table), line)


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda line, rng: line,
    "space": _strew(" "),
    "caret": _strew("^"),
    "zero_width": _strew("\u200b"),
    "star": _strew("*"),
    "full_width": _in_contact(_FULL_WIDTH),
    "look_alike": _in_contact(_CYRILLIC),
    "circled": _in_contact(_CIRCLED),
    "spaced_contact": lambda line, rng: _CONTACT.sub(lambda found: " ".join(found[0]), line),
}


def _places(lines: list[str], rng: random.Random) -> Iterator[tuple[str, int, int]]:
    """Where an advertisement may stand: a name for the place, the line and the offset in it."""
    bodies = [i for i, line in enumerate(lines) if len(line) > 60]
    headings = [i for i, line in enumerate(lines) if re.match("[一二三四]、", line)] or [0]
    body = rng.choice(bodies)
    yield "paragraph_end", body, len(lines[body])
    heading = rng.choice(headings)
    yield "heading_end", heading, len(lines[heading])
    yield "title_end", 0, len(lines[0])
    stops = [found.end() for found in re.finditer("。", lines[body])]
    yield "after_a_sentence", body, rng.choice(stops)
    yield "before_the_full_stop", body, rng.choice(stops) - 1


def make_cases(held_out: bool, rounds: int = 1) -> Iterator[Case]:
    rng = random.Random(20_26)
    for style in STYLES:
        if style["held_out"] != held_out:
            continue
        for line in style["lines"]:
            for disguise, put_on in DISGUISES.items():
                for _ in range(rounds):
                    advertisement = put_on(_fill(line, rng), rng)
                    lines = rng.choice(DOCUMENTS).split("\n")
                    place, row, at = rng.choice([*_places(lines, rng), ("own_line", -1, 0)])
                    if row < 0:
                        row = rng.randint(1, len(lines))
                        with_it = [*lines[:row], advertisement, *lines[row:]]
                        start = sum(len(before) + 1 for before in lines[:row])
                    else:
                        with_it = [*lines[:row], lines[row][:at] + advertisement + lines[row][at:], *lines[row + 1 :]]
                        start = sum(len(before) + 1 for before in lines[:row]) + at
                    yield Case(
                        style["name"],
                        held_out,
                        disguise,
                        place,
                        advertisement,
                        "\n".join(with_it),
                        "\n".join(lines),
                        start,
                    )


def _covered(removals: tuple[Removal, ...]) -> set[int]:
    return {i for removal in removals for i in range(removal.start, removal.end)}


@dataclass
class Score:
    """Characters found, missed and wrongly taken, and documents that came out exactly clean."""

    found: int = 0
    missed: int = 0
    wrong: int = 0
    exact: int = 0
    cases: int = 0

    def add(self, case: Case, cleaned: Cleaned) -> None:
        taken, meant = _covered(cleaned.removals), set(range(case.start, case.end))
        self.found += len(taken & meant)
        self.missed += len(meant - taken)
        self.wrong += len(taken - meant)
        self.exact += cleaned.text == case.clean
        self.cases += 1

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong or 1)

    @property
    def exactly(self) -> float:
        return self.exact / self.cases


@cache
def score_all(held_out: bool) -> dict[str, dict[str, Score]]:
    """Scores by style, disguise and place; each has "all", too."""
    scores: dict[str, dict[str, Score]] = {key: defaultdict(Score) for key in ("style", "disguise", "place")}
    for case in make_cases(held_out):
        cleaned = clean(case.text)
        for key, by in scores.items():
            by[getattr(case, key)].add(case, cleaned)
            by["all"].add(case, cleaned)
    return scores


def score_by(key: str, held_out: bool) -> dict[str, Score]:
    return score_all(held_out)[key]


def test_known_styles_are_found_and_little_else_is_taken() -> None:
    scores = score_by("style", held_out=False)
    floor = FLOORS["known_styles"]
    assert scores["all"].recall >= floor["recall"]
    assert scores["all"].precision >= floor["precision"]
    assert scores["all"].exactly >= floor["exactly"]
    assert min(score.recall for score in scores.values()) >= floor["recall"] - 0.03


def test_styles_held_out_while_patterns_were_written_are_mostly_found() -> None:
    score = score_by("style", held_out=True)["all"]
    assert score.recall >= FLOORS["held_out"]["recall"]
    assert score.precision >= FLOORS["held_out"]["precision"]


def test_no_disguise_is_much_better_than_none() -> None:
    scores = score_by("disguise", held_out=False)
    assert set(DISGUISES) < set(scores)
    assert min(score.recall for score in scores.values()) >= scores["plain"].recall - 0.02


@pytest.mark.parametrize("sentence", GENUINE)
def test_genuine_sentences_stay(sentence: str) -> None:
    assert clean(sentence).removals == ()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_clean_documents_stay(document: str) -> None:
    cleaned = clean(document)
    assert (cleaned.text, cleaned.removals, cleaned.candidates) == (document, (), ())


def test_genuine_sentences_stay_beside_an_advertisement() -> None:
    advertisement = "获取更多实用素材，请添加公文君微信（纯数字）：10^60"
    for sentence in GENUINE:
        assert clean(f"{DOCUMENTS[0]}\n{sentence}\n{advertisement}").text == f"{DOCUMENTS[0]}\n{sentence}"


@pytest.mark.shared
def test_annotated_documents(shared: Path) -> None:
    score = Score()
    for row in map(json.loads, (shared / "ads_dev.jsonl").read_text("utf-8").splitlines()):
        cleaned = clean(row["text"])
        taken = _covered(cleaned.removals)
        meant = {i for ad in row["ads"] for i in range(ad["start"], ad["end"])}
        score.found += len(taken & meant)
        score.missed += len(meant - taken)
        score.wrong += len(taken - meant)
        score.exact += cleaned.text == row["clean"]
        score.cases += 1
        assert not any(i in taken for decoy in row["decoys"] for i in range(decoy["start"], decoy["end"]))
    floor = FLOORS["ads_dev"]
    assert score.recall >= floor["recall"]
    assert score.precision >= floor["precision"]
    assert score.exactly >= floor["exactly"]


@pytest.mark.shared
def test_nothing_is_taken_out_of_the_real_corpus(shared: Path) -> None:
    """All of it, 22 million characters, in some eight seconds."""
    taken = [
        (document["id"], removal.text)
        for path in sorted((shared / "corpus").glob("*.jsonl.gz"))
        for document in map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
        for removal in clean(document["text"]).removals
    ]
    assert taken == []
