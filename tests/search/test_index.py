"""Writing: seen when committed, all or nothing, one writer at a time, nothing lost in a crash."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
import tantivy

from mofan.search import Entry, Index, IndexBroken, IndexBusy, Query, WriteFailed
from mofan.search.entry import MAX_UID
from mofan.search.errors import engine_calls
from tests.search.pieces import PIECES, SERVICE, index_of, plain, uids


def test_what_was_put_is_found(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index")
    with index.write() as writer:
        assert writer.put(PIECES) == 3

    results = index.search(Query(words=("满意率",), order="newest"))

    assert uids(results) == [2, 1]
    assert (results.total, results.relaxed, results.terms) == (2, False, ("满意率",))
    assert results.took_ms > 0
    assert list(index.uids()) == [1, 2, 3]


def test_the_same_key_replaces(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [plain(7, "旧的说法"), plain(8, "旁边的一篇")])
    with index.write() as writer:
        writer.put([plain(7, "中间的说法"), plain(7, "新的说法")])

    assert index.count() == 2
    assert index.search(Query(phrases=("旧的",))).total == 0
    assert index.search(Query(phrases=("中间",))).total == 0
    assert uids(index.search(Query(phrases=("新的",)))) == [7]
    assert uids(index.search(Query(phrases=("旁边",)))) == [8]


def test_what_was_deleted_is_gone_from_everything(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with index.write() as writer:
        writer.delete([2, 999])

    assert index.count() == 2
    assert list(index.uids()) == [1, 3]
    assert index.search(Query(words=("一网通办",))).total == 0
    assert index.search(Query(facets=("level",))).facets["level"] == (("县", 2),)
    assert index.search(Query(filters={"genre": ("工作总结",)})).total == 0


@pytest.mark.parametrize("uid", [0, 2**31, 2**32 + 5, MAX_UID])
def test_keys_of_every_size_are_found_and_deleted(tmp_path: Path, uid: int) -> None:
    index = index_of(tmp_path / "index", [plain(uid, "甲乙丙", day=20250101), plain(77, "甲乙丙", day=20240101)])
    assert uids(index.search(Query(words=("甲乙丙",), order="newest"))) == [uid, 77]
    with index.write() as writer:
        writer.delete([uid])
    assert list(index.uids()) == [77]


@pytest.mark.parametrize(
    "wrong", [{"uid": -1}, {"uid": MAX_UID + 1}, {"uid": 1, "day": 0}, {"uid": 1, "day": 100000101}]
)
def test_an_entry_refuses_a_key_or_a_day_out_of_range(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"uid|day"):
        Entry(title="", headings="", body="", **wrong)  # type: ignore[arg-type]


def test_an_entry_without_any_text_is_counted_and_found_by_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [plain(1, ""), plain(2, "字")])

    assert uids(index.search(Query(order="oldest"))) == [1, 2]
    assert uids(index.search(Query(words=("字",)))) == [2]


def test_entries_that_are_left_out_neither_match_nor_count(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [plain(uid, "甲乙丙") for uid in (1, 2, 3)])

    assert uids(index.search(Query(words=("甲乙丙",), without=(2,), order="oldest"))) == [1, 3]
    assert index.search(Query(without=(1, 3), limit=0)).total == 1


def test_an_error_takes_the_whole_write_back_and_frees_the_writer(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")

    def breaking() -> Iterator[Entry]:
        yield plain(1, "已有的一篇改了")
        yield plain(10, "半途而废")
        raise LookupError("the library could not read the next piece")

    with pytest.raises(LookupError), index.write() as writer:
        writer.put(breaking())
    assert list(index.uids()) == [1, 2, 3]
    assert index.search(Query(words=("经验材料",))).total == 1
    with index.write(wait=0) as writer:
        writer.put([plain(11, "又能写了")])
    assert list(index.uids()) == [1, 2, 3, 11]


def test_entries_are_taken_some_at_a_time(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index")
    alive: list[int] = []

    def lazily() -> Iterator[Entry]:
        for uid in range(120):
            alive.append(uid)
            yield plain(uid, f"第{uid}篇" + "很长。" * (70_000 if uid == 3 else 1))

    with index.write() as writer:
        source = lazily()
        assert writer.put([next(source)]) == 1
        assert alive == [0]
        assert writer.put(source) == 119
    assert list(index.uids()) == list(range(120))
    assert index.search(Query(phrases=("第77篇",))).total == 1


def test_a_search_sees_the_old_entries_until_the_new_ones_are_whole(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with index.write() as writer:
        writer.put([plain(9, "清空之前放进去的")])
        writer.clear()
        writer.put([SERVICE])
        assert index.count() == 3
    assert list(index.uids()) == [2]
    index.clear()
    assert index.count() == 0
    assert list(index.uids()) == []


def test_a_pen_writes_again_and_again_and_keeps_others_waiting_until_it_is_closed(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [])
    with closing(index.pen(wait=0)) as pen:
        for uid in range(3):
            with pen.write() as writer:
                writer.put([plain(uid, "一篇接一篇")])
            assert index.count() == uid + 1  # each commit is seen at once
        with suppress(LookupError), pen.write() as writer:
            writer.put([plain(9, "半途而废")])
            raise LookupError
        with pytest.raises(IndexBusy), Index.open(index.path).write(wait=0):
            pass
        with pen.write() as writer:
            writer.put([plain(4, "又能写了")])
    with index.write(wait=0) as writer:
        writer.delete([4])
    assert list(index.uids()) == [0, 1, 2]


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with index.write(), pytest.raises(IndexBusy, match=r"等候0\.1秒"), Index.open(index.path).write(wait=0.1):
        pass


def test_a_second_writer_gets_its_turn(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [])

    def put(uid: int) -> None:
        with index.write(wait=20) as writer:
            writer.put([plain(uid, "轮流写入")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(8)))
    assert list(index.uids()) == list(range(8))


def test_threads_search_while_another_writes(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    ended = threading.Event()

    def search() -> int:
        rounds = 0
        while not ended.is_set() or not rounds:
            results = index.search(Query(words=("轮次",), limit=1000, facets=("genre",)))
            assert len(results.hits) == results.total
            rounds += 1
        return rounds

    with ThreadPoolExecutor(3) as pool:
        searches = [pool.submit(search) for _ in range(3)]
        for uid in range(100, 110):
            with index.write() as writer:
                writer.put([plain(uid, "轮次")])
        ended.set()
        assert all(done.result() for done in searches)
    assert index.search(Query(words=("轮次",))).total == 10


CHILD = """
import sys
from pathlib import Path
from mofan.search import Entry, Index
index = Index.open(Path(sys.argv[1]))
with index.write() as writer:
    writer.put([Entry(uid=50, title="", headings="", body="另一个进程写入")])
