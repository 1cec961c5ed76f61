"""What the library writes, as counts (语料证据): kept in MOFAN_HOME, learnt anew when the library has grown.

The counts that come with the package are the ground; on top of them the paragraphs of the library, each once. Rows are
the truth: the file can always be made anew from them (`mofan learn`).
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db.models import Sum

from mofan.library.clean_text import with_text
from mofan.library.models import Piece, PieceQuerySet, PieceState
from mofan.text.proofread import Evidence, UnreadableEvidence, proofread
from mofan.text.proofread.statistics import shipped

FROM = 200_000
"""Characters that the library must have before it is learnt from: fewer say nothing beside what is shipped."""
GROWN = 1.25
"""It is learnt anew when the library is so many times what it was: so all learning together stays a few times what
learning once would be, however the library grows."""
MOST = 20_000_000
"""Characters that are learnt at most; of a larger library every so many-th piece, evenly."""
AT_ONCE = 200
"""Pieces whose texts are in the memory together."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the kept file was made of."""

    library: int
    """Characters that the library had."""
    characters: int
    """Those that were learnt: paragraphs that stand in several pieces count once."""
    pieces: int


def path() -> Path:
    """Where the counts are kept."""
    return Path(settings.MOFAN_HOME) / "proofread" / "evidence.npz"


def learnt() -> Learnt:
    """What the kept file was made of; nothing where there is none."""
    try:
        given = json.loads(path().with_suffix(".json").read_text(encoding="utf-8"))
        return Learnt(given["library"], given["characters"], given["pieces"]) if path().exists() else Learnt(0, 0, 0)
    except (OSError, ValueError, KeyError):
        return Learnt(0, 0, 0)


def is_due() -> bool:
    """Whether the library has grown enough to be learnt anew, or is another one than it was."""
    now, then = _size(), learnt().library
    return (now >= FROM and now >= then * GROWN) or now < then / GROWN


def learn(tell: Callable[[int], None] = lambda _: None) -> Learnt:
    """Make the counts anew from the rows, and keep them. `tell` is told how many pieces were read so far."""
    library = _size()
    every = -(-library // MOST) if library else 1
    reader = _Reader(tell)
    evidence = shipped().copy()
    evidence.learn(reader.paragraphs(every))
    done = Learnt(library, reader.characters, reader.pieces)
    path().parent.mkdir(parents=True, exist_ok=True)
    part = path().with_name(f"{uuid4().hex}.part")
    evidence.save(part)
    part.replace(path())
    said = json.dumps({"library": done.library, "characters": done.characters, "pieces": done.pieces})
    path().with_suffix(".json").write_text(said, encoding="utf-8")
    return done


class _Reader:
    """Reads the originals in the library, and counts what it gave."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self.pieces = self.characters = 0

    def paragraphs(self, every: int) -> Iterator[str]:
        """The different paragraphs of every so many-th piece."""
        seen: set[int] = set()
        keys = list(_kept().order_by("pk").values_list("pk", flat=True))[::every]
        for start in range(0, len(keys), AT_ONCE):
            for text in with_text(list(Piece.objects.filter(pk__in=keys[start : start + AT_ONCE]))):
                self.pieces += 1
                for paragraph in text.text.split("\n"):
                    if paragraph and hash(paragraph) not in seen:
                        seen.add(hash(paragraph))
                        self.characters += len(paragraph)
                        yield paragraph
            self._tell(self.pieces)


class _InUse:
    """The counts that this process judges by; a newer file is loaded beside, and taken when it is ready."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.stamp = 0
        self.evidence: Evidence | None = None
        self._loading: threading.Thread | None = None

    def look(self) -> tuple[int, Evidence]:
        """The counts with the mark of their file; never waits for a newer one."""
        stamp = _stamp()
        with self._lock:
            if self.evidence is None:
                self._take(stamp)
            elif stamp != self.stamp and (self._loading is None or not self._loading.is_alive()):
                self._loading = threading.Thread(target=self.renew, daemon=True)
                self._loading.start()
            assert self.evidence is not None
            return self.stamp, self.evidence

    def renew(self) -> None:
        """Load the file as it is now, have it ready, take it into use."""
        stamp = _stamp()
        evidence = _load(stamp)
        proofread("有关单位要认真贯彻落实。", evidence=evidence)  # builds the tables that are asked
        with self._lock:
            self.stamp, self.evidence = stamp, evidence

    def _take(self, stamp: int) -> None:
        self.stamp, self.evidence = stamp, _load(stamp)


_in_use = _InUse()


def current() -> tuple[int, Evidence]:
    """The counts to judge by, with a mark that changes with them."""
    return _in_use.look()


def renew() -> None:
    """Take the newest counts into use and have everything ready (预热): the first text does not wait then."""
    _in_use.renew()


def _stamp() -> int:
    """What tells one file from the next; 0 where there is none."""
    try:
        return path().stat().st_mtime_ns
    except OSError:
        return 0


def _load(stamp: int) -> Evidence:
    if not stamp:
        return shipped()
    try:
        return Evidence.load(path())
    except (UnreadableEvidence, OSError) as error:
        log.warning("%s：%s", path(), error)
        return shipped()


def _kept() -> PieceQuerySet:
    return Piece.objects.originals().filter(state=PieceState.KEPT)


def _size() -> int:
    """Characters in the library."""
    return int(_kept().aggregate(size=Sum("characters"))["size"] or 0)
