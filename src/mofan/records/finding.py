"""Words looked for in the records (找字词): by characters and pairs of them that stand there, kept block by block.

A record never changes, so that a block of them is indexed once, when it is full; those after the last block are read as
they are. Where no block is indexed yet all are read: slower, and the same answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from json import dumps
from typing import Any, Final

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.expressions import RawSQL

from mofan.records.models import Record, WordBlock, WordPair

BLOCK: Final = 4096
"""Keys of a block."""
SETTLED: Final = 500
"""Keys that must follow a full block before it is indexed: whoever entered one of its records is done by then."""

_LETTERS: Final = "\u2e7f"
"""The last character before those of the Chinese script: none of these becomes another when letters are made small."""

Keys = np.ndarray[Any, np.dtype[np.int64]]
_NOBODY: Final[Keys] = np.array([], dtype=np.int64)


def pairs_of(text: str) -> set[str]:
    """The pairs of characters that stand side by side in a text, and each character alone; small and capital letters
    alike."""
    folded = text.casefold()
    return {one + other for one, other in pairwise(folded)}.union(folded)


def index_more() -> int:
    """Index the next block that is full, if there is one (建一段索引); how many records there were in it."""
    start = _indexed_up_to()
    first = Record.objects.filter(pk__gte=start).order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return 0
    first -= first % BLOCK
    if not Record.objects.filter(pk__gte=first + BLOCK + SETTLED).exists():
        return 0
    return _index(first)


def index_again() -> int:
    """Index a block anew of which there are records now that were not there (补索引): that of a long import which came
    to its end late. How many records there were in it; 0 where every block is whole."""
    there = {one.first: one.count for one in WordBlock.objects.all()}
    if not there:
        return 0
    rows = Record.objects.filter(pk__lt=_indexed_up_to()).order_by()
    now = rows.annotate(block=RawSQL(f"records_record.id / {BLOCK}", ())).values_list("block").annotate(Count("pk"))
    for block, count in now:
        if there.get(block * BLOCK) != count:
            return _index(block * BLOCK)
    return 0


def _index(first: int) -> int:
    """Read first, then write: nobody waits while pairs are looked for."""
    rows = Record.objects.filter(pk__gte=first, pk__lt=first + BLOCK).order_by("pk")
    places: dict[str, list[int]] = defaultdict(list)
    count = 0
    for key, title, text in rows.values_list("pk", "title", "detail__text"):
        count += 1
        for pair in pairs_of(title) | pairs_of(text or ""):
            places[pair].append(key - first)
    block = WordBlock(first=first, count=count)
    pairs = [
        WordPair(block=block, pair=pair, keys=np.array(keys, dtype="<u2").tobytes()) for pair, keys in places.items()
    ]
    with transaction.atomic():
        WordBlock.objects.filter(pk=first).delete()
        block.save(force_insert=True)
        WordPair.objects.bulk_create(pairs)
    return count


def _indexed_up_to() -> int:
    """The first key after the last block that is indexed."""
    last = WordBlock.objects.aggregate(last=Max("first"))["last"]
    return 0 if last is None else last + BLOCK


def with_words(words: Sequence[str]) -> RawSQL:
    """The keys of the records in whose title or text all of these words stand, for a filter `pk__in=`."""
    end = _indexed_up_to()
    each = (np.concatenate([_settled(word), _after(word, end)]) for word in words)
    return named(reduce(np.intersect1d, each).tolist())


def named(keys: Sequence[int]) -> RawSQL:
    """Many keys as one parameter, for a filter `pk__in=`."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT value::bigint FROM json_array_elements_text(%s::json)", (dumps(keys),))
    return RawSQL("SELECT value FROM json_each(%s)", (dumps(keys),))


def _settled(word: str) -> Keys:
    """The records of blocks that hold a word: those that hold all its pairs; where the order of pairs or the size of
    letters may deceive, they are read."""
    pairs = {one for one in pairs_of(word) if len(one) == 2 or len(word) == 1}
    rows = WordPair.objects.filter(pair__in=pairs).order_by().values_list("pair", "block", "keys")
    places: dict[str, list[Keys]] = {one: [_NOBODY] for one in pairs}
    for pair, block, keys in rows:
        places[pair].append(np.frombuffer(keys, dtype="<u2").astype(np.int64) + block)
    found = reduce(np.intersect1d, (np.concatenate(some) for some in places.values()))
    if len(pairs) == 1 and min(word) > _LETTERS and word.casefold() == word.upper():
        return found
    return _keys(_holding(word).filter(pk__in=named(found.tolist())))


def _after(word: str, end: int) -> Keys:
    """The records from `end` on that hold a word: they are read."""
    return _keys(_holding(word).filter(pk__gte=end))


def _holding(word: str) -> QuerySet[Record]:
    return Record.objects.filter(Q(title__icontains=word) | Q(detail__text__icontains=word))


def _keys(rows: QuerySet[Record]) -> Keys:
    return np.array(list(rows.order_by().values_list("pk", flat=True)), dtype=np.int64)
