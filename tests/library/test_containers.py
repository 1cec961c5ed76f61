"""Files that hold others: archives, mails with attachments, records in bulk."""

import gzip
from email.message import EmailMessage

from mofan.library.models import Piece, SourceKind, State
from mofan.org.models import Person
from tests.library.samples import COMPILATION, SINGLE, jsonl, zipped
from tests.make import make_source


def test_an_archive_gives_its_members_and_a_bad_one_stops_nobody(clerk: Person) -> None:
    source = make_source(clerk, "一批.zip", zipped(甲__txt=SINGLE, 空__txt="", 里__zip=zipped(乙__txt=COMPILATION)))
    members = {member.name: member for member in source.members.all()}
    assert source.kind == SourceKind.ARCHIVE
    assert source.state == State.DONE
    assert members["甲.txt"].state == members["里.zip/乙.txt"].state == State.DONE
    assert members["空.txt"].state == State.REFUSED
    assert "空" in members["空.txt"].refusal
    assert Piece.objects.count() == 3


def test_an_archive_that_is_broken_says_so(clerk: Person) -> None:
    source = make_source(clerk, "坏.zip", zipped(甲__txt=SINGLE)[:60])
    assert source.state == State.REFUSED
    assert source.refusal


def test_a_bulk_file_keeps_the_ids_of_its_records(clerk: Person) -> None:
    rows = (
        {
            "id": "a1",
            "title": "第一篇的标题",
            "text": "第一篇的标题\n正文在这里。",
            "date": "2024-05-06",
            "category": "通知",
        },
        {"id": "a2", "title": "第二篇的标题", "text": "第二篇的正文，没有重复标题。", "source": "某处", "date": None},
        {"id": "a3", "title": "没有文字"},
    )
    source = make_source(clerk, "成批.jsonl.gz", gzip.compress((jsonl(*rows) + "不是 JSON\n").encode()))
    assert source.kind == SourceKind.BULK
    assert source.report == {"members": 4, "pieces": 2, "refused": 2, "warnings": []}
    first, second = Piece.objects.order_by("pk")
    assert (first.external_id, first.title, f"{first.dated}", first.category) == (
        "a1",
        "第一篇的标题",
        "2024-05-06",
        "通知",
    )
    assert second.external_id == "a2"
    refused = source.members.filter(state=State.REFUSED).values_list("refusal", flat=True)
    assert [sentence for sentence in refused if "没有 text" in sentence]
    assert [sentence for sentence in refused if "不是合法的 JSON" in sentence]


def test_a_bulk_file_without_a_record_is_refused(clerk: Person) -> None:
    assert make_source(clerk, "空.jsonl", "\n\n").refusal == "文件里没有一行可用的记录。"


def test_a_mail_with_attachments_is_opened_like_an_archive(clerk: Person) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"], mail["Message-ID"] = "a@anlan.example", "Wed, 05 Mar 2025 09:30:00 +0800", "<1@a>"
    mail["Subject"] = "关于报送模范机关创建材料的通知"
    mail.set_content("请各支部于本月底前报送。")
    mail.add_attachment("一、学习情况".encode(), maintype="text", subtype="plain", filename="学习.txt")
    source = make_source(clerk, "通知.eml", mail.as_bytes())
    assert (source.kind, source.media_type) == (SourceKind.ARCHIVE, "message/rfc822")
    assert sorted(source.members.values_list("name", "state")) == [("学习.txt", "done"), ("邮件正文.txt", "done")]
