"""Worker processes and their memory."""

import ctypes
from types import SimpleNamespace

import pytest

from mofan.library.ingestion.processes import give_memory_back


def test_the_allocator_is_told_to_give_back_what_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[int, int] = {}
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(mallopt=told.__setitem__))
    give_memory_back()
    assert told == {-8: 2, -3: 262_144, -1: 2_097_152}


def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    give_memory_back()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", None)
    give_memory_back()
