"""Where the lexicon lies (词库所在) and who opens it: a folder in MOFAN_HOME, a file a version.

A file is made anew beside the one in use and given the next number when it is whole; readers go over to it by
themselves. A file of another version of the program is not looked at.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import local
from uuid import uuid4

from django.conf import settings

from mofan.search.lexicon import VERSION, Lexicon, LexiconBroken

log = logging.getLogger(__name__)
_mine = local()
_SUFFIXES = ("", "-wal", "-shm")


def folder() -> Path:
    """The folder of the lexicon."""
    return Path(settings.MOFAN_HOME) / "quick_find"


def in_use() -> Path | None:
    """The file that is read and written now; None where there is none of this version."""
    files = list(folder().glob(f"v{VERSION}-*.sqlite3"))
    return max(files, key=_number, default=None)


def reading() -> Lexicon | None:
    """The lexicon, open for this thread to read; None where there is none (yet)."""
    path = in_use()
    opened: Lexicon | None = getattr(_mine, "lexicon", None)
    if opened is not None and opened.path == path:
        return opened
    if opened is not None:
        opened.close()
    _mine.lexicon = opened = _open(path) if path else None
    return opened


def _open(path: Path, *, to_write: bool = False) -> Lexicon | None:
    try:
        return Lexicon(path, to_write=to_write)
    except LexiconBroken as broken:
        log.warning("词库打不开：%s", broken)
        return None


@contextmanager
def writing() -> Iterator[Lexicon | None]:
    """The lexicon open to write; None where there is none. One that turns out to be broken is thrown away."""
    path = in_use()
    lexicon = _open(path, to_write=True) if path else None
    if path is None or lexicon is None:
        if path is not None:
            throw_away(path)
        yield None
        return
    try:
        yield lexicon
    except LexiconBroken as broken:
        log.error("词库坏了，丢掉重建：%s", broken)
        throw_away(path)
    finally:
        lexicon.close()


@contextmanager
def making() -> Iterator[Lexicon]:
    """An empty lexicon to be filled; it comes into use when all went well, and the one before goes."""
    before = in_use()
    number = _number(before) + 1 if before else 1
    folder().mkdir(parents=True, exist_ok=True)
    for left in folder().glob("*.part*"):
        left.unlink(missing_ok=True)
    part = folder() / f"{uuid4().hex}.part"
    lexicon = Lexicon(part, to_write=True)
    try:
        yield lexicon
        lexicon.finish()
    finally:
        lexicon.close()
    part.replace(folder() / f"v{VERSION}-{number:04}.sqlite3")
    for old in folder().glob("v*.sqlite3"):
        if old != in_use():
            throw_away(old)


def throw_away(path: Path) -> None:
    """Take a file away; one that somebody still has open on Windows goes another time."""
    for suffix in _SUFFIXES:
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _number(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
