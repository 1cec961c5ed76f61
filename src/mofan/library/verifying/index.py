"""Index and rows (索引与行): every kept original that is not due is in the index once, and nothing else is.

Both are read in the order of the ids, side by side, so nothing is held but what disagrees.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby

from mofan.library.ingestion.indexing import index, mend_index
from mofan.library.models import Piece, PieceState
from mofan.library.verifying.check import AT_ONCE, Finding, Keys, Tell, Words, chunks
from mofan.org.models import Person
from mofan.search import Index, IndexBroken, SchemaChanged, SearchError

BROKEN = Words(
    "{detail}",
    mends="丢掉索引，从库里重建",
    advice="若修复后仍是这样，请看索引目录是否放了别的文件、磁盘是否已满。",
)
MISSING = Words("检索索引缺 {count} 篇：{ids}。这几篇检索不到。", mends="补进索引")
STRAY = Words("检索索引里有 {count} 篇是库里没有的，或已撤下、已并入别篇的：{ids}。", mends="从索引里去掉")
TWICE = Words("检索索引里有 {count} 篇重复：{ids}。", mends="重新编入，只留一份")

Standing = tuple[bool | None, int]
"""How a row stands: whether it should be in the index (None: it is due, both are right), and its revision."""
_NOT_THERE: Standing = (False, 0)


@dataclass(frozen=True, slots=True)
class Differences:
    """The ids on which rows and index disagree, ascending."""

    missing: array[int] = field(default_factory=lambda: array("q"))
    stray: array[int] = field(default_factory=lambda: array("q"))
    twice: array[int] = field(default_factory=lambda: array("q"))

    def all(self) -> Keys:
        """Every id among them, ascending, once."""
        return array("q", sorted({*self.missing, *self.stray, *self.twice}))


def find_differences(tell: Tell) -> list[Finding]:
    """What disagrees between index and rows, looked at twice; or that the index does not open."""
    try:
        first = _compare(_told(_all_rows(), tell), index().uids())
        sure = _look_again(first.all()) if first.all() else first
    except SearchError as error:
        return [Finding("索引", BROKEN, detail=str(error), repair=rebuild)]
    found = (
        Finding("索引缺篇", MISSING, sure.missing, repair=put_in),
        Finding("索引多篇", STRAY, sure.stray, repair=take_out),
        Finding("索引重复", TWICE, sure.twice, repair=put_in),
    )
    return [finding for finding in found if finding.keys]


def _compare(rows: Iterable[tuple[int, Standing]], uids: Iterable[int]) -> Differences:
    """Walk along both, ids ascending, to the end of each."""
    found = Differences()
    counted = ((uid, sum(1 for _ in same)) for uid, same in groupby(uids))
    uid, times = next(counted, (None, 0))
    for key, (wanted, _) in rows:
        while uid is not None and uid < key:
            found.stray.append(uid)
            uid, times = next(counted, (None, 0))
        there = times if uid == key else 0
        _note(found, key, wanted, there)
        if uid == key:
            uid, times = next(counted, (None, 0))
    if uid is not None:
        found.stray.extend(chain([uid], (later for later, _ in counted)))
    return found


def _note(found: Differences, key: int, wanted: bool | None, there: int) -> None:
    if wanted and not there:
        found.missing.append(key)
    elif wanted is False and there:
        found.stray.append(key)
    elif wanted and there > 1:
        found.twice.append(key)


def _look_again(suspects: Keys) -> Differences:
    """The suspects once more: only rows that stood the same before and after the index was read are judged.

    A row that is not due was committed to the index before it was marked so; read in this order, whoever writes
    meanwhile makes no false alarm.
    """
    before = dict(_rows(suspects))
    among = set(suspects)
    again = _compare(
        ((key, before.get(key, _NOT_THERE)) for key in suspects), (u for u in index().uids() if u in among)
    )
    after = dict(_rows(suspects))
    steady = {key for key in suspects if before.get(key, _NOT_THERE) == after.get(key, _NOT_THERE)}
    return Differences(
        *(array("q", (key for key in keys if key in steady)) for keys in (again.missing, again.stray, again.twice))
    )


def _told(rows: Iterable[tuple[int, Standing]], tell: Tell) -> Iterator[tuple[int, Standing]]:
    for count, row in enumerate(rows):
        if not count % AT_ONCE:
            tell(f"核对索引：{count:,} 篇")
        yield row


def _all_rows() -> Iterator[tuple[int, Standing]]:
    last = -1
    fields = ("pk", "state", "same_as_id", "index_due", "revision")
    rows = Piece.objects.order_by("pk").values_list(*fields)
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for pk, state, same_as, due, revision in batch:
            yield pk, _standing(state, same_as, due, revision)
        last = batch[-1][0]


def _rows(keys: Keys) -> Iterator[tuple[int, Standing]]:
    for some in chunks(keys):
        fields = ("pk", "state", "same_as_id", "index_due", "revision")
        for pk, state, same_as, due, revision in Piece.objects.filter(pk__in=some).values_list(*fields):
            yield pk, _standing(state, same_as, due, revision)


def _standing(state: str, same_as: int | None, due: bool, revision: int) -> Standing:
    return None if due else state == PieceState.KEPT and same_as is None, revision


def put_in(keys: Keys, by: Person, at: datetime) -> None:
    """Let the pieces wait for the index again; the driver that follows puts them in."""
    for some in chunks(keys):
        Piece.objects.filter(pk__in=some).update(index_due=True)


def take_out(keys: Keys, by: Person, at: datetime) -> None:
    """Delete entries from the index that no piece stands for."""
    with index().write() as writer:
        writer.delete(keys)


def rebuild(keys: Keys, by: Person, at: datetime) -> None:
    """Throw a broken index away and let every piece wait; the driver that follows fills it. Raises NotAnIndex."""
    try:
        path = index().path
    except (IndexBroken, SchemaChanged):
        mend_index()
        return
    Index.recreate(path)
    Piece.objects.originals().filter(state=PieceState.KEPT).update(index_due=True)
