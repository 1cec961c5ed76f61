"""New pieces related to the library (查重): which of those there are versions of one text, or one a part of the other.

The truth is the fingerprints in the rows. The index in `MOFAN_HOME/reuse` is derived from them: files of the pieces up
to some number, mapped by every process, and what came later, read from the rows when it is asked for.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from filelock import FileLock, Timeout

from mofan.library.clean_text import with_text
from mofan.library.ingestion.processes import COMPARED_ALONE, worker_processes
from mofan.library.models import Likeness, Piece, PieceDetail, Verdict
from mofan.text.reuse import (
    Asked,
    Candidates,
    Match,
    Prints,
    ReuseIndex,
    UnreadableIndex,
    candidates_for,
    compared,
    elsewhere,
    fingerprint,
    is_current,
    unpacked,
)

CLOSEST = 4
"""Pieces that a new one is compared with exactly, at most: the likeliest by their fingerprints. Each of those has
links of its own, so a larger family holds together all the same."""
SAVED_FROM = 2000
"""Pieces that are read from the rows before they are written into the files."""
LOOKED_UP = 500
"""Pieces whose candidates a worker looks for at a time."""
AT_ONCE = 100
"""Pieces whose texts are in memory together …"""
PARTS_AHEAD = 6
"""… and so many times that while workers compare them."""

Given = TypeVar("Given")
Answer = TypeVar("Answer")
Steps = Generator[Future[Any], None, int]
"""Work that names each result it waits for before it takes it, so that whoever carries it on can do something else
meanwhile; at its end how many pairs are alike."""

_one_at_a_time = RLock()


def reuse_index() -> ReuseIndex:
    """The index of the settings, as the rows are now."""
    with _one_at_a_time:
        index = _opened(Path(settings.MOFAN_HOME) / "reuse")
        _catch_up(index)
        return index


def relate(keys: Iterable[int], workers: Executor | None = None) -> int:
    """Compare pieces with the whole library and write down those alike; how many pairs.

    Can be done again: a pair is written once, and what people said of it stays.
    """
    steps = relating(keys, workers)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def relating(keys: Iterable[int], workers: Executor | None = None) -> Steps:
    """`relate` step by step: `workers`, if there are any, look for candidates and compare the texts."""
    found = 0
    due = sorted(keys)
    for start in range(0, len(due), SAVED_FROM):
        prints = _prints_of(due[start : start + SAVED_FROM])
        with _one_at_a_time:
            index = reuse_index()
            changed = {pk: held for pk, held in prints.items() if not index.holds(pk, held)}
            index.add_all(changed)
            if changed or index.unsaved >= (1 if workers else SAVED_FROM):  # workers read the files
                _save(index, again=changed)
        found += yield from _relating(_Desk(index, workers), prints, newest=index.newest)
    return found


def relate_all(tell: Callable[[int], None] = lambda _: None) -> int:
    """Compare every piece anew, those that came before there were fingerprints too; how many pairs are alike."""
    rows = Piece.objects.originals().order_by("pk")
    if not rows[COMPARED_ALONE:].exists():
        return _relate_all(rows, tell, None)
    with worker_processes() as workers:
        return _relate_all(rows, tell, workers)


def _relate_all(rows: QuerySet[Piece], tell: Callable[[int], None], workers: Executor | None) -> int:
    last, seen, found = 0, 0, 0
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:SAVED_FROM]):
        found += relate(keys, workers)
        last, seen = keys[-1], seen + len(keys)
        tell(seen)
    return found


@cache
def _opened(folder: Path) -> ReuseIndex:
    return _read(folder)


def _read(folder: Path) -> ReuseIndex:
    try:
        return ReuseIndex(_texts_of, folder)
    except UnreadableIndex:  # of another version, or damaged: the rows have all that is in it
        (folder / "manifest.json").unlink(missing_ok=True)
        return ReuseIndex(_texts_of, folder)


def _catch_up(index: ReuseIndex) -> None:
    """Take in what other processes saved, and the rows that came since."""
    try:
        index.refresh()
    except UnreadableIndex:
        index.clear()
    rows = PieceDetail.objects.filter(piece__same_as=None).exclude(fingerprints=b"").order_by("pk")
    while new := list(rows.filter(pk__gt=index.newest).values_list("pk", "fingerprints")[:SAVED_FROM]):
        index.add_all({pk: unpacked(stored) for pk, stored in new})
        if index.unsaved >= SAVED_FROM:
            _save(index)


def _save(index: ReuseIndex, again: Mapping[int, Prints] | None = None) -> None:
    """Write the files, unless another process is at it."""
    lock = FileLock(Path(settings.MOFAN_HOME) / "reuse.lock")
    with suppress(Timeout), lock.acquire(timeout=10 if again else 0):
        if index.refresh():
            _catch_up(index)
            index.add_all(again or {})
        index.save()


def _prints_of(keys: Sequence[int]) -> dict[int, Prints]:
    """The fingerprints of these pieces, originals only; found now for pieces that were stored without, or with those of
    an older version."""
    rows = PieceDetail.objects.filter(pk__in=keys, piece__same_as=None).order_by("pk")
    held = dict(rows.values_list("pk", "fingerprints"))
    prints = {pk: unpacked(stored) for pk, stored in held.items()}
    missing = [pk for pk, stored in held.items() if not is_current(stored)]
    for start in range(0, len(missing), AT_ONCE):
        texts = _texts_of(missing[start : start + AT_ONCE])
        found = {pk: fingerprint(text) for pk, text in texts.items()}
        PieceDetail.objects.bulk_update(
            [PieceDetail(pk=pk, fingerprints=one.packed()) for pk, one in found.items()], ["fingerprints"]
        )
        prints |= {pk: one.hashes for pk, one in found.items()}
    return prints


@dataclass(frozen=True, slots=True)
class _Question(Generic[Answer]):
    """A question to the index that a worker answers, or nobody yet."""

    here: Callable[[], Answer]
    there: Future[Answer] | None

    def answer(self) -> Generator[Future[Answer], None, Answer]:
        """What a worker cannot answer, because another process is just changing the files, is answered here."""
        if self.there is None:
            yield _now()  # whoever carries it on may have something more pressing
            return self.here()
        yield self.there
        try:
            return self.there.result()
        except UnreadableIndex:
            return self.here()


def _now() -> Future[Any]:
    """A result that nobody has to wait for."""
    nothing: Future[Any] = Future()
    nothing.set_result(None)
    return nothing


class _Desk:
    """Where questions to the index are handed in."""

    def __init__(self, index: ReuseIndex, workers: Executor | None) -> None:
        self._index = index
        self._workers = None if index.unsaved else workers

    def ask(self, question: Callable[[ReuseIndex, Given], Answer], given: Given) -> _Question[Answer]:
        there: Future[Answer] | None = None
        if self._workers and self._index.folder:
            there = self._workers.submit(elsewhere, self._index.folder, question, given)
        return _Question(lambda: question(self._index, given), there)


def _relating(desk: _Desk, prints: Mapping[int, Prints], *, newest: int) -> Steps:
    keys = list(prints)
    changed = _changed(keys)
    parts = [keys[start : start + LOOKED_UP] for start in range(0, len(keys), LOOKED_UP)]
    questions = [desk.ask(candidates_for, [prints[pk] for pk in part]) for part in parts]
    asked: dict[int, Candidates] = {}
    for part, question in zip(parts, questions, strict=True):
        for pk, found in zip(part, (yield from question.answer()), strict=True):
            worth = _worth_comparing(pk, found, prints, changed.get(pk, ()), newest=newest)
            if worth.rated:
                asked[pk] = worth
    pairs = 0
    ahead: deque[tuple[list[int], _Question[list[list[Match]]]]] = deque()
    for texts in _with_texts(asked):
        ahead.append((list(texts), desk.ask(compared, list(texts.values()))))
        if len(ahead) > PARTS_AHEAD:
            pairs += yield from _written(*ahead.popleft(), changed)
    while ahead:
        pairs += yield from _written(*ahead.popleft(), changed)
    return pairs


def _written(
    keys: Sequence[int], question: _Question[list[list[Match]]], changed: Mapping[int, Sequence[int]]
) -> Steps:
    matches = yield from question.answer()
    return _write(dict(zip(keys, matches, strict=True)), changed)


def _with_texts(asked: Mapping[int, Candidates]) -> Iterator[dict[int, Asked]]:
    """What is asked with all the texts it needs, some pieces at a time."""
    order = list(asked)
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        texts = _texts_of({*some, *(one.uid for pk in some for one in asked[pk].rated)})
        yield {
            pk: Asked(texts[pk], asked[pk], {one.uid: texts[one.uid] for one in asked[pk].rated if one.uid in texts})
            for pk in some
            if pk in texts
        }


def _worth_comparing(
    pk: int, found: Candidates, prints: Mapping[int, Prints], linked: Sequence[int], *, newest: int
) -> Candidates:
    """The closest candidates that do not ask about this piece themselves, now or when it is their turn, and those it
    is linked to already."""
    asked = [one for one in found.rated if one.uid < pk or (one.uid not in prints and one.uid <= newest)]
    closest = asked[:CLOSEST]
    return found.only(closest, {*linked} - {one.uid for one in closest})


def _changed(keys: Sequence[int]) -> dict[int, list[int]]:
    """piece → the pieces it is linked to, for those whose text may be another than when it was compared."""
    changed: dict[int, list[int]] = {}
    rows = Piece.objects.filter(pk__in=keys, revision__gt=1)
    linked = Likeness.objects.filter(one__in=rows) | Likeness.objects.filter(other__in=rows)
    for one, other in linked.values_list("one", "other"):
        for pk, against in ((one, other), (other, one)):
            changed.setdefault(pk, []).append(against)
    return changed


def _write(matches: Mapping[int, Sequence[Match]], changed: Mapping[int, Sequence[int]]) -> int:
    """Write down the pairs that are alike; a pair that no longer is goes, unless somebody said something of it."""
    pairs: dict[tuple[int, int], Match] = {}
    for pk, found in matches.items():
        for match in found:
            pairs[(min(pk, match.uid), max(pk, match.uid))] = match
    known = {(min(pk, other), max(pk, other)) for pk in matches for other in changed.get(pk, ())}
    alike = {pair: match for pair, match in pairs.items() if match.is_near_duplicate or pair in known}
    Likeness.objects.bulk_create(
        [
            Likeness(
                one_id=one,
                other_id=other,
                containment=match.containment,
                resemblance=match.resemblance,
                weighted=match.weighted,
                found_at=timezone.now(),
            )
            for (one, other), match in alike.items()
        ],
        update_conflicts=True,
        unique_fields=("one", "other"),
        update_fields=("containment", "resemblance", "weighted"),
    )
    for (one, other), match in alike.items():
        if not match.is_near_duplicate:
            Likeness.objects.filter(one=one, other=other, verdict=Verdict.OPEN, decided_by=None).delete()
    return len(alike)


def _texts_of(keys: Iterable[int]) -> dict[int, str]:
    rows = Piece.objects.filter(pk__in=list(keys)).only("start", "end", "revision")  # all that a text is cut out by
    return {text.row.pk: text.text for text in with_text(list(rows))}
