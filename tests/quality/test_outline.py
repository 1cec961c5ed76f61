"""How well headings are found: floors that only ever rise.

In the samples a heading is written {level|words}; it is a line of its own where nothing else stands on its line.
"""

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest

from mofan.text.clean import clean
from mofan.text.outline import Form, numbering_issues, outline
from mofan.text.split import split

HERE = Path(__file__).parent
SAMPLES = sorted((HERE / "samples" / "outline").glob("*.txt"))
FLOORS = tomllib.loads((HERE / "floors" / "outline.toml").read_text("utf-8"))
EVERY = 40
"""Of the real laws every so many-th is outlined."""

_MARKED = re.compile(r"\{(?P<level>[1-9])\|(?P<text>[^}]*)\}")
_CHAPTER = re.compile(r"第[一二三四五六七八九十]{1,3}章\s.{1,30}")

Found = dict[tuple[Form, int, int], int]


def read_sample(path: Path) -> tuple[str, Found]:
    """The text of a sample and its headings: (form, start, end) to level."""
    headings: Found = {}
    text = ""
    for line in path.read_text("utf-8").splitlines():
        marked = _MARKED.match(line)
        if marked:
            rest = line[marked.end() :]
            form: Form = "lead" if rest else "line"
            headings[form, len(text), len(text) + len(marked["text"])] = int(marked["level"])
            line = marked["text"] + rest
        text += line + "\n"
    return text, headings


def test_samples_of_our_own_are_outlined() -> None:
    right = level = found_count = wanted_count = 0
    wrong = []
    for path in SAMPLES:
        text, wanted = read_sample(path)
        found = {(heading.form, heading.start, heading.end): heading.level for heading in outline(text)}
        both = wanted.keys() & found.keys()
        right += len(both)
        level += sum(wanted[place] == found[place] for place in both)
        found_count += len(found)
        wanted_count += len(wanted)
        wrong += [(path.stem, form, text[start:end]) for form, start, end in wanted.keys() ^ found.keys()]
    assert right / found_count >= FLOORS["samples"]["precision"], wrong
    assert right / wanted_count >= FLOORS["samples"]["recall"], wrong
    assert level / right >= FLOORS["samples"]["levels"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_numbers_of_our_own_samples_are_in_order(path: Path) -> None:
    assert numbering_issues(outline(read_sample(path)[0])) == ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "levels", "forms"),
    [
        (
            "000_81117f9b727fded6.txt",
            ["1" * 6, "1" * 4, "1" * 4, "1" * 5, "1" * 4, "1" * 6, "1" * 6],
            ["line", "line", "lead", "lead", "line", "lead", "line"],
        ),
        ("004_a500b5a48106c662.txt", ["12222122122", "1111", "1111"], ["line", "line", "line"]),
    ],
)
def test_the_headings_of_the_received_files_are_right(
    shared: Path, name: str, levels: list[str], forms: list[str]
) -> None:
    raw = (shared / "seeds" / name).read_text("utf-8")
    cleaned = clean(raw)
    headings = outline(cleaned.text)
    pieces = [
        [heading for heading in headings if piece.start <= cleaned.to_raw(heading.start) < piece.end]
        for piece in split(raw, cleaned).pieces
    ]
    assert ["".join(str(heading.level) for heading in inside) for inside in pieces] == levels
    assert [inside[0].form for inside in pieces] == forms
    assert all(cleaned.text[heading.start : heading.end] == heading.text for heading in headings)
    assert numbering_issues(headings) == ()


@pytest.mark.shared
def test_the_chapters_of_real_laws_are_found(shared: Path) -> None:
    right = found_count = wanted_count = 0
    with gzip.open(shared / "corpus" / "laws.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY:
                continue
            text = json.loads(line)["text"]
            wanted = {shown.strip() for shown in text.split("\n")[1:] if _CHAPTER.fullmatch(shown.strip())}
            found = {heading.text for heading in outline(text) if (heading.marker or "").endswith("章")}
            right += len(wanted & found)
            found_count += len(found)
            wanted_count += len(wanted)
    assert right / wanted_count >= FLOORS["laws"]["chapters_recall"]
    assert right / found_count >= FLOORS["laws"]["chapters_precision"]
