"""Received bytes are kept once, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mofan.library.storage import Folder, StorageUnknown, open_store


def test_bytes_are_kept_under_their_fingerprint(tmp_path: Path) -> None:
    folder = open_store(f"file://{tmp_path / 'files'}")
    kept = folder.put([b"ab", b"c"])
    assert kept.size == 3
    assert kept.sha256.startswith("ba7816bf")
    assert folder.read(kept.sha256) == b"abc"
    assert folder.put([b"abc"]) == kept


def test_nothing_is_left_of_bytes_that_break_off(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"ab"
        raise OSError("断了")

    with pytest.raises(OSError, match="断了"):
        Folder(tmp_path).put(breaking())
    assert list(tmp_path.iterdir()) == []


def test_another_kind_of_store_is_named_in_the_refusal() -> None:
    with pytest.raises(StorageUnknown, match="s3://"):
        open_store("s3://bucket/folder")
