"""The directory: made whole, checked when opened, rebuilt when damaged, and never somebody else's."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tantivy

from mofan.search import Index, IndexBroken, NotAnIndex, Query, SchemaChanged, SearchError
from mofan.search import directory as directory_module
from tests.search.pieces import index_of, plain


def test_it_is_made_where_it_is_absent_and_opened_where_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "index"

    assert Index.open(path).created
    assert index_of(path).count() == 3
    again = Index.open(path)
    assert not again.created
    assert again.count() == 3
    assert [entry.name for entry in path.parent.iterdir()] == ["index"]


def test_an_empty_directory_becomes_an_index(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    assert Index.open(tmp_path / "index").created


def test_an_index_that_another_process_made_a_moment_sooner_serves_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, fill = tmp_path / "index", directory_module._fill_directory

    def slowly(fresh: Path, schema: tantivy.Schema) -> None:
        monkeypatch.setattr(directory_module, "_fill_directory", fill)
        Index.open(path)
        fill(fresh, schema)

    monkeypatch.setattr(directory_module, "_fill_directory", slowly)
    assert Index.open(path).count() == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["index"]


def test_many_openers_at_once_get_one_index(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(Index.open, [path] * 8))
    with opened[0].write() as writer:
        writer.put([plain(1, "一个目录只有一个索引")])
    assert [index.count() for index in opened] == [1] * 8
    assert [entry.name for entry in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize(
    ("mark", "said"), [({"schema": 0, "analysis": 1}, "结构第0版"), ({}, "结构第？版"), ([1], "未知版本")]
)
def test_another_version_is_refused_and_can_be_rebuilt(tmp_path: Path, mark: object, said: str) -> None:
    path = index_of(tmp_path / "index").path
    (path / "schema.json").write_text(json.dumps(mark), encoding="utf-8")

    with pytest.raises(SchemaChanged, match=said):
        Index.open(path)
    assert Index.recreate(path).count() == 0
    assert index_of(path).count() == 3


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_shorten, _empty, Path.unlink])
@pytest.mark.parametrize(
    "what", ["schema.json", "meta.json", "*.idx", "*.pos", "*.term", "*.fast", "*.fieldnorm", "*.store"]
)
def test_a_damaged_index_is_said_to_be_broken_and_can_be_rebuilt(
    tmp_path: Path, what: str, damage: Callable[[Path], None]
) -> None:
    path = index_of(tmp_path / "index").path
    damage(next(path.glob(what)))

    with pytest.raises(IndexBroken, match="mofan reindex"):
        Index.open(path)
    assert Index.recreate(path).count() == 0
    assert index_of(path).count() == 3


def test_an_index_that_goes_away_while_open_is_broken(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    shutil.rmtree(index.path)

    for use in (index.count, lambda: index.search(Query()), lambda: list(index.uids())):
        with pytest.raises(IndexBroken):
            use()
    assert index_of(index.path).count() == 3
    assert index.count() == 3


def test_an_open_index_goes_on_after_it_was_made_anew(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    Index.recreate(index.path)
    assert index.count() == 0
    index_of(index.path, [plain(5, "重建之后")])
    assert index.search(Query(words=("重建",))).total == 1


def test_two_open_indexes_write_in_turn_and_tidy_up(tmp_path: Path) -> None:
    one, two = Index.open(tmp_path / "index"), Index.open(tmp_path / "index")
    for uid in range(40):
        with (two if uid % 2 else one).write() as writer:
            writer.put([plain(uid, "轮流写入")])

    assert one.count() == two.count() == Index.open(one.path).count() == 40
    assert len(list(one.path.iterdir())) < 80


def test_making_anew_needs_nothing_to_be_there(tmp_path: Path) -> None:
    assert Index.recreate(tmp_path / "index").created


@pytest.mark.parametrize("use", [Index.open, Index.recreate])
def test_a_directory_of_other_files_is_left_alone(tmp_path: Path, use: Callable[[Path], Index]) -> None:
    (tmp_path / "年终总结.docx").write_bytes(b"kept")

    with pytest.raises(NotAnIndex, match="不是检索索引"):
        use(tmp_path)
    assert (tmp_path / "年终总结.docx").read_bytes() == b"kept"


@pytest.mark.parametrize("use", [Index.open, Index.recreate])
def test_a_file_is_no_index(tmp_path: Path, use: Callable[[Path], Index]) -> None:
    path = tmp_path / "index"
    path.write_text("a file", encoding="utf-8")

    with pytest.raises(NotAnIndex):
        use(path)
    assert path.read_text(encoding="utf-8") == "a file"


def test_what_cannot_be_made_keeps_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, schema: tantivy.Schema) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(directory_module, "_fill_directory", full)
    with pytest.raises(OSError, match="No space left"):
        Index.open(tmp_path / "index")
    assert list(tmp_path.iterdir()) == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from mofan.search import Entry, Index, WriteFailed
index = Index.open(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with index.write(heap_mb=15) as writer:
        writer.delete([1])
        writer.put(Entry(uid=u, title="", headings="", body=chr(0x4e00 + u) * 9 + str(u) * 50) for u in range(9000))
except WriteFailed as error:
    print(error)
"""


def test_a_full_disk_takes_the_write_back_and_says_so(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(index.path)], capture_output=True, text=True, check=True, encoding="utf-8"
    )

    assert "写入检索索引未成功" in done.stdout
    assert list(Index.open(index.path).uids()) == [1, 2, 3]


def test_every_error_is_one_family() -> None:
    for error in (IndexBroken, NotAnIndex, SchemaChanged):
        assert issubclass(error, SearchError)


def test_a_folder_into_which_a_last_file_is_written_is_taken_away_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Index.open(tmp_path / "index")
    real, calls = shutil.rmtree, []

    def slow(folder: Path, ignore_errors: bool = False) -> None:
        calls.append(folder)
        if len(calls) > 1:
            real(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", slow)
    directory_module.discard(tmp_path / "index")
    assert len(calls) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_reader_waits_a_moment_for_an_index_that_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_of(tmp_path / "index")
    index.path.rename(tmp_path / "aside")

    def come_back(_: float) -> None:
        (tmp_path / "aside").rename(index.path)

    monkeypatch.setattr("mofan.search.state.time.sleep", come_back)
    assert index.count() == 3
