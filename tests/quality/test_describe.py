"""How well a piece is described: floors that only ever rise."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from gzip import open as open_gzip
from pathlib import Path
from typing import Any

import pytest

from mofan.text.describe import Description, describe
from mofan.text.describe.genres import genre_of
from mofan.text.units import unit_of

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors" / "describe.toml").read_text("utf-8"))
SAMPLES = [tomllib.loads(path.read_text("utf-8")) for path in sorted((HERE / "samples" / "describe").glob("*.toml"))]
PIECES: list[dict[str, Any]] = [piece for sample in SAMPLES for piece in sample.get("piece", [])]
LINES: list[list[str]] = [line for sample in SAMPLES for line in sample.get("lines", [])]
"""Title, the line under it, the unit that speaks and its level ("" where there is none)."""
LISTS = ("figures", "blanks", "persons", "regions", "dates", "slogans")


def listed(description: Description, kind: str) -> list[str]:
    """The texts of one kind; of blanks what they count."""
    if kind == "blanks":
        return [blank.what or "" for blank in description.blanks]
    return [found.text for found in getattr(description, kind)]


def f1(pairs: Iterable[tuple[list[str], list[str]]]) -> float:
    """F1 over all pieces together, the lists compared as bags."""
    right = wanted_count = found_count = 0
    for wanted, found in pairs:
        right += (Counter(wanted) & Counter(found)).total()
        wanted_count += len(wanted)
        found_count += len(found)
    return 2 * right / (wanted_count + found_count)


@pytest.fixture(scope="module")
def described() -> list[Description]:
    return [describe(piece["text"].strip()) for piece in PIECES]


@pytest.mark.parametrize("kind", LISTS)
def test_lists_on_our_own_pieces(kind: str, described: list[Description]) -> None:
    score = f1(
        (piece[kind], listed(found, kind)) for piece, found in zip(PIECES, described, strict=True) if kind in piece
    )
    assert score >= FLOORS["lists_f1"][kind], score


@pytest.mark.parametrize("kind", ["title", "subtitle", "unit", "level", "genre", "theme", "year"])
def test_single_facts_on_our_own_pieces(kind: str, described: list[Description]) -> None:
    right = asked = 0
    for piece, found in zip(PIECES, described, strict=True):
        if kind in piece:
            said = {
                "unit": found.unit and found.unit.name,
                "level": found.unit_level,
                "theme": found.themes[0] if found.themes else None,
            }
            right += piece[kind] == (said[kind] if kind in said else getattr(found, kind))
            asked += 1
    assert right / asked >= FLOORS["single_accuracy"][kind], (right, asked)


def test_units_of_our_own_title_lines() -> None:
    read = [unit_of(title, below or None, "") for title, below, _, _ in LINES]
    names = sum(line[2] == (unit.name if unit else "") for line, unit in zip(LINES, read, strict=True))
    levels = sum(line[3] == ((unit and unit.level) or "") for line, unit in zip(LINES, read, strict=True))
    assert names / len(LINES) >= FLOORS["title_lines"]["unit"], names
    assert levels / len(LINES) >= FLOORS["title_lines"]["level"], levels


def documents(shared: Path, name: str, every: int) -> list[dict[str, Any]]:
    """Every `every`-th document of a corpus file."""
    with open_gzip(shared / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for number, line in enumerate(lines) if number % every == 0]


@pytest.mark.shared
def test_blanks_and_figures_of_the_seeds(shared: Path) -> None:
    found = [describe(path.read_text("utf-8")) for path in sorted((shared / "seeds").glob("*.txt"))]
    assert sum(len(one.blanks) for one in found) == 74
    assert sum(figure.blank for one in found for figure in one.figures) == 42
    assert sum(blank.measure is None for one in found for blank in one.blanks) == 32


@pytest.mark.shared
def test_units_of_the_compilations(shared: Path) -> None:
    right = asked = 0
    for line in (shared / "compilations_dev.jsonl").read_text("utf-8").splitlines():
        compilation = json.loads(line)
        stem = compilation["header"]["title"]
        for ending in ("范文", "汇编", "合集"):
            stem = stem.removesuffix(ending)
        stem = stem.removeprefix("2022年")
        for piece in compilation["pieces"]:
            if piece["subtitle"]:
                wanted = piece["subtitle"].removeprefix("——").partition(stem)[0]
                unit = unit_of(piece["title"], piece["subtitle"], "")
                right += unit is not None and unit.name == wanted
                asked += 1
    assert asked > 80
    assert right / asked >= FLOORS["shared"]["units"], (right, asked)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "genre"),
    [("laws", "法规制度"), ("local_rules", "法规制度"), ("work_reports", "工作报告"), ("news", "新闻")],
)
def test_genres_of_the_corpus(shared: Path, name: str, genre: str) -> None:
    rows = documents(shared, name, 1 if name == "work_reports" else 8)
    right = sum(genre_of(row["title"], None, None, row["text"].partition("\n")[2]) == genre for row in rows)
    assert right / len(rows) >= FLOORS["genres"][name], right / len(rows)


@pytest.mark.shared
def test_blanks_are_rare_in_texts_that_have_none(shared: Path) -> None:
    """Laws and news are not anonymised; a sixteenth of them, about a million characters, is read."""
    texts = [row["text"] for name in ("laws", "local_rules", "news") for row in documents(shared, name, 16)]
    characters = sum(map(len, texts))
    blanks = sum(len(describe(text).blanks) for text in texts)
    assert blanks * 1_000_000 / characters <= FLOORS["shared"]["most_blanks_per_million"], blanks
