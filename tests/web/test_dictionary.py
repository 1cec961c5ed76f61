"""The dictionary as a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.library.proofreading.dictionary import NewWord, add, void
from mofan.library.proofreading.models import DictionaryEntry
from mofan.org.models import Person
from tests.make import AT

ADDRESS = "/dictionary/"


def shown(client: Client, **asked: str) -> str:
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_word_is_added_and_listed_with_who_and_when(clerks: Client, clerk: Person) -> None:
    assert "词典还是空的" in shown(clerks)
    answer = clerks.post(ADDRESS, {"word": "五比五看", "kind": "slogan", "why": "局党组提法"}, follow=True)
    page = answer.content.decode()
    assert "“五比五看”已收入词典" in page
    assert "程以宁" in page
    assert "局党组提法" in page
    assert DictionaryEntry.objects.get().unit == clerk.unit
    for wrong, said in (({"word": ""}, "这一项要填写"), ({"word": "五比五看", "kind": "word"}, "词典里已有")):
        answer = clerks.post(ADDRESS, wrong)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_word_is_voided_with_a_reason(clerks: Client, clerk: Person) -> None:
    entry = add(NewWord("五比五看"), unit=clerk.unit, by=clerk, at=AT)
    address = reverse("void_entry", args=[entry.pk])
    assert clerks.post(address, {"why": ""}).status_code == 409
    assert "重新提示" in clerks.post(address, {"why": "不再用"}, follow=True).content.decode()
    assert "五比五看" not in shown(clerks)
    voided = shown(clerks, show="voided")
    assert "五比五看" in voided
    assert "不再用" in voided
    assert clerks.post(reverse("void_entry", args=[987]), {"why": "无"}).status_code == 404


def test_words_are_looked_for(clerks: Client, clerk: Person) -> None:
    for word in ("五比五看", "3+x"):
        add(NewWord(word), unit=clerk.unit, by=clerk, at=AT)
    assert "3+x" not in shown(clerks, q="五比")
    assert "没有含“没有”的词条" in shown(clerks, q="没有")
    assert "没有作废的词条" in shown(clerks, show="voided")


def test_a_sheet_is_taken_in_and_given_out(clerks: Client) -> None:
    sheet = SimpleUploadedFile("词典.csv", "词语,类别\n五比五看,提法\n的\n3+x".encode())
    page = clerks.post(reverse("import_dictionary"), {"file": sheet}, follow=True).content.decode()
    assert "新收 2 个词语，已有 0 个" in page
    assert "“的”太短" in page
    given_out = clerks.get(reverse("export_dictionary"))
    assert given_out["Content-Type"] == "text/csv; charset=utf-8"
    assert "五比五看,提法" in given_out.content.decode("utf-8-sig")
    answer = clerks.post(reverse("import_dictionary"))
    assert answer.status_code == 422
    assert "请选一个" in answer.content.decode()
    many = SimpleUploadedFile("多.txt", "\n".join(["的"] * 7 + ["甲乙"]).encode())
    assert "等 7 行" in clerks.post(reverse("import_dictionary"), {"file": many}, follow=True).content.decode()


def test_an_administrator_writes_for_everybody(leaders: Client, leader: Person) -> None:
    leaders.post(ADDRESS, {"word": "五比五看", "kind": "word", "for_all": "on"})
    sheet = SimpleUploadedFile("词典.txt", "三进三看".encode())
    leaders.post(reverse("import_dictionary"), {"file": sheet, "for_all": "1"})
    assert set(DictionaryEntry.objects.filter(unit=None).values_list("word", flat=True)) == {"五比五看", "三进三看"}
    assert "全体单位" in shown(leaders)


def test_a_reader_sees_and_changes_nothing(strangers: Client, clerk: Person) -> None:
    entry = add(NewWord("五比五看"), unit=clerk.unit, by=clerk, at=AT)
    page = shown(strangers)
    assert "五比五看" in page
    assert "收入一个词语" not in page
    assert "权限" in strangers.post(ADDRESS, {"word": "三进三看", "kind": "word"}).content.decode()
    for name, keys in (("void_entry", [entry.pk]), ("import_dictionary", [])):
        assert strangers.post(reverse(name, args=keys), {"why": "无"}).status_code == 403
    void(entry, by=clerk, at=AT, why="不用")


@pytest.mark.parametrize("word", ["五比五看", "<b>粗</b>字"])
def test_words_are_shown_as_they_are(clerks: Client, clerk: Person, word: str) -> None:
    add(NewWord(word), unit=clerk.unit, by=clerk, at=AT)
    assert "<b>粗" not in shown(clerks)
