"""Mails: subject and text; one with attachments opens like an archive."""

from email.message import EmailMessage

import pytest

from mofan.text.read import MediaType, Reason, Unreadable, is_archive, read_bytes, read_members, sniff

SUBJECT, TEXT = "关于报送模范机关创建材料的通知", "请各支部于本月底前报送。\n联系人：办公室。"


def mail(text: str | None = TEXT, *, subject: str = SUBJECT, attached: dict[str, bytes] | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "bangongshi@anlan.example", "zhibu@anlan.example"
    message["Date"], message["Message-ID"] = "Wed, 05 Mar 2025 09:30:00 +0800", "<1@anlan.example>"
    if subject:
        message["Subject"] = subject
    if text is not None:
        message.set_content(text)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_it_reads_subject_and_text_and_not_who_wrote_to_whom() -> None:
    document = read_bytes(mail().as_bytes(), "通知.eml")
    assert document.text == f"{SUBJECT}\n{TEXT}\n"
    assert document.media_type == MediaType.MAIL
    assert not is_archive(mail().as_bytes(), "通知.eml")


def test_attachments_are_members_beside_the_text() -> None:
    data = mail(attached={"清单.txt": "一、清单".encode(), "a/b.txt": b"b"}).as_bytes()
    assert is_archive(data)
    found = {member.path: member.data for member in read_members(data, "通知.eml")}
    assert found["清单.txt"] == "一、清单".encode()
    assert found["a_b.txt"] == b"b"
    text = found["邮件正文.txt"]
    assert text is not None
    assert read_bytes(text, "邮件正文.txt").text == f"{SUBJECT}\n{TEXT}\n"


def test_a_mail_attached_to_a_mail_is_kept_as_it_is() -> None:
    message = mail()
    message.add_attachment(mail("里面的邮件"), filename="转发.eml")
    paths = [member.path for member in read_members(message.as_bytes(), "通知.eml")]
    assert paths == ["邮件正文.txt", "转发.eml"]


def test_a_mail_of_a_web_page_alone_is_read() -> None:
    message = mail(None)
    message.set_content(f"<html><body><p>{TEXT}</p></body></html>", subtype="html")
    assert "请各支部于本月底前报送。" in read_bytes(message.as_bytes(), "通知.eml").text


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "x-unknown"])
def test_the_declared_encoding_is_taken_for_what_it_is_in_practice(charset: str) -> None:
    encoding = "utf-8" if charset in ("utf-8", "x-unknown") else "gb18030"
    heads = (
        "From: a@anlan.example\nDate: Wed, 05 Mar 2025 09:30:00 +0800\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\n\n"
    )
    assert read_bytes(heads.encode() + "镕同志的发言稿".encode(encoding), "稿.eml").text == "镕同志的发言稿\n"


def test_a_mail_without_text_is_refused() -> None:
    for empty in (mail(None, subject=""), mail("", subject="")):
        with pytest.raises(Unreadable) as caught:
            read_bytes(empty.as_bytes(), "空.eml")
        assert caught.value.reason is Reason.EMPTY


def test_a_text_that_only_begins_like_a_mail_is_a_text() -> None:
    assert sniff("To: 各支部\nSubject: 通知\nNote: x\n\n正文".encode()) is MediaType.TEXT
    assert sniff("Subject: 通知\nTo: 甲\nCc: 乙\n\n正文".encode()) is MediaType.TEXT
