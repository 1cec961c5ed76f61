"""The index of the cases by their words (事项的检索索引), in MOFAN_HOME: derived from the rows, filled by the worker.

It holds no tip-offs. What came in after it was last filled is read from the rows, so that nothing is missed meanwhile.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from mofan.cases.models import Case
from mofan.cases.models.cases import CaseQuerySet
from mofan.search import Entry, Index, Query, SearchError

AT_ONCE: Final = 1000
"""Cases that are put in at a time."""


def catch_up(most: int = AT_ONCE) -> int:
    """Put the cases in that came since, the oldest first; how many. A broken index is begun anew. Raises SearchError
    when somebody else writes all the while, or nothing can be written."""
    index = _opened()
    if index is None:
        return index_anew()
    after = last_indexed()
    keys = list(_cases().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])
    if keys:
        _put(index, keys)
    return len(keys)


def index_anew() -> int:
    """Throw the index away and fill it from the rows; how many cases stand in it."""
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().unlink(missing_ok=True)
    Index.recreate(_path())
    count = 0
    while found := catch_up():
        count += found
    return count


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


def _cases() -> CaseQuerySet:
    return Case.objects.filter(restricted=False)


def _put(index: Index, keys: Sequence[int]) -> None:
    rows = Case.objects.filter(pk__in=keys).values_list("pk", "title", "place", "detail__text", "kind")
    entries = (
        Entry(pk, title, place, f"{title}\n{text or ''}", category=kind) for pk, title, place, text, kind in rows
    )
    with index.write(heap_mb=32) as writer:
        writer.put(entries)
    _mark().write_text(str(keys[-1]), encoding="ascii")


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
