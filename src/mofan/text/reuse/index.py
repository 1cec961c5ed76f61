"""Many texts (查重库): which of them share something with a text, and how common a passage is among them."""

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mofan.text.fold import simplify
from mofan.text.reuse.chains import chains_of, found_in
from mofan.text.reuse.fingerprint import GUARANTEE, winnow
from mofan.text.reuse.frequency import Frequency, common_from
from mofan.text.reuse.postings import Entries, Postings
from mofan.text.reuse.seeds import Side, side_of
from mofan.text.reuse.shingles import resemblance_of
from mofan.text.reuse.view import Integers, View, view_of

VERSION = 1
"""Raised whenever the folding, the hashes or the files change: an older index is built anew."""

ALIKE, COPIED = 0.3, 0.45
"""Resemblance, and containment without common phrases, of near-duplicates."""

_FREQUENT = 400
"""Fingerprints of more texts than this (or of a hundredth of all) say too little to look candidates up by …"""
_ALWAYS = 48
"""… but the rarest so many are always looked up."""
_KEPT = 0.25
"""Share of its fingerprints that a copy keeps at least, a tenth of its characters edited."""
_CHECKED = 4
"""Candidates compared for every answer asked for."""
_READ = 200
"""Texts that a passage is looked up in; a more frequent one is counted by its fingerprints alone."""


class UnreadableIndex(ValueError):
    """A file that holds no index of this version; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Match:
    """A text of the index that shares something with the text asked about."""

    uid: str
    containment: float
    """Share of the shorter one's characters that stand in the other, 0 … 1."""
    resemblance: float
    """Jaccard index of the two sets of 5-character shingles, 0 … 1."""
    weighted: float
    """Containment without what many texts hold."""

    @property
    def is_near_duplicate(self) -> bool:
        """Whether the two are versions of one text, or one holds a good part of the other (疑似重复).

        Four of ten shingles survive a tenth of the characters edited; half a text among as much new text has a
        resemblance of a third; an excerpt weighs 1. Texts of one kind that share their formulas stay below both.
        """
        return self.resemblance >= ALIKE or self.weighted >= COPIED


@dataclass(frozen=True, slots=True)
class _Entry:
    source: str
    fingerprints: int
    folded: bytes
    """The folded text with its paragraph breaks, compressed."""


