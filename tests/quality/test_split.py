"""How well compilations are split: floors that only ever rise."""

import gzip
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mofan.text.split import Compilation, split

HERE = Path(__file__).parent
SAMPLES = sorted((HERE / "samples" / "split").glob("*.txt"))
FLOORS = tomllib.loads((HERE / "floors" / "split.toml").read_text("utf-8"))
EVERY = 20
"""Of the real corpus every so many-th document is split (the whole of it takes a minute)."""

Wanted = dict[tuple[int, int], tuple[str, str | None]]


@dataclass
class Score:
    """Counts over several compilations."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    titles: int = 0
    subtitles: int = 0
    headers: int = 0
    texts: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, wanted: Wanted, header: tuple[str, int | None], compilation: Compilation) -> None:
        """Count what is right in one compilation."""
        found = {(piece.start, piece.end): (piece.title, piece.subtitle) for piece in compilation.pieces}
        right = wanted.keys() & found.keys()
        self.texts += 1
        self.wanted += len(wanted)
        self.found += len(found)
        self.right += len(right)
        self.titles += sum(wanted[span][0] == found[span][0] for span in right)
        self.subtitles += sum(wanted[span][1] == found[span][1] for span in right)
        read = compilation.header
        self.headers += read is not None and (read.title, read.count) == header
        self.wrong += [str(wanted[span]) for span in wanted.keys() - right]

    def meets(self, floors: dict[str, float]) -> None:
        """Assert every floor."""
        measured = {
            "pieces_f1": 2 * self.right / (self.found + self.wanted),
            "titles": self.titles / max(1, self.right),
            "subtitles": self.subtitles / max(1, self.right),
            "headers": self.headers / self.texts,
        }
        for name, value in measured.items():
            assert value >= floors[name], (name, value, self.wrong)


def spans_of(text: str, pieces: Iterable[dict[str, str]]) -> Wanted:
    """Where the pieces of a sample stand: each from its first words to its last line."""
    wanted: Wanted = {}
    end = 0
    for piece in pieces:
        start = text.index(piece["first"], end)
        end = text.index(piece["last"], start) + len(piece["last"])
        wanted[start, end] = (piece["title"], piece["subtitle"])
    return wanted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_of_our_own_are_split(path: Path) -> None:
    text = path.read_text("utf-8")
    sample = json.loads(path.with_suffix(".json").read_text("utf-8"))
    score = Score()
    score.add(spans_of(text, sample["pieces"]), tuple(sample["header"]), split(text))
    score.meets(FLOORS["samples"])


@pytest.mark.shared
def test_compilations_of_real_documents_are_split(shared: Path) -> None:
    score = Score()
    for line in (shared / "compilations_dev.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        wanted = {(piece["start"], piece["end"]): (piece["title"], piece["subtitle"]) for piece in case["pieces"]}
        score.add(wanted, (case["header"]["title"], case["header"]["count"]), split(case["text"]))
    score.meets(FLOORS["compilations_dev"])


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), [("000_81117f9b727fded6.txt", 7), ("004_a500b5a48106c662.txt", 3)])
def test_the_received_files_give_ten_pieces(shared: Path, name: str, count: int) -> None:
    text = (shared / "seeds" / name).read_text("utf-8")
    found = split(text)
    assert found.header is not None
    assert (len(found.pieces), found.header.count, found.warnings) == (count, count, ())
    assert [piece.title[-3:] for piece in found.pieces if piece.subtitle is None] in ([], ["（1）", "（2）", "（3）"])
    assert all(piece.unit and text[piece.end] == "\n" for piece in found.pieces)
    assert not any(
        mark in f"{piece.title}{piece.subtitle}" for piece in found.pieces for mark in ("微信", "##", "素材")
    )


@pytest.mark.shared
def test_pieces_on_their_own_are_one_piece_with_the_same_title(shared: Path) -> None:
    same = pieces = 0
    for line in (shared / "compilations_dev.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        for piece in split(text).pieces:
            alone = split(text[piece.start : piece.end])
            pieces += 1
            same += alone.header is None and [(one.title, one.subtitle) for one in alone.pieces] == [
                (piece.title, piece.subtitle)
            ]
    assert same / pieces >= FLOORS["compilations_dev"]["alone"]


@pytest.mark.shared
def test_real_documents_are_one_piece_each(shared: Path) -> None:
    whole = split_up = 0
    for path in sorted((shared / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % EVERY == 0:
                    text = json.loads(line)["text"]
                    pieces = split(text).pieces
                    right = len(pieces) == 1 and text[pieces[0].start : pieces[0].end] == text.strip()
                    whole, split_up = whole + right, split_up + (not right)
    assert whole / (whole + split_up) >= FLOORS["corpus"]["one_piece"]
