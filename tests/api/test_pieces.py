"""Pieces: what is noted, text, outline, elements, files, many at once."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from mofan.library.actions import put_back
from mofan.library.models import Piece
from mofan.org.models import Access, Person
from mofan.paper.pdf import NoChineseFont
from tests.api.conftest import Program
from tests.library.samples import AD
from tests.make import AT, make_pieces


def names_in(answer: object) -> list[str]:
    data = answer.getvalue()  # type: ignore[attr-defined]
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_piece_is_told_with_its_text(strangers: Program, compiled: list[Piece]) -> None:
    one = compiled[0]
    sheet = strangers.get(f"/pieces/{one.pk}").json()
    assert (sheet["title"], sheet["source"], sheet["state"]) == (one.title, one.source_id, "kept")
    assert sheet["has_paid_part"]
    assert sheet["said"] == []
    whole = strangers.get(f"/pieces/{one.pk}/text").json()
    assert AD not in whole["text"]
    assert whole["text"].startswith(one.title)
    assert whole["text"][whole["body_start"] :].startswith("今年以来")


def test_what_reading_said_of_the_original_is_told(strangers: Program, compiled: list[Piece]) -> None:
    source = compiled[0].source
    source.report = {"warnings": ["有1张图表没有带入，请看原件。"]}
    source.save()
    assert strangers.get(f"/pieces/{compiled[0].pk}").json()["said"] == ["有1张图表没有带入，请看原件。"]


def test_the_outline_counts_in_the_text(strangers: Program, compiled: list[Piece]) -> None:
    whole = strangers.get(f"/pieces/{compiled[0].pk}/text").json()["text"]
    headings = strangers.get(f"/pieces/{compiled[0].pk}/outline").json()["headings"]
    assert headings[0]["text"] == "一、坚持政治引领，把责任扛在肩上"
    assert all(whole[one["start"] : one["end"]] == one["text"] for one in headings)


def test_the_elements_are_those_of_describe(strangers: Program, compiled: list[Piece]) -> None:
    elements = strangers.get(f"/pieces/{compiled[0].pk}/elements").json()["elements"]
    assert elements["unit"] == "青塘县水务局"
    assert any(figure["measure"] == "处" for figure in elements["figures"])


def test_what_came_in_is_listed_newest_first(clerk: Person, strangers: Program, compiled: list[Piece]) -> None:
    make_pieces(clerk, "又一份.txt", "青塘县档案馆值班记录\n一切正常，全天有人值守。")
    found = strangers.get("/pieces", size=2).json()
    assert found["total"] == 3
    assert found["items"][0]["title"] == "青塘县档案馆值班记录"
    assert [one["id"] for one in found["items"]] == sorted((one["id"] for one in found["items"]), reverse=True)


def test_one_day_can_be_asked_for(strangers: Program, compiled: list[Piece]) -> None:
    today = timezone.localdate()
    assert strangers.get("/pieces", day=f"{today:%Y-%m-%d}").json()["total"] == 2
    assert strangers.get("/pieces", day=f"{today - timedelta(days=2):%Y-%m-%d}").json()["total"] == 0
    for day in ("0001-01-01", "9999-12-31"):
        assert strangers.get("/pieces", day=day).json()["total"] == 0
        assert strangers.get("/sources", day=day).json()["total"] == 0


@pytest.mark.parametrize("form", ["docx", "pdf", "md", "txt"])
def test_a_piece_is_taken_along_as_a_file(form: str, strangers: Program, compiled: list[Piece]) -> None:
    answer = strangers.get(f"/pieces/{compiled[0].pk}/file", format=form)
    assert answer.status_code == 200
    assert f".{form}" in answer["Content-Disposition"]
    assert len(answer.content) > 100
    assert Access.objects.filter(what="下载", detail__startswith="接口：").count() == 1


def test_a_machine_without_chinese_fonts_says_so(
    strangers: Program, compiled: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NoChineseFont("本机没有中文字体，排不出 PDF。")

    monkeypatch.setattr("mofan.paper.pdf.Fonts.require_chinese", refuse)
    for answer in (
        strangers.get(f"/pieces/{compiled[0].pk}/file", format="pdf"),
        strangers.get("/downloads/found", format="pdf"),
    ):
        assert answer.status_code == 503
        assert "本机没有中文字体" in answer.json()["detail"]


def test_what_has_not_changed_is_not_sent_again(clerk: Person, strangers: Program, compiled: list[Piece]) -> None:
    one = compiled[0]
    for path in (f"/pieces/{one.pk}/text", f"/pieces/{one.pk}/file"):
        tag = strangers.get(path)["ETag"]
        again = strangers.ask("get", path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    tag = strangers.get(f"/pieces/{one.pk}/text")["ETag"]
    removal = one.removals.filter(kind="ad").first()
    assert removal
    put_back(removal, by=clerk, at=AT)
    changed = strangers.ask("get", f"/pieces/{one.pk}/text", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert AD in changed.json()["text"]


def test_a_whole_result_is_one_zip(strangers: Program, compiled: list[Piece]) -> None:
    answer = strangers.get("/downloads/found", q="青塘县", format="md")
    assert answer.streaming
    assert len(names_in(answer)) == 2
    assert "zip" in answer["Content-Disposition"]
    line = Access.objects.get(what="批量下载")
    assert line.detail == "接口：2 篇，Markdown，含“青塘县”"
    nothing = strangers.get("/downloads/found", q="库里没有的词句")
    assert nothing.status_code == 404
    assert "没有符合条件的篇目" in nothing.json()["detail"]


def test_chosen_pieces_are_one_zip_in_the_order_chosen(strangers: Program, compiled: list[Piece]) -> None:
    keys = [compiled[1].pk, compiled[0].pk, compiled[1].pk]
    names = names_in(strangers.post("/downloads/chosen", {"ids": keys, "format": "txt"}))
    assert len(names) == 2
    assert "五心" in names[0]


def test_a_missing_piece_is_named(strangers: Program, compiled: list[Piece]) -> None:
    answer = strangers.post("/downloads/chosen", {"ids": [compiled[0].pk, 987654]})
    assert answer.status_code == 404
    assert "987654" in answer.json()["detail"]
    many = strangers.post("/downloads/chosen", {"ids": list(range(10_000, 10_020))})
    assert "10009等" in many.json()["detail"]