class ReuseIndex:
    """Texts by their fingerprints. Candidates are found by fingerprints and then compared character by character.

    Not safe for several threads that write. Memory: about 8 bytes a fingerprint and the compressed text.
    """

    def __init__(self) -> None:
        self._postings = Postings()
        self._slots: dict[str, int] = {}
        self._uids: list[str] = []
        self._entries: list[_Entry | None] = []

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, uid: str) -> bool:
        return uid in self._slots

    def add(self, uid: str, text: str, *, source: str = "") -> None:
        """Enter a text, or enter it anew; `source` is whose it is (unit, county), for telling slogans from phrases."""
        if uid in self._slots:
            self.remove(uid)
        view = view_of(text)
        hashes = np.unique(winnow(view)[0])
        slot = len(self._uids)
        self._postings.add(hashes, slot)
        self._slots[uid] = slot
        self._uids.append(uid)
        self._entries.append(_Entry(source, len(hashes), _packed(view)))

    def remove(self, uid: str) -> None:
        """Take a text out; nothing happens if it is not there. Its room is freed by the next `save` and `load`."""
        slot = self._slots.pop(uid, None)
        if slot is not None:
            self._entries[slot] = None

    def similar(self, text: str, top: int = 20, min_containment: float = 0.2) -> list[Match]:
        """The texts that hold at least `min_containment` of the shorter of the two, most first, at most `top`."""
        view = view_of(text)
        hashes, positions = winnow(view)
        if not len(hashes):
            return []
        distinct, first = np.unique(hashes, return_inverse=True)
        slots = self._postings.slots_of(distinct)
        counts = np.array([len(those) for those in slots])
        candidates = self._candidates(slots, counts, min_containment)[: _CHECKED * top]
        side = side_of(view)
        telling = _telling(len(view), positions[counts[first] >= common_from(len(self))])
        matches = [match for slot in candidates if (match := self._match(slot, side, telling))]
        matches = [match for match in matches if match.containment >= min_containment]
        matches.sort(key=lambda match: (-match.containment, -match.resemblance, match.uid))
        return matches[:top]

    def document_frequency(self, passage: str) -> int:
        """How many texts hold `passage`, width, case, white space and traditional characters folded."""
        return self.frequency(passage).documents

    def frequency(self, passage: str) -> Frequency:
        """How many texts hold `passage`, and of how many sources.

        Exact up to 200 texts; of a passage more frequent, the texts that have all its fingerprints are counted.
        A passage under 12 characters is looked for in every text, which is slow.
        """
        wanted = simplify(passage)
        holding = self._holding(passage) if len(wanted) >= GUARANTEE else list(self._slots.values())
        if len(holding) <= _READ or len(wanted) < GUARANTEE:
            holding = [slot for slot in holding if wanted and wanted in _unpacked(self._entry(slot)).replace("\n", "")]
        sources = {self._entry(slot).source for slot in holding} - {""}
        return Frequency(len(holding), len(sources), len(self))

    def save(self, path: Path | str) -> None:
        """Write the index to one file, whole or not at all. Raises OSError."""
        path = Path(path)
        unfinished = path.with_name(path.name + ".part")
        kept = [(uid, slot, self._entry(slot)) for uid, slot in self._slots.items()]
        with unfinished.open("wb") as out:
            np.savez(out, allow_pickle=False, **self._arrays(kept))
        os.replace(unfinished, path)

    @classmethod
    def load(cls, path: Path | str) -> "ReuseIndex":
        """The index that `save` wrote, perhaps in another process.

        Raises UnreadableIndex if the file is another version's or damaged, OSError if it cannot be opened.
        """
        index = cls()
        try:
            with Path(path).open("rb") as stored, np.load(stored, allow_pickle=False) as file:
                if int(file["version"]) != VERSION:
                    raise UnreadableIndex("查重索引的版本不同，请重新建立。")
                uids = [part.decode("utf-8", "surrogatepass") for part in _parted("uids", file)]
                sources = [part.decode("utf-8", "surrogatepass") for part in _parted("sources", file)]
                counts = file["fingerprints"].tolist()
                index._entries = [*map(_Entry, sources, counts, _parted("texts", file))]
                index._postings = Postings.of(file["postings"])
        except (zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
            if isinstance(error, UnreadableIndex):
                raise
            raise UnreadableIndex("查重索引已损坏，请重新建立。") from error
        index._uids = uids
        index._slots = {uid: slot for slot, uid in enumerate(uids)}
        return index

    def _arrays(self, kept: list[tuple[str, int, _Entry]]) -> dict[str, npt.NDArray[Any]]:
        return {
            "version": np.array(VERSION),
            "postings": self._renumbered([slot for _, slot, _ in kept]),
            "fingerprints": np.array([entry.fingerprints for _, _, entry in kept], dtype=np.int64),
            **_joined("uids", (uid.encode("utf-8", "surrogatepass") for uid, _, _ in kept)),
            **_joined("sources", (entry.source.encode("utf-8", "surrogatepass") for _, _, entry in kept)),
            **_joined("texts", (entry.folded for _, _, entry in kept)),
        }

    def _entry(self, slot: int) -> _Entry:
        entry = self._entries[slot]
        assert entry is not None
        return entry

    def _alive(self, slots: Integers) -> Integers:
        return np.array([slot for slot in slots.tolist() if self._entries[slot]], dtype=np.int64)

    def _candidates(self, slots: list[Integers], counts: Integers, least: float) -> list[int]:
        """The slots worth a comparison, the likeliest first."""
        rarest = np.argsort(counts, kind="stable")
        usable = max(_FREQUENT, len(self) // 100)
        used = [slots[at] for place, at in enumerate(rarest.tolist()) if place < _ALWAYS or counts[at] <= usable]
        found, shared = np.unique(np.concatenate(used), return_counts=True)
        rated = []
        for slot, number in zip(found.tolist(), shared.tolist(), strict=True):
            entry = self._entries[slot]
            if entry is not None:
                share = number / min(len(used), entry.fingerprints)
                if share >= least * _KEPT:
                    rated.append((-share, slot))
        return [slot for _, slot in sorted(rated)]

    def _match(self, slot: int, side: Side, telling: Integers) -> Match:
        view = view_of(_unpacked(self._entry(slot)))
        other = side_of(view, side.size)
        least = min(GUARANTEE, len(side.view), len(view))
        chains = chains_of(side, other, least)
        here, there = found_in(chains, side.view, view)
        shorter = min(len(side.view), len(view))
        containment = int((here if len(here) <= len(there) else there).sum()) / shorter
        weighted = min(containment, int((here & telling).sum()) / shorter)
        return Match(self._uids[slot], containment, resemblance_of(side.view, view), weighted)

    def _holding(self, passage: str) -> list[int]:
        """The slots that have every fingerprint of `passage`."""
        slots = sorted(self._postings.slots_of(np.unique(winnow(view_of(passage))[0])), key=len)
        holding = slots[0]
        for those in slots[1:]:
            holding = np.intersect1d(holding, those, assume_unique=True)
        return [int(slot) for slot in self._alive(holding)]

    def _renumbered(self, kept: list[int]) -> Entries:
        """The postings of the slots `kept`, numbered from 0 in that order."""
        numbers = np.full(len(self._uids) + 1, -1, dtype=np.int64)
        numbers[kept] = np.arange(len(kept))
        entries = self._postings.entries()
        slots = numbers[(entries & np.uint64(0xFFFFFFFF)).astype(np.int64)]
        return (entries[slots >= 0] & ~np.uint64(0xFFFFFFFF)) | slots[slots >= 0].astype(np.uint64)


def _telling(length: int, common: Integers) -> Integers:
    """1 for every folded character but those that a common fingerprint speaks for."""
    edges = np.zeros(length + 1, dtype=np.int64)
    np.add.at(edges, common, 1)
    np.add.at(edges, np.minimum(common + GUARANTEE, length), -1)
    telling: Integers = (np.cumsum(edges)[:length] == 0).astype(np.int64)
    return telling


def _packed(view: View) -> bytes:
    return zlib.compress("".join(map(chr, view.codes.tolist())).encode("utf-16-le", "surrogatepass"), 1)


def _unpacked(entry: _Entry) -> str:
    return zlib.decompress(entry.folded).decode("utf-16-le", "surrogatepass")


def _joined(name: str, parts: Iterable[bytes]) -> dict[str, npt.NDArray[Any]]:
    held = list(parts)
    return {
        name: np.frombuffer(b"".join(held), dtype=np.uint8),
        f"{name}_ends": np.cumsum([len(part) for part in held], dtype=np.int64),
    }


def _parted(name: str, file: "np.lib.npyio.NpzFile") -> Iterator[bytes]:
    whole = file[name].tobytes()
    start = 0
    for end in file[f"{name}_ends"].tolist():
        yield whole[start:end]
        start = end
