"""Folders into which people put files (收件夹、来信夹): what lies there and was not dealt with yet."""

import os
from collections.abc import Iterator
from pathlib import Path

from mofan.library.ingestion.receiving import HIDDEN


def lying(folder: Path, *dealt_with: str) -> Iterator[Path]:
    """The files in `folder` and below it, sorted; no hidden ones, and none of the folders called `dealt_with` that
    stand right in it: those grow for years, and are not even looked into."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = [one for one in folders if not _is_hidden(one) and not (here == folder and one in dealt_with)]
        found += [here / name for name in names if not _is_hidden(name)]
    return (path for path in sorted(found) if path.is_file())


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in HIDDEN
