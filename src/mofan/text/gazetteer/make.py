"""Make the packaged table of divisions (行政区划) from a `code,name,level,parent` table.

    python -m mofan.text.gazetteer.make path/to/divisions.csv.gz

Each line of the packaged table is the depth (0 province, 1 city, 2 county, 3 town) and the name; a line's parent is
the nearest line above it of a smaller depth. The facts are those of modood/Administrative-divisions-of-China
(2023-06-30); its licence lies beside this file (divisions-WTFPL.txt).
"""

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("divisions.txt.gz")
DEPTHS = {"province": "0", "city": "1", "county": "2", "town": "3"}


def lines_of(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """The packaged lines, in the order of the codes: every division directly under the one that it belongs to."""
    for row in sorted(rows, key=lambda row: row["code"]):
        yield DEPTHS[row["level"]] + row["name"]


def make(source: Path, target: Path = TABLE) -> int:
    """Write `target` from `source` (.csv.gz); the number of divisions. The same source gives the same bytes."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as table:
        lines = list(lines_of(csv.DictReader(table)))
    target.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return len(lines)


if __name__ == "__main__":  # pragma: no cover
    print(make(Path(sys.argv[1])))
