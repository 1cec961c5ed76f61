"""A mail as it came, read as a letter to decide on."""

import io
from email.message import EmailMessage
from typing import Any
from zipfile import ZipFile

import pytest

from mofan.cases.channels import mail_reading
from mofan.cases.channels.mail_reading import RULES, BrokenMail, HeaderRule, key_of, read_letter


def letter(text: str = "南门的路灯坏了一周，请修一修。", **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "欧阳静 <jing@citizen.example>",
        "To": "centre@anlan.example",
        "Subject": "路灯不亮",
        "Date": "Fri, 20 Nov 2026 08:15:00 +0800",
        "Message-ID": "<1@citizen.example>",
    }
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            made[name] = value
    made.set_content(text)
    return made


def attach(made: EmailMessage, name: str, data: bytes) -> EmailMessage:
    made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def test_a_letter_is_read_with_what_is_attached() -> None:
    read = read_letter(bytes(attach(letter(), "照片.jpg", b"\xff\xd8x")))
    assert (read.sender, read.address, read.subject) == ("欧阳静", "jing@citizen.example", "路灯不亮")
    assert read.text == "南门的路灯坏了一周，请修一修。"
    assert str(read.sent_at) == "2026-11-20 00:15:00+00:00"
    assert [(one.name, one.data) for one in read.files] == [("照片.jpg", b"\xff\xd8x")]
    assert (read.aside, read.secret) == ("", "")


def test_the_same_identity_is_the_same_mail_whatever_else_differs() -> None:
    one, other = read_letter(bytes(letter())), read_letter(bytes(letter("又寄了一次", Subject="重寄")))
    assert one.key == other.key
    assert read_letter(bytes(letter(Message_ID="<2@citizen.example>"))).key != one.key


def test_without_an_identity_the_bytes_are_it() -> None:
    data = bytes(letter(Message_ID=""))
    assert read_letter(data).key == key_of(data)


@pytest.mark.parametrize("rule", RULES, ids=[f"{one.header} {one.why}" for one in RULES])
def test_each_rule_matches_what_it_must_and_nothing_else(rule: HeaderRule) -> None:
    assert rule.pattern.search(rule.matches)
    assert not rule.pattern.search(rule.misses)


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "自动回复"),
        ({"Auto_Submitted": "no"}, ""),
        ({"Subject": "自动回复: 我不在"}, "自动回复或者退信"),
        ({"Subject": "Out of Office"}, "自动回复或者退信"),
        ({"Precedence": "bulk"}, "群发邮件"),
        ({"List_Unsubscribe": "<https://list.example/u>"}, "邮件列表"),
        ({"X_Spam_Flag": "YES"}, "邮件网关判为垃圾邮件"),
        ({"From": "Mail Delivery <MAILER-DAEMON@anlan.example>"}, "系统发出的邮件"),
        ({"Return_Path": "<>"}, "退信"),
    ],
)
def test_what_nobody_wrote_is_set_aside_with_its_reason(headers: dict[str, str], why: str) -> None:
    assert read_letter(bytes(letter(**headers))).aside == why


def test_a_letter_in_an_old_encoding_is_read() -> None:
    made = "From: =?gb2312?B?" + "xbfR9L6y" + "?= <jing@citizen.example>\nSubject: =?gb2312?B?wrfGtQ==?=\n"
    made += "Message-ID: <3@x>\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
    read = read_letter(made.encode() + "路灯坏了。".encode("gb18030"))
    assert (read.sender, read.text) == ("欧阳静", "路灯坏了。")


def test_a_page_is_read_as_its_text() -> None:
    made = letter()
    made.set_content("<p>路灯<b>坏了</b>。</p>", subtype="html")
    assert read_letter(bytes(made)).text == "路灯坏了。"


@pytest.mark.parametrize(
    "made",
    [
        letter("机密★10年\n关于某事的报告"),
        letter(Subject="机密★10年"),
        attach(letter(), "秘密★5年 会议纪要.jpg", b"\xff\xd8x"),
        attach(letter(), "附件.txt", "绝密★长期\n关于某事的通知\n".encode()),
    ],
    ids=["text", "subject", "name", "file"],
)
def test_a_secrecy_mark_is_seen_wherever_it_stands(made: EmailMessage) -> None:
    assert "密" in read_letter(bytes(made)).secret


def test_talk_about_secrets_is_no_mark() -> None:
    assert read_letter(bytes(letter("希望公开预算，不要动不动就说是机密。"))).secret == ""


def test_a_file_that_cannot_be_read_at_once_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def long(*given: Any, on_page: Any, **more: Any) -> None:
        on_page(1, 3)

    scanned = attach(letter(), "扫描.pdf", b"%PDF-1.4 x")
    assert read_letter(bytes(scanned)).secret == ""
    monkeypatch.setattr(mail_reading, "read_bytes", long)
    assert len(read_letter(bytes(scanned)).files) == 1


def test_a_mark_in_the_head_of_a_document_counts() -> None:
    from docx import Document

    made, out = Document(), io.BytesIO()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "机密★10年"
    made.save(out)
    assert ZipFile(out).testzip() is None
    assert read_letter(bytes(attach(letter(), "报告.docx", out.getvalue()))).secret.startswith("机密")


def test_a_mail_within_a_mail_is_a_file() -> None:
    made = letter()
    made.add_attachment(letter("里面的一封"), filename="转来的.eml")
    (inner,) = read_letter(bytes(made)).files
    assert "里面的一封".encode() in inner.data or b"base64" in inner.data


def test_a_mail_without_words_may_have_files() -> None:
    read = read_letter(bytes(attach(letter("", Subject=""), "照片.jpg", b"x")))
    assert (read.subject, read.text, len(read.files)) == ("", "", 1)
    assert read_letter(bytes(letter("没有主题的信", Subject=""))).text == "没有主题的信"


def test_an_empty_file_is_left_out_and_a_path_is_no_name() -> None:
    read = read_letter(bytes(attach(attach(letter(), "空.txt", b""), "..\\..\\a/b.txt", b"x")))
    assert [one.name for one in read.files] == ["b.txt"]


@pytest.mark.parametrize("date", ["", "昨天", "Fri, 99 Nov 2026 08:15:00 +0800", "Fri, 20 Nov 2026 08:15:00 -0000"])
def test_a_date_that_cannot_be_read_is_none(date: str) -> None:
    sent = read_letter(bytes(letter(Date=date))).sent_at
    assert (sent is None) == (not date.endswith("-0000"))


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04", "你好".encode(), b"x" * 100])
def test_what_is_no_mail_is_said(data: bytes) -> None:
    with pytest.raises(BrokenMail, match="不是邮件"):
        read_letter(data)


def test_a_mail_over_which_the_library_stumbles_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(mail_reading, "text_of", stumbles)
    with pytest.raises(BrokenMail, match="已损坏"):
        read_letter(bytes(letter()))


def test_a_mail_that_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_reading, "LARGEST", 10)
    with pytest.raises(BrokenMail, match="分几封寄"):
        read_letter(bytes(letter()))
