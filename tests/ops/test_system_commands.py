"""`mofan ingest|search|reindex|work|up`, in this process."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from mofan.library.ingestion import locking
from mofan.library.ingestion.indexing import open_index
from mofan.library.models import Batch, Likeness, Origin, Piece, PieceDetail, Source, State
from mofan.ops import keeping, serving, working
from mofan.ops.command_line import run
from mofan.ops.demo import county
from mofan.ops.lying import lying
from mofan.ops.terminal import Line
from mofan.org.models import Person
from mofan.text.read import read_bytes
from tests.library.samples import COMPILATION, FLOOD, SINGLE, jsonl


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "合集.txt").write_text(COMPILATION)
    (folder / "总结.txt").write_text(SINGLE)
    (folder / "空.txt").touch()
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(arguments) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db(transaction=True)
def test_a_folder_goes_in_and_is_found(home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = said(capsys, "ingest", str(folder), "--json")
    assert (report["files"], report["pieces"], report["refused"], report["ads"]) == (3, 3, 1, 2)
    assert report["refusals"][0]["name"] == "来件/空.txt"
    found = said(capsys, "search", "防汛 突击队", "--json", "--limit", "5")
    assert set(found) == {"total", "took_ms", "relaxed", "corrected", "notice", "hits", "facets"}
    assert found["total"] == 1
    assert set(found["hits"][0]) == {"id", "external_id", "title", "score", "snippet"}
    assert "突击队" in found["hits"][0]["snippet"]
    assert sum(found["facets"]["source"].values()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_report_and_the_answer_speak_to_people(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(folder)]) == 0
    assert "得到 3 篇" in capsys.readouterr().out
    assert run(["search", "防汛 档案"]) == 0
    assert "没有一篇含有全部词" in capsys.readouterr().out
    assert run(["search", "整盖隐患34处"]) == 0
    assert "没有找到“整盖隐患34处”，按“整改隐患34处”检索。" in capsys.readouterr().out
    assert run(["reindex"]) == 0
    assert "共 3 篇；全库查重，相似的有 0 对。" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_anew_only_when_nobody_writes_into_it(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["ingest", str(folder)]) == 0
    monkeypatch.setattr(locking, "PATIENCE", 0.01)
    driver, told = locking.lock(), []

    def tell(line: Line, text: str) -> None:
        told.append(text)
        driver.release()

    driver.acquire()
    with monkeypatch.context() as watched:
        watched.setattr(Line, "show", tell)
        assert run(["reindex"]) == 0
    assert told[0] == locking.AT_WORK
    assert "共 3 篇" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_pieces_from_before_there_were_fingerprints_are_related_when_the_index_is_made_anew(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "两版"
    folder.mkdir()
    for name, text in (("一版.txt", FLOOD), ("二版.txt", FLOOD.replace("34处", "43处") + "\n各村已按期销号。")):
        (folder / name).write_text(text, encoding="utf-8")
    assert run(["ingest", str(folder)]) == 0
    Likeness.objects.all().delete()
    PieceDetail.objects.update(fingerprints=b"")
    assert run(["reindex"]) == 0
    assert "共 2 篇；全库查重，相似的有 1 对。" in capsys.readouterr().out
    assert Likeness.objects.count() == 1
    assert not PieceDetail.objects.filter(fingerprints=b"").exists()


@pytest.mark.django_db(transaction=True)
def test_a_piece_that_was_found_is_written_as_a_file(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", str(folder), "--json")
    key = str(said(capsys, "search", "防汛 突击队", "--json")["hits"][0]["id"])
    for extension in ("docx", "md", "txt", "txt"):
        assert run(["export", key, key, "--format", extension, "--to", str(home / "取")]) == 0
    paths = capsys.readouterr().out.split("\n")[:-1]
    assert len(set(paths)) == 4
    assert all("整改隐患34处" in read_bytes(Path(path).read_bytes(), path).text for path in paths)
    assert run(["export", key, "999", "--to", str(home / "取")]) == 2
    assert "没有编号为 999 的篇目" in capsys.readouterr().err
    assert run(["export", key, "--to", str(folder / "合集.txt")]) == 2
    assert "写不进" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_ingesting_again_makes_nothing_double(home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "ingest", str(folder), "--json")
    again = said(capsys, "ingest", str(folder), "--json")
    assert (again["pieces"], again["same"]) == (0, 2)
    assert Piece.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_records_in_bulk_are_found_by_their_own_ids(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "成批.jsonl"
    path.write_text(jsonl({"id": "k-17", "title": "渡口的灯", "text": "渡口的灯\n夜里摆渡，灯不能灭。"}))
    said(capsys, "ingest", str(path), "--json")
    assert [hit["external_id"] for hit in said(capsys, "search", "“灯不能灭”", "--json")["hits"]] == ["k-17"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ingest", "没有这个路径"], "找不到“没有这个路径”"),
        (["search", "灯", "--limit", "0"], "至少是 1"),
        (["up", "--demo", "--host", "0.0.0.0"], "只能在本机"),
    ],
)
def test_a_refusal_is_one_sentence(
    home: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_ingesting_in_the_name_of_somebody_needs_the_account_and_the_right(
    folder: Path, stranger: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(folder), "--by", "nobody"]) == 2
    assert "没有账号“nobody”" in capsys.readouterr().err
    assert run(["ingest", str(folder), "--by", "stranger"]) == 2
    assert "您没有“入库”的权限" in capsys.readouterr().err
    assert not Batch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_lies_in_the_inbox_is_taken_and_moved_away(home: Path) -> None:
    inbox = home / "inbox"
    (inbox / "三月").mkdir(parents=True)
    (inbox / "三月" / "总结.txt").write_text(SINGLE)
    (inbox / ".正在写").write_text("未完")
    working.work(once=True)
    source = Source.objects.get()
    assert (source.name, source.state, source.batch.origin) == ("三月/总结.txt", State.DONE, Origin.INBOX)
    assert (inbox / "已收" / f"第{source.batch.pk}批" / "三月" / "总结.txt").exists()
    assert not (inbox / "三月" / "总结.txt").exists()
    assert (inbox / ".正在写").exists()
    working.work(once=True)
    assert Source.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_still_grows_in_the_inbox_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "inbox" / "总结.txt"
    path.parent.mkdir()
    path.write_text("半")
    seen: working.Seen = {}
    now = 100.0
    monkeypatch.setattr("mofan.ops.working.time.monotonic", lambda: now)
    assert working.take_inbox(seen, settle=True) == 0
    now += working.SETTLED
    path.write_text(SINGLE)
    assert working.take_inbox(seen, settle=True) == 0
    now += working.SETTLED / 2
    assert working.take_inbox(seen, settle=True) == 0
    now += working.SETTLED / 2
    assert working.take_inbox(seen, settle=True) == 1
    assert working.take_inbox(seen, settle=True) == 0
    assert seen == {}


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_read_does_not_stop_the_others_and_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = home / "inbox"
    inbox.mkdir()
    for name in ("总结.txt", "锁着.txt"):
        (inbox / name).write_text(f"{SINGLE}\n{name}")
    real, locked = Path.open, True

    def opened(path: Path, *given: Any, **how: Any) -> Any:
        if path.name == "锁着.txt" and locked:
            raise PermissionError(13, "Permission denied")
        return real(path, *given, **how)

    now = 100.0
    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr("mofan.ops.working.time.monotonic", lambda: now)
    seen: working.Seen = {}
    working.take_inbox(seen, settle=True)
    now += working.SETTLED
    assert working.take_inbox(seen, settle=True) == 1
    assert (inbox / "锁着.txt").exists()
    assert "锁着.txt 读不了" in caplog.text
    locked = False
    now += working.SETTLED
    assert working.take_inbox(seen, settle=True) == 0
    now += working.AGAIN
    assert working.take_inbox(seen, settle=True) == 1
    assert sorted(Source.objects.values_list("name", flat=True)) == ["总结.txt", "锁着.txt"]


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_from_the_inbox_is_not_walked_through_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = home / "inbox"
    inbox.mkdir()
    (inbox / "总结.txt").write_text(SINGLE)
    working.work(once=True)
    (inbox / "附" / working.TAKEN).mkdir(parents=True)
    (inbox / "附" / working.TAKEN / "另一份.txt").write_text(SINGLE.replace("2025", "2024"))
    looked: list[str] = []
    real = os.scandir

    def scandir(place: Any) -> Any:
        looked.append(Path(place).name)
        return real(place)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [path.name for path in lying(inbox, working.TAKEN)] == ["另一份.txt"]
    assert looked == ["inbox", "附", working.TAKEN]  # its own, not the one right in the inbox


@pytest.mark.django_db(transaction=True)
def test_the_demonstration_is_loaded_once_and_says_what_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    county.load_demo()
    pieces = Piece.objects.count()
    assert pieces >= 15
    assert not Source.objects.filter(state=State.REFUSED).exists()
    county.load_demo()
    assert Piece.objects.count() == pieces
    printed = capsys.readouterr().out
    assert "安澜县为虚构" in printed
    accounts = set(Person.objects.with_account().values_list("account", flat=True))
    assert accounts == {one.account for one in county.PEOPLE} | {"console"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_worker_that_ends_is_started_again(
    home: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keeping, "BREATH", 0.1)
    monkeypatch.setenv("MOFAN_HOME", str(own_home))
    monkeypatch.setenv("SEARCH_URL", "http://somewhere")  # an engine that there is not: the worker ends at once
    with serving.worker():
        until, said = time.monotonic() + 120, ""
        while said.count("后台处理意外停止（退出码 1）") < 2 and time.monotonic() < until:
            time.sleep(0.2)
            said += capfd.readouterr().err
    assert "只支持 tantivy://" in said
    assert said.count("后台处理意外停止（退出码 1）") >= 2


def test_an_index_that_does_not_answer_is_said_and_asked_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, transactional_db: None
) -> None:
    monkeypatch.setattr(working, "PATIENCE", 0.0)
    (home / "index").mkdir()
    (home / "index" / "别人的.txt").write_text("不是索引")
    open_index.cache_clear()
    working.carry()
    assert "不是检索索引" in caplog.text


def wait_for(address: str, *, seconds: float = 300) -> int:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_a_port_that_is_taken_is_said(own_home: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        command = [sys.executable, "-m", "mofan.config", "up", "--port", str(port)]
        done = subprocess.run(
            command,
            env=os.environ | {"MOFAN_HOME": str(own_home)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 1
    assert f"端口 {port} 用不了" in done.stderr
    assert "一次性密码" in done.stdout


def test_a_new_home_is_made_by_whatever_command_comes_first(tmp_path: Path) -> None:
    (tmp_path / "总结.txt").write_text(SINGLE)
    environment = os.environ | {"MOFAN_HOME": str(tmp_path / "新" / "家")}
    for arguments, printed in ((["search", "档案"], "共 0 篇"), (["ingest", str(tmp_path / "总结.txt")], "得到 1 篇")):
        command = [sys.executable, "-m", "mofan.config", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert printed in done.stdout, done.stderr


def test_a_setting_that_names_no_engine_is_said_in_one_sentence(own_home: Path) -> None:
    """Of an index that there is not the worker says it, above."""
    environment = os.environ | {"MOFAN_HOME": str(own_home), "STORAGE_URL": "s3://bucket"}
    command = [sys.executable, "-m", "mofan.config", "ingest", __file__]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert "只支持" in done.stderr
    assert "Traceback" not in done.stderr
