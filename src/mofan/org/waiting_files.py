"""A file between its trial and its import (待导入文件): kept for a day beside the data."""

import secrets
import time
from pathlib import Path

from django.conf import settings

KEPT_FOR = 24 * 60 * 60
"""Seconds after which a file that nobody confirmed is thrown away: it holds personal data."""


def keep(data: bytes) -> str:
    """Keep the bytes; the key leads back to them."""
    folder = _folder()
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_FOR:
            old.unlink(missing_ok=True)
    key = secrets.token_hex(16)
    (folder / key).write_bytes(data)
    return key


def kept(key: str) -> bytes | None:
    """The bytes of that key; None when they were thrown away."""
    path = _folder() / key
    return path.read_bytes() if key.isalnum() and key.isascii() and path.is_file() else None


def drop(key: str) -> None:
    """Throw them away."""
    if key.isalnum() and key.isascii():
        (_folder() / key).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.MOFAN_HOME) / "waiting"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
