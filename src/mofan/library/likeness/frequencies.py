"""How common a passage is in the library (文档频率): the index counts the pieces, their rows say whose they are."""

import re
import time

from mofan.library.ingestion.indexing import index
from mofan.library.models import Piece
from mofan.search import Query
from mofan.text.fold import simplify
from mofan.text.reuse import Frequency

WHOSE = 60
"""Pieces whose units are looked at, to tell a local slogan from a set phrase."""
LONGEST = 60
"""Characters of a passage that are looked for: as long a stretch tells a passage from any other."""


EDGES = re.compile(r"^\W+|\W+$")
"""Marks at the edge of a passage: a phrase is the same before a comma and before a full stop."""


class LibraryFrequencies:
    """Counts passages in the library for some seconds from the first one on; every passage once."""

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._until: float | None = None
        self.pieces = index().count()
        self._known: dict[str, Frequency | None] = {}
        self.skipped = 0
        """Passages that there was no time to count."""

    def frequency(self, passage: str) -> Frequency | None:
        """How many pieces hold `passage`, marks at its edges aside; None when the time is up. Raises SearchError."""
        wanted = EDGES.sub("", simplify(passage))[:LONGEST]
        if wanted not in self._known:
            now = time.monotonic()
            self._until = self._until or now + self._seconds
            if now > self._until:
                self.skipped += 1
                return None
            self._known[wanted] = self._counted(wanted)
        return self._known[wanted]

    def _counted(self, wanted: str) -> Frequency:
        found = index().search(Query(phrases=(wanted,), limit=0))
        frequency = Frequency(found.total, 0, self.pieces)
        if not frequency.is_common:
            return frequency
        hits = index().search(Query(phrases=(wanted,), limit=WHOSE)).hits
        units = set(Piece.objects.filter(pk__in=[hit.uid for hit in hits]).values_list("unit", flat=True))
        return Frequency(found.total, len(units - {""}), self.pieces)
