"""Mails fetched from a folder, a maildir, a box."""

import imaplib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from mofan.cases.models import Mail
from mofan.ops import mailing
from mofan.ops.command_line import run
from mofan.ops.mailing import BoxFailed, Postman, Report, take_box, take_folder
from tests.cases.channels.test_mail_reading import letter
from tests.make_cases import County, make_county


@pytest.fixture
def county(db: None, home: object, settings: Settings, tmp_path: Path) -> County:
    settings.MAIL_FOLDER = tmp_path / "mail"
    return make_county()


def write(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def mail(no: int, text: str = "路灯坏了。", **headers: str) -> bytes:
    return bytes(letter(text, Message_ID=f"<{no}@citizen.example>", **headers))


def names(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_a_folder_is_emptied_and_what_is_broken_stops_nothing(county: County, settings: Settings) -> None:
    folder = settings.MAIL_FOLDER
    for name, data in (
        ("1.eml", mail(1)),
        ("2 坏.eml", b"\x00\x01"),
        ("子/3.EML", mail(3, Auto_Submitted="auto-replied")),
        ("4.eml", mail(4, "机密★10年\n某事")),
        ("5 重.eml", mail(1)),
        ("说明.txt", b"x"),
        (".隐藏.eml", mail(9)),
    ):
        write(folder, name, data)
    report = Postman().look()
    assert report is None or report.counts == {}  # they may still be written
    report = Report()
    take_folder(folder, county.centre, report)
    assert report.counts == {"waiting": 1, "aside": 1, "refused": 2, "known": 1}
    assert names(folder) == [
        ".隐藏.eml",
        "已收/1.eml",
        "已收/3.EML",
        "已收/5 重.eml",
        "没有收/2 坏.eml",
        "没有收/4.eml",
        "说明.txt",
    ]
    write(folder, "1.eml", mail(1))
    take_folder(folder, county.centre, report)
    assert "已收/1-2.eml" in names(folder)
    assert Mail.objects.count() == 4
    assert "待定 1 封，不登记 1 封，没有收 2 封，原来就有 2 封" in report.sentence()


def test_a_maildir_is_read(county: County, settings: Settings) -> None:
    for name in ("new/1700.a", "cur/1701.b:2,S", "tmp/1702.c", "other/1703"):
        write(settings.MAIL_FOLDER, name, mail(len(name)))
    report = Report()
    take_folder(settings.MAIL_FOLDER, county.centre, report)
    assert report.counts["waiting"] == 2


def test_a_file_that_cannot_be_read_is_left_and_said(
    county: County, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(settings.MAIL_FOLDER, "1.eml", mail(1))

    def refused(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(mailing, "_keep", refused)
    report = Report()
    take_folder(settings.MAIL_FOLDER, county.centre, report)
    assert report.left == 1
    assert "还在原处" in report.sentence()


class FakeBox:
    """A box as a server shows it: three mails, one of which it cannot give."""

    def __init__(self) -> None:
        self.unseen = {"7": mail(7), "8": mail(8), "9": None}
        self.out = False

    def login(self, name: str, password: str) -> None:
        if password != "秘 密":
            raise imaplib.IMAP4.error("LOGIN failed")

    def select(self, name: str) -> None:
        assert name == "INBOX"

    def uid(self, verb: str, *given: Any) -> Any:
        if verb == "SEARCH":
            return "OK", [" ".join(self.unseen).encode()]
        if verb == "FETCH":
            assert "PEEK" in given[1]
            data = self.unseen[given[0]]
            return "OK", [(b"7 (UID 7 BODY[]", data), b")"] if data else [None]
        assert (verb, given[1:]) == ("STORE", ("+FLAGS", "(\\Seen)"))
        del self.unseen[given[0]]
        return "OK", [b""]

    def logout(self) -> None:
        self.out = True


def test_a_box_is_read_once_and_nothing_is_taken_out(
    county: County, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = FakeBox()
    monkeypatch.setattr(mailing, "_connect", lambda address: box)
    take_box(county.centre, Report())  # none is set: none is asked
    assert len(box.unseen) == 3
    settings.IMAP = urlsplit("imaps://centre:%E7%A7%98%20%E5%AF%86@mail.anlan.example/INBOX")
    report = Report()
    take_box(county.centre, report)
    assert (report.counts["waiting"], report.left, list(box.unseen), box.out) == (2, 1, ["9"], True)
    looked = Postman().look()
    assert looked is not None
    assert looked.left == 1


def test_a_box_that_does_not_answer_stops_nothing(
    county: County, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mailing, "_connect", lambda address: FakeBox())
    monkeypatch.setattr("mofan.ops.mail_command.start_django", lambda: None)
    settings.IMAP = urlsplit("imaps://centre:wrong@mail.anlan.example")
    with pytest.raises(BoxFailed, match="没有连上"):
        take_box(county.centre, Report())
    assert Postman().look() is not None
    assert run(["mail"]) == 1
    assert "MOFAN_IMAP" in capsys.readouterr().err


def test_how_a_box_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(imaplib, "IMAP4_SSL", lambda host, port, timeout: asked.append((host, port)))
    monkeypatch.setattr(imaplib, "IMAP4", lambda host, port, timeout: asked.append((host, port)))
    mailing._connect(urlsplit("imaps://a@one.example"))
    mailing._connect(urlsplit("imap://a@two.example:1143"))
    assert asked == [("one.example", 993), ("two.example", 1143)]


def test_the_postman_looks_once_a_minute_and_only_where_mails_come(county: County, settings: Settings) -> None:
    postman = Postman()
    assert postman.look() is None  # no folder
    settings.MAIL_FOLDER.mkdir()
    postman = Postman()
    assert postman.look() is not None
    assert postman.look() is None
    settings.MAIL_CENTRE = "没有这个中心"
    assert Postman().look() is None


def test_the_command_takes_files_and_leaves_them(
    county: County,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mofan.ops.mail_command.start_django", lambda: None)
    write(tmp_path, "来/1.eml", mail(1))
    write(tmp_path, "2.eml", mail(2))
    assert run(["mail", str(tmp_path / "来"), str(tmp_path / "2.eml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "waiting": 2, "aside": 0, "refused": 0, "known": 0, "left": 0, "reasons": []
    }  # fmt: skip
    assert (tmp_path / "2.eml").exists()
    assert run(["mail"]) == 0
    assert "待定 0 封" in capsys.readouterr().out
    assert run(["mail", str(tmp_path / "没有")]) == 2
    settings.MAIL_CENTRE = "没有这个中心"
    assert run(["mail"]) == 2
    assert "还没有受理中心" in capsys.readouterr().err
