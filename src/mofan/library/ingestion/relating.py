"""New pieces related to the library (查重): which of those there are versions of one text, or one a part of the other.

The truth is the fingerprints in the rows. The index in `MOFAN_HOME/reuse` is derived from them: files of the pieces up
to some number, mapped by every process, and what came later, read from the rows when it is asked for.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import RLock

from django.conf import settings
from django.utils import timezone
from filelock import FileLock, Timeout

from mofan.library.clean_text import with_text
from mofan.library.models import Likeness, Piece, PieceDetail, Verdict
from mofan.text.reuse import (
    Asked,
    Candidates,
    Match,
    Prints,
    ReuseIndex,
    UnreadableIndex,
    compared,
    fingerprint,
    unpacked,
)

CLOSEST = 4
"""Pieces that a new one is compared with exactly, at most: the likeliest by their fingerprints. Each of those has
links of its own, so a larger family holds together all the same."""
SAVED_FROM = 2000
"""Pieces that are read from the rows before they are written into the files."""
AT_ONCE = 100
"""Pieces whose texts are in memory together …"""
PARTS_AHEAD = 4
"""… and so many times that while workers compare them."""

_one_at_a_time = RLock()


def reuse_index() -> ReuseIndex:
    """The index of the settings, as the rows are now."""
    with _one_at_a_time:
        index = _opened(Path(settings.MOFAN_HOME) / "reuse")
        _catch_up(index)
        return index


def relate(keys: Iterable[int], workers: Executor | None = None) -> int:
    """Compare pieces with the whole library and write down those alike; how many pairs.

    Can be done again: a pair is written once, and what people said of it stays. `workers` compare the texts, if there
    are any.
    """
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
        found += _relate(index, prints, workers)
    return found


def relate_all(tell: Callable[[int], None] = lambda _: None) -> int:
    """Compare every piece anew, those that came before there were fingerprints too; how many pairs are alike."""
    last, seen, found = 0, 0, 0
    rows = Piece.objects.originals().order_by("pk")
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:SAVED_FROM]):
        found += relate(keys)
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
    """The fingerprints of these pieces, originals only; found now for pieces that were stored without."""
    rows = PieceDetail.objects.filter(pk__in=keys, piece__same_as=None).order_by("pk")
    prints = {pk: unpacked(stored) for pk, stored in rows.values_list("pk", "fingerprints")}
    missing = [pk for pk, held in prints.items() if not len(held)]
    for start in range(0, len(missing), AT_ONCE):
        texts = _texts_of(missing[start : start + AT_ONCE])
        found = {pk: fingerprint(text) for pk, text in texts.items()}
        PieceDetail.objects.bulk_update(
            [PieceDetail(pk=pk, fingerprints=one.packed()) for pk, one in found.items()], ["fingerprints"]
        )
        prints |= {pk: one.hashes for pk, one in found.items()}
    return prints


def _relate(index: ReuseIndex, prints: Mapping[int, Prints], workers: Executor | None) -> int:
    keys = list(prints)
    found = zip(keys, index.candidates([prints[pk] for pk in keys], held=True), strict=True)
    changed = _changed(keys)
    asked = {
        pk: one for pk, candidates in found if (one := _earlier(pk, candidates, prints, changed.get(pk, ()))).rated
    }
    compare = _in_workers(index, workers) if workers and not index.unsaved else _here(index)
    return sum(_write(matches, changed) for matches in compare(_with_texts(asked)))


Asking = dict[int, Asked]
Compare = Callable[[Iterator[Asking]], Iterator[dict[int, list[Match]]]]


def _with_texts(asked: Mapping[int, Candidates]) -> Iterator[Asking]:
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


def _here(index: ReuseIndex) -> Compare:
    """Compare in this process."""

    def compare(parts: Iterator[Asking]) -> Iterator[dict[int, list[Match]]]:
        for part in parts:
            yield {pk: index.matches(one.text, one.candidates, one.texts) for pk, one in part.items()}

    return compare


def _in_workers(index: ReuseIndex, workers: Executor) -> Compare:
    """Compare in the worker processes, a few parts ahead; what they cannot, because another process is just changing
    the files, is compared here."""
    folder = index.folder
    assert folder is not None

    def result_of(part: Asking, waiting: Future[list[list[Match]]]) -> dict[int, list[Match]]:
        try:
            return dict(zip(part, waiting.result(), strict=True))
        except UnreadableIndex:
            return next(_here(index)(iter([part])))

    def compare(parts: Iterator[Asking]) -> Iterator[dict[int, list[Match]]]:
        ahead: deque[tuple[Asking, Future[list[list[Match]]]]] = deque()
        for part in parts:
            ahead.append((part, workers.submit(compared, folder, list(part.values()))))
            if len(ahead) > PARTS_AHEAD:
                yield result_of(*ahead.popleft())
        while ahead:
            yield result_of(*ahead.popleft())

    return compare


def _earlier(pk: int, found: Candidates, prints: Mapping[int, Prints], linked: Sequence[int]) -> Candidates:
    """The closest candidates that do not ask about this piece themselves, and those it is linked to already."""
    others = [one for one in found.rated if one.uid < pk or one.uid not in prints][:CLOSEST]
    rest = {*linked} - {one.uid for one in others}
    return found.only(others, rest)


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
    return {text.row.pk: text.text for text in with_text(list(Piece.objects.filter(pk__in=list(keys))))}
