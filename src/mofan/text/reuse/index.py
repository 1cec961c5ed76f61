"""Many texts (查重库): which of them share something with a text, and how common a passage is among them."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import numpy as np

from mofan.text.fold import simplify
from mofan.text.reuse.candidates import MOST, Candidates, Rated, candidates_of
from mofan.text.reuse.fingerprint import GRAM, VERSION, Prints, fingerprint
from mofan.text.reuse.frequency import Frequency, common_from
from mofan.text.reuse.matching import ALIKE, COPIED, Asking, Match
from mofan.text.reuse.segments import Segment, shelved, tidied, written
from mofan.text.reuse.view import view_of

LEAST = 0.3
"""Estimated containment from which a text is compared exactly, to find near-duplicates."""

_EXPECTED = 0.7
"""Of the containment asked for so much must be estimated before a text is compared."""
_COMPARED = 2
"""Texts compared for every answer asked for."""
_MANIFEST = "manifest.json"

Texts = Callable[[Sequence[int]], Mapping[int, str]]
"""Gives the texts of some numbers; those that are no more are left out."""


class UnreadableIndex(ValueError):
    """A folder that holds no index of this version; the message says what to do."""


class ReuseIndex:
    """Texts by their fingerprints. Candidates are found by fingerprints and then compared character by character.

    It holds no text: `texts` gives those that are to be compared. With a folder it is read from there, files mapped
    and not loaded, and `save` writes what was added since; without one it lives in memory. Texts have numbers below
    2**32. One process at a time may `save`; any number of them read. Not safe for several threads that write.
    """

    def __init__(self, texts: Texts, folder: Path | None = None) -> None:
        self._texts = texts
        self._folder = folder
        self._stored: tuple[Segment, ...] = ()
        self._added: tuple[Segment, ...] = ()
        self._stamp: tuple[int, int] | None = None
        self._removed = False
        if folder is not None:
            self.refresh()

    def __len__(self) -> int:
        return sum(map(len, self._shelf))

    def __contains__(self, uid: int) -> bool:
        return any(uid in segment for segment in self._shelf)

    @property
    def newest(self) -> int:
        """The highest number among the texts, 0 if there is none."""
        return max((int(segment.uids[-1]) for segment in self._shelf), default=0)

    @property
    def folder(self) -> Path | None:
        """Where it is saved, if anywhere."""
        return self._folder

    @property
    def unsaved(self) -> int:
        """How many texts are in memory only."""
        return sum(map(len, self._added))

    @property
    def _shelf(self) -> tuple[Segment, ...]:
        return self._stored + self._added

    def add(self, uid: int, text: str) -> None:
        """Enter a text, or enter it anew."""
        self.add_all({uid: fingerprint(text).hashes})

    def add_all(self, texts: Mapping[int, Prints]) -> None:
        """Enter texts by their fingerprints (`fingerprint`), or enter them anew."""
        if texts:
            self.remove_all(texts)
            self._added = tidied((*self._added, Segment.of(texts)))

    def remove(self, uid: int) -> None:
        """Take a text out; nothing happens if it is not there."""
        self.remove_all((uid,))

    def remove_all(self, uids: Iterable[int]) -> None:
        """Take texts out, those that are there."""
        uids = tuple(uids)
        stored = tuple(segment.without(uids) for segment in self._stored)
        self._removed |= any(new is not old for new, old in zip(stored, self._stored, strict=True))
        self._stored = stored
        self._added = tuple(one for segment in self._added if len(one := segment.without(uids)))

    def candidates(self, texts: Sequence[Prints], *, held: bool = False) -> list[Candidates]:
        """For each of many texts, given by their fingerprints, those of the index that may be near-duplicates, the
        likeliest first: a short text of phrases alone, which many hold, comes after what was copied.

        `held` says that the index holds the texts themselves. Much quicker than asking one by one.
        """
        return [
            found.only(sorted((one for one in found.rated if one.may_be_near_duplicate), key=_likeliest_first))
            for found in self._candidates(texts, LEAST, held=held)
        ]

    def holds(self, uid: int, prints: Prints) -> bool:
        """Whether a text is here with just these fingerprints."""
        return any(uid in segment and np.array_equal(segment.prints_of(uid), prints) for segment in self._shelf)

    def matches(self, text: str, candidates: Candidates, texts: Mapping[int, str] | None = None) -> list[Match]:
        """`text` compared exactly with its candidates, in their order; those whose text is no more are left out.

        `texts` are those of the candidates, for whoever has them already.
        """
        if not candidates.rated:
            return []
        others = self._texts([one.uid for one in candidates.rated]) if texts is None else texts
        asked = Asking.about(text, candidates.frequencies, self._shelf, common_from(len(self)))
        return [asked.matched(one.uid, others[one.uid]) for one in candidates.rated if one.uid in others]

    def similar(self, text: str, top: int = 20, min_containment: float = 0.2) -> list[Match]:
        """The texts that hold at least `min_containment` of the shorter of the two, at most `top`: what was
        copied or is alike first, then short texts all of whose phrases are there, then the rest; of each most first."""
        least = min(LEAST, _EXPECTED * min_containment)
        (found,) = self._candidates([fingerprint(text).hashes], least, most=_COMPARED * top)
        likely = [one for one in found.rated if one.containment >= least or one.may_be_near_duplicate]
        matches = [
            match
            for match in self.matches(text, found.only(likely[: _COMPARED * top]))
            if match.containment >= min_containment
        ]
        return sorted(matches, key=_copied_first)[:top]

    def document_frequency(self, passage: str) -> int:
        """How many texts hold `passage`, width, case, white space and traditional characters folded."""
        return self.frequency(passage).documents

    def frequency(self, passage: str) -> Frequency:
        """How many texts hold `passage`, exactly; whose they are is not known here.

        A passage without a fingerprint (under 7 characters, or a short one by chance) is looked for in every text.
        """
        wanted = simplify(passage)
        if not wanted:
            return Frequency(0, 0, len(self))
        texts = self._texts(self._holding(passage))
        return Frequency(sum(wanted in simplify(text) for text in texts.values()), 0, len(self))

    def save(self) -> None:
        """Write what was added or taken out since into the folder, whole or not at all. Raises OSError."""
        if self._folder is None or not (self._added or self._removed):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        shelf = [segment for segment in self._shelf if len(segment)]
        kept = tuple(self._in_a_file([shelf[at] for at in group]) for group in self._groups(shelf))
        files = {one.path.name: sorted(one.gone) for one in kept if one.path}
        unfinished = self._folder / f"{_MANIFEST}.part"
        unfinished.write_text(json.dumps({"version": VERSION, "segments": files}), "utf-8")
        os.replace(unfinished, self._folder / _MANIFEST)
        self._stored, self._added, self._removed = kept, (), False
        self._stamp = self._stamp_of_manifest()
        self._sweep({*files})

    def _groups(self, shelf: Sequence[Segment]) -> list[range]:
        """What comes into one file: all that was added, and those stored before that are not twice as large."""
        stored = sum(1 for segment in shelf if segment.path)
        sizes = [len(segment.entries) for segment in shelf]
        groups = shelved([*sizes[:stored], *([sum(sizes[stored:])] if stored < len(shelf) else [])])
        return [range(group.start, len(shelf) if group.stop > stored else group.stop) for group in groups]

    def _in_a_file(self, segments: Sequence[Segment]) -> Segment:
        if len(segments) == 1 and segments[0].path:
            return segments[0]
        assert self._folder is not None
        return written(segments, self._folder / f"{uuid4().hex}.prints")

    def refresh(self) -> bool:
        """Take in what another process saved; whether there was something. What was added here and not saved is
        dropped then, for whoever added it to add again.

        Raises UnreadableIndex if the folder holds another version's index or a damaged one, OSError if it cannot be
        read.
        """
        stamp = self._stamp_of_manifest()
        if stamp == self._stamp or self._folder is None:
            return False
        try:
            manifest = json.loads((self._folder / _MANIFEST).read_text("utf-8"))
            if manifest["version"] != VERSION:
                raise UnreadableIndex("查重索引的版本不同，请重新建立。")
            stored = tuple(
                Segment.read(self._folder / name).without(gone) for name, gone in manifest["segments"].items()
            )
        except (ValueError, KeyError, TypeError, AttributeError, FileNotFoundError) as error:
            if isinstance(error, UnreadableIndex):
                raise
            raise UnreadableIndex("查重索引已损坏，请重新建立。") from error
        self._stored, self._added, self._removed, self._stamp = stored, (), False, stamp
        return True

    def clear(self) -> None:
        """Take everything out, of the folder too."""
        self._stored, self._added, self._removed, self._stamp = (), (), False, None
        if self._folder is not None:
            (self._folder / _MANIFEST).unlink(missing_ok=True)
            self._sweep(set())

    def _candidates(
        self, texts: Sequence[Prints], least: float, *, held: bool = False, most: int = MOST
    ) -> list[Candidates]:
        common = common_from(len(self))
        return candidates_of(texts, self._shelf, least=least, common=common, held=int(held), most=most)

    def _stamp_of_manifest(self) -> tuple[int, int] | None:
        if self._folder is None:
            return None
        try:
            found = (self._folder / _MANIFEST).stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def _sweep(self, kept: set[str]) -> None:
        """Throw away files that the manifest no longer names; where a reader holds one open, the next time does it."""
        assert self._folder is not None
        for file in self._folder.glob("*.prints*"):
            if file.name not in kept:
                with suppress(OSError):
                    file.unlink()

    def _holding(self, passage: str) -> list[int]:
        """The texts that have every fingerprint of `passage`; all texts if it has none that another text chose too."""
        view = view_of(passage)
        hashes = fingerprint(passage).hashes if len(view) >= 10 * GRAM else np.zeros(0, dtype=np.uint32)
        holding: list[int] = []
        for segment in self._shelf:
            here = segment.uids.astype(np.int64)
            for start, count in zip(*segment.ranges(hashes), strict=True):
                here = np.intersect1d(here, segment.uids_at(np.arange(start, start + count)), assume_unique=True)
            holding += here[segment.kept(here)].tolist()
        return holding


def _copied_first(one: Match) -> tuple[bool, bool, float, float, int]:
    is_copied = one.weighted >= COPIED or one.resemblance >= ALIKE
    return not is_copied, not one.is_near_duplicate, -one.containment, -one.resemblance, one.uid


def _likeliest_first(one: Rated) -> tuple[float, int]:
    return -one.likelihood, one.uid
