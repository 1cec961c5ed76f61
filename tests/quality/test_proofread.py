"""How well a text is proofread: floors that only ever rise."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mofan.text.clean import clean
from mofan.text.proofread import Finding, apply, proofread

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors" / "proofread.toml").read_text("utf-8"))
SLIPS: dict[str, Any] = tomllib.loads((HERE / "samples" / "proofread" / "slips.toml").read_text("utf-8"))
DRAFTS: list[dict[str, Any]] = tomllib.loads((HERE / "samples" / "proofread" / "drafts.toml").read_text("utf-8"))[
    "draft"
]
FAMILIES: dict[str, Any] = tomllib.loads((HERE / "samples" / "proofread" / "families.toml").read_text("utf-8"))
WORDS = ("spelling", "confusion", "wording", "title", "office", "doubling")
"""Kinds that speak of characters, not of marks and blanks."""


@dataclass(frozen=True)
class Score:
    """What correcting a set of sentences came to."""

    precision: float
    """Of the characters that were changed, those that became right."""
    recall: float
    """Of the wrong characters, those that became right."""
    sentences: float
    """Of the sentences with slips, those that became right whole."""
    alarms: float
    """Of the sentences without slips, those that were changed."""


def corrected(text: str) -> str:
    """The sentence with every correction of a character put in that leaves its length."""
    found = (one for one in proofread(text) if one.kind in WORDS and one.severity != "style")
    return apply(text, [one for one in found if one.replacement and len(one.replacement) == len(one.quote)])


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    changed = became_right = wrong = spoilt = whole = plain = alarms = 0
    for written, meant in pairs:
        result = corrected(written)
        for was, right, now in zip(written, meant, result, strict=True):
            changed += now != was
            wrong += right != was
            became_right += now == right != was
        spoilt += written != meant
        whole += written != meant == result
        plain += written == meant
        alarms += written == meant != result
    return Score(
        became_right / max(1, changed), became_right / max(1, wrong), whole / max(1, spoilt), alarms / max(1, plain)
    )


def holds(found: Score, floor: dict[str, float]) -> bool:
    return (
        found.precision >= floor["precision"]
        and found.recall >= floor["recall"]
        and found.sentences >= floor["sentences"]
        and found.alarms <= floor["alarms"]
    )


def test_slips_in_our_own_sentences() -> None:
    found = score([*map(tuple, SLIPS["slips"]), *((line, line) for line in SLIPS["right"])])
    assert holds(found, FLOORS["own_sentences"]), found


def marks(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.kind, finding.quote) for finding in findings if finding.severity != "style")


def test_everything_that_an_old_hand_would_mark_in_our_own_drafts() -> None:
    right = wanted = found = 0
    for draft in DRAFTS:
        expected = Counter(map(tuple, draft["marks"]))
        said = Counter(
            (finding.kind, finding.quote)
            for finding in proofread(draft["text"].strip())
            if finding.severity != "style" or (finding.kind, finding.quote) in expected
        )
        right += (expected & said).total()
        wanted += expected.total()
        found += said.total()
    assert right / wanted >= FLOORS["own_drafts"]["recall"], (right, wanted)
    assert right / found >= FLOORS["own_drafts"]["precision"], (right, found)


@pytest.mark.parametrize("kind", [kind for kind in FAMILIES if kind != "right"])
def test_each_kind_in_our_own_sentences(kind: str) -> None:
    found = 0
    for text, quote, new in FAMILIES[kind]:
        said = {(one.kind, one.quote, "?" if one.replacement is None else one.replacement) for one in proofread(text)}
        found += (kind, quote, new) in said
    assert found / len(FAMILIES[kind]) >= FLOORS["families"]["recall"], (found, len(FAMILIES[kind]))


def test_our_own_sentences_without_fault() -> None:
    alarms = [text for text in FAMILIES["right"] if any(one.severity != "style" for one in proofread(text))]
    assert len(alarms) / len(FAMILIES["right"]) <= FLOORS["families"]["alarms"], alarms


@pytest.mark.shared
@pytest.mark.parametrize("name", ["official_documents", "law"])
def test_slips_in_sentences_of_documents(name: str, shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "typos" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = score([(row["wrong"], row["right"]) for row in rows])
    assert holds(found, FLOORS[name]), found


@pytest.mark.shared
def test_the_two_sample_files(shared: Path) -> None:
    findings = [
        finding
        for path in sorted((shared / "seeds").glob("*.txt"))
        for finding in proofread(clean(path.read_text("utf-8")).text)
    ]
    kinds = Counter(finding.kind for finding in findings)
    assert kinds["blank"] == 74
    assert kinds["numbering"] == 0
    assert kinds["spelling"] <= FLOORS["seeds"]["spelling"]
    wordings = Counter(finding.replacement for finding in findings if finding.severity != "style")
    assert wordings["截至目前"] == 2
    assert wordings["稳中求进"] == wordings["接"] == wordings["”"] == 1
