"""Where received bytes are kept (存储): once under their sha256, never changed, never deleted."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


class StorageUnknown(Exception):
    """STORAGE_URL names a kind of store that is not built in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are safe on the disk: their sha256 (hex) and size (bytes)."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files named by their sha256, two levels deep."""

    root: Path

    def put(self, chunks: Iterable[bytes]) -> Kept:
        """Keep the bytes: whole or not at all, also when the machine stops in the middle."""
        self.root.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        descriptor, temporary = tempfile.mkstemp(dir=self.root, prefix=".coming-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            place = self.path(digest.hexdigest())
            place.parent.mkdir(exist_ok=True)
            os.replace(temporary, place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return Kept(digest.hexdigest(), size)

    def path(self, sha256: str) -> Path:
        """Where the bytes of that fingerprint lie."""
        return self.root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of that fingerprint. Raises FileNotFoundError."""
        return self.path(sha256).read_bytes()


def open_store(url: str) -> Folder:
    """The store that STORAGE_URL names. Raises StorageUnknown for any scheme but file://."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise StorageUnknown(f"STORAGE_URL 只支持 file://，现在写的是 {parts.scheme or url}://。")
    return Folder(Path(unquote(parts.path)))
