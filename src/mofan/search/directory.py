"""The directory of an index (索引目录): made whole or not at all, checked when opened, never a loss."""

import json
import shutil
import time
from pathlib import Path
from typing import Final
from uuid import uuid4

import tantivy

from mofan.search.analysis import ANALYSIS
from mofan.search.errors import IndexBroken, NotAnIndex, SchemaChanged, engine_calls
from mofan.search.schema import SCHEMA, build_schema

_MARK = "schema.json"
META: Final = "meta.json"
"""The file that the engine writes anew with every commit."""
_SMALL, _MERGED = 10_000, 8
"""The engine's own rule (LogMergePolicy): segments of up to so many entries are alike, and so many alike are merged."""
_LEFT = 2
"""Small segments that are not worth merging."""
_LAST_WRITES = 0.2
"""Seconds in which the engine ends what it was writing."""
_VERSIONS = {"schema": SCHEMA, "analysis": ANALYSIS}


def open_or_create(path: Path) -> tuple[tantivy.Index, bool]:
    """The index in `path`, and whether it was made just now (absent or empty directory).

    Raises SchemaChanged for another version, IndexBroken for a damaged index, NotAnIndex for somebody else's directory.
    """
    created = _is_vacant(path)
    if created:
        _make(path)
    _check_versions(path)
    _check_positions(path)
    with engine_calls(IndexBroken):
        index = tantivy.Index(build_schema(), str(path), reuse=True)
        index.reload()
    return index, created


def discard(path: Path) -> None:
    """Throw the index in `path` away, whatever its state. Raises NotAnIndex for somebody else's directory."""
    if _is_vacant(path):
        return
    if not _is_ours(path):
        raise NotAnIndex(path)
    aside = _beside(path, "old")
    path.rename(aside)
    _remove(aside)


def commits_to_merge(path: Path) -> int:
    """How many more commits it takes until the engine merges the small segments (段) of an index into one; 0 where
    there are no more than two.

    A search looks into each segment, so that many of them cost more than a large one. The engine merges eight of a
    kind, and what has up to ten thousand entries is of one kind: a load may end with seven of those.
    """
    meta = json.loads((path / META).read_text(encoding="utf-8"))
    small = sum(segment["max_doc"] <= _SMALL for segment in meta["segments"])
    return max(0, _MERGED - small) if small > _LEFT else 0


def _remove(folder: Path) -> None:
    """Take a folder away. The engine may write a last file into it meanwhile, so once more if it is still there."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        time.sleep(_LAST_WRITES)
        shutil.rmtree(folder)


def _is_vacant(path: Path) -> bool:
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))


def _is_ours(path: Path) -> bool:
    return path.is_dir() and ((path / _MARK).exists() or (path / META).exists())


def _make(path: Path) -> None:
    """Make an empty index beside `path` and move it there at once, so that nobody meets a half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(path, "new")
    fresh.mkdir()
    try:
        _fill_directory(fresh, build_schema())
        if path.exists():
            path.rmdir()
        fresh.rename(path)
    except OSError:
        _remove(fresh)
        if _is_vacant(path):
            raise  # else another process was quicker, and what it made serves as well


def _fill_directory(fresh: Path, schema: tantivy.Schema) -> None:
    with engine_calls(IndexBroken):
        tantivy.Index(schema, str(fresh))
    (fresh / _MARK).write_text(json.dumps(_VERSIONS), encoding="utf-8")


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{what}.{uuid4().hex}")


def _check_versions(path: Path) -> None:
    if not _is_ours(path):
        raise NotAnIndex(path)
    try:
        found = json.loads((path / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexBroken(f"{_MARK}：{error}") from error
    if found != _VERSIONS:
        raise SchemaChanged(_say(found), _say(_VERSIONS))


def _check_positions(path: Path) -> None:
    """The engine opens a segment whose positions are gone and then finds no phrase: so they are looked for here."""
    meta, again = "", None
    while meta != again:  # another process may commit and tidy up meanwhile
        again = meta
        try:
            meta = (path / META).read_text(encoding="utf-8")
            names = [segment["segment_id"].replace("-", "") + ".pos" for segment in json.loads(meta)["segments"]]
        except (OSError, ValueError, KeyError) as error:
            raise IndexBroken(f"{META}：{error}") from error
        missing = [name for name in names if not (path / name).exists()]
        if not missing:
            return
    raise IndexBroken(f"缺少文件 {missing[0]}")


def _say(versions: object) -> str:
    if not isinstance(versions, dict):
        return "未知版本"
    return f"结构第{versions.get('schema', '？')}版、分析第{versions.get('analysis', '？')}版"