if sys.argv[2] == "hang":
    with index.write(heap_mb=15) as writer:
        writer.delete([1, 2, 3, 50])
        writer.put(Entry(uid=u, title="", headings="", body="没有写完" * 200) for u in range(100, 9100))
        print("ready", flush=True)
        sys.stdin.read()
"""


def run_child(index: Index, how: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(index.path), how], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )


def test_what_another_process_commits_is_seen_at_once(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with run_child(index, "end") as child:
        child.communicate()

    assert uids(index.search(Query(words=("另一个进程",)))) == [50]


def test_it_opens_after_a_crash_with_all_that_was_committed(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with run_child(index, "hang") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        with pytest.raises(IndexBusy), index.write(wait=0):
            pass
        os.kill(child.pid, signal.SIGKILL)

    again = Index.open(index.path)
    assert list(again.uids()) == [1, 2, 3, 50]
    with again.write(wait=2) as writer:
        writer.put([plain(51, "崩溃之后照常写入")])
    assert uids(index.search(Query(words=("崩溃之后",)))) == [51]


def test_a_write_that_the_engine_refuses_says_why(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    with pytest.raises(WriteFailed, match="memory"), index.write(heap_mb=1):
        pass


def test_the_state_is_opened_anew_after_a_commit_and_only_then(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    state = index._reader.state()
    assert index._reader.state() is state
    for uid in range(10, 30):  # faster than a clock of files ticks
        with Index.open(index.path).write() as writer:
            writer.put([plain(uid, f"第{uid}篇")])
        assert uids(index.search(Query(words=(f"第{uid}篇",)))) == [uid]
    assert index._reader.state() is not state


def test_only_the_file_of_the_last_commit_is_kept_open(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    for uid in range(10, 15):
        with index.write() as writer:
            writer.put([plain(uid, f"第{uid}篇")])
        index.count()
    kept = [named for file in Path("/proc/self/fd").iterdir() if "meta.json" in (named := os.path.realpath(file))]
    assert len([named for named in kept if str(tmp_path) in named]) == 1


def test_small_segments_are_merged_after_as_many_commits_as_are_told(tmp_path: Path) -> None:
    """This is the engine's rule, not ours: where it changes, nothing would be merged any more."""
    index = index_of(tmp_path / "index", [plain(uid, f"第{uid}篇") for uid in range(1, 20)])
    assert index.commits_to_merge() == 0
    for uid in range(20, 23):
        with index.write() as writer:
            writer.put([plain(uid, f"第{uid}篇")])
    assert index._reader.state().searcher.num_segments == 4
    commits = index.commits_to_merge()
    assert commits == 4
    with closing(index.pen()) as pen:
        for uid in range(1, 1 + commits):
            with pen.write() as writer:
                writer.put([plain(uid, f"第{uid}篇")])
    assert index._reader.state().searcher.num_segments == 1
    assert index.commits_to_merge() == 0
    assert list(index.uids()) == list(range(1, 23))


def test_an_index_that_is_thrown_away_is_missed_at_once(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index")
    assert index.count() == 3
    shutil.rmtree(index.path)
    with pytest.raises(IndexBroken):
        index.search(Query(words=("党建",)))


def test_a_panic_of_the_engine_becomes_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    searcher = Index.open(tmp_path / "index")._reader.state().searcher
    with pytest.raises(IndexBroken, match="Limit must be greater"), engine_calls(IndexBroken):
        searcher.search(tantivy.Query.all_query(), limit=0)
    assert "panicked" in capfd.readouterr().err


def test_what_is_not_of_the_engine_passes_unchanged() -> None:
    with pytest.raises(KeyboardInterrupt), engine_calls(IndexBroken):
        raise KeyboardInterrupt
