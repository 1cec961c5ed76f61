"""The index of the cases by their words (事项的检索索引), in MOFAN_HOME: derived from the rows, filled by the worker.

It holds no tip-offs. What came in after it was last filled is read from the rows, so that nothing is missed meanwhile.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from django.conf import settings

from mofan.cases.models import Case
from mofan.search import Entry, Index, Query, SearchError

AT_ONCE: Final = 5000
"""Cases that are put in at a time."""
Row: TypeAlias = tuple[int, str, str, str | None, str]
"""Key, title, place, text and kind of a case."""


def catch_up(most: int = AT_ONCE) -> int:
    """Put the cases in that came since, the oldest first; how many. A broken or lost index is filled anew. Raises
    SearchError when somebody else writes all the while, or nothing can be written."""
    index = _opened()
    if index is None or (last_indexed() and not index.count()):
        return index_anew()
    rows = _rows_after(last_indexed(), most)
    if rows:
        with index.write(heap_mb=32) as writer:
            writer.put(map(_entry, rows))
        _keep(rows[-1][0])
    return len(rows)


def index_anew() -> int:
    """Fill the index anew from the rows, one that cannot be read from nothing; how many cases stand in it. Searches see
    what there was until the end. Raises SearchError as `catch_up`."""
    index = _opened() or _begun_anew()
    last = count = 0
    with index.write(heap_mb=64) as writer:
        writer.clear()
        while rows := _rows_after(last, AT_ONCE):
            count += writer.put(map(_entry, rows))
            last = rows[-1][0]
    _keep(last)
    return count


def _begun_anew() -> Index:
    Index.recreate(_path())
    _open.cache_clear()
    return _open(_path())


def last_indexed() -> int:
    """The key of the last case that the index holds; 0 of an empty one."""
    try:
        return int(_mark().read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def found_by(words: Sequence[str], kind: str, most: int) -> list[int]:
    """Keys of the cases of a kind that share the most and rarest of these words, the best first."""
    index = _opened() if last_indexed() else None
    if index is None or not words:
        return []
    asked = Query(words=tuple(words), any_word=True, filters={"category": (kind,)}, limit=most)
    try:
        return [hit.uid for hit in index.search(asked).hits]
    except SearchError:
        return []


def _rows_after(last: int, most: int) -> list[Row]:
    """The cases after that key, but tip-offs, the oldest first."""
    rows = Case.objects.filter(restricted=False, pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", "title", "place", "detail__text", "kind")[:most])


def _entry(row: Row) -> Entry:
    pk, title, place, text, kind = row
    return Entry(pk, title, place, f"{title}\n{text or ''}", category=kind)


def _keep(last: int) -> None:
    _mark().write_text(str(last), encoding="ascii")


def _path() -> Path:
    return Path(settings.MOFAN_HOME) / "cases" / "similar"


def _mark() -> Path:
    """Where it stands up to which case the index goes."""
    return Path(settings.MOFAN_HOME) / "cases" / "similar.last"


def _opened() -> Index | None:
    """The index, None where it cannot be read."""
    try:
        return _open(_path())
    except (SearchError, OSError):
        return None


@lru_cache(maxsize=2)
def _open(path: Path) -> Index:
    path.parent.mkdir(parents=True, exist_ok=True)
    return Index.open(path)
