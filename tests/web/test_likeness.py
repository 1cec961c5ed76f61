"""Versions, shared passages and the check of a text, as pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.library import actions
from mofan.library.models import Likeness, Piece, Verdict
from mofan.org.models import Person
from tests.library.samples import FLOOD, SINGLE
from tests.make import AT, make_pieces

FIRST = "青塘县水务局防汛工作总结\n" + FLOOD
LATER = "红山县水务局防汛工作总结\n" + FLOOD.replace("青塘县", "红山县").replace("126", "98")


@pytest.fixture
def family(clerk: Person) -> tuple[Piece, Piece]:
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    (later,) = make_pieces(clerk, "b.txt", LATER)
    return first, later


def page(client: Client, person: Person, name: str, *keys: object) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_piece_shows_its_family_and_the_passages_it_shares(
    client: Client, clerk: Person, family: tuple[Piece, Piece]
) -> None:
    first, later = family
    assert reverse("family", args=[first.pk]) in page(client, clerk, "piece", first.pk)
    shown = page(client, clerk, "family", later.pk)
    assert first.title in shown
    assert "先收" in shown
    assert "是同篇" in shown
    assert reverse("beside", args=[later.pk, first.pk]) in shown
    part = client.get(reverse("family", args=[later.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert first.title in part


def test_two_pieces_stand_side_by_side_with_their_passages_linked(
    client: Client, clerk: Person, family: tuple[Piece, Piece]
) -> None:
    shown = page(client, clerk, "beside", family[0].pk, family[1].pk)
    assert 'id="a1" href="#b1"' in shown
    assert 'id="b1" href="#a1"' in shown
    assert shown.count("<mark") >= 2


def test_a_verdict_is_given_and_taken_back(client: Client, clerk: Person, family: tuple[Piece, Piece]) -> None:
    first, later = family
    client.force_login(clerk)
    for verb, verdict in (("different", Verdict.DIFFERENT), ("undo", Verdict.OPEN), ("same", Verdict.SAME)):
        answer = client.post(reverse("decide_likeness", args=[later.pk, first.pk, verb]))
        assert answer["Location"] == f"{reverse('piece', args=[later.pk])}#family"
        assert Likeness.objects.get().verdict == verdict
        shown = page(client, clerk, "family", later.pk)
        assert ("已认定不是同一篇 1 篇" in shown) is (verdict == Verdict.DIFFERENT)
        assert ("已认定同篇" in shown) is (verdict == Verdict.SAME)
    again = client.post(reverse("decide_likeness", args=[later.pk, first.pk, "same"]), follow=True)
    assert "已经是这样认定的" in again.content.decode()
    assert client.post(reverse("decide_likeness", args=[later.pk, first.pk, "nothing"])).status_code == 404
    (other,) = make_pieces(clerk, "c.txt", SINGLE)
    assert client.post(reverse("decide_likeness", args=[other.pk, first.pk, "same"])).status_code == 404
    assert client.get(reverse("decide_likeness", args=[later.pk, first.pk, "same"])).status_code == 405


def test_a_reader_decides_nothing(client: Client, stranger: Person, family: tuple[Piece, Piece]) -> None:
    first, later = family
    assert "是同篇" not in page(client, stranger, "family", later.pk)
    assert client.post(reverse("decide_likeness", args=[later.pk, first.pk, "same"])).status_code == 403
    assert Likeness.objects.get().verdict == Verdict.OPEN


def test_a_reader_sees_nothing_of_a_withdrawn_version(
    client: Client, clerk: Person, stranger: Person, family: tuple[Piece, Piece]
) -> None:
    first, later = family
    actions.withdraw(first, by=clerk, at=AT, why="重复")
    shown = page(client, stranger, "family", later.pk)
    assert first.title not in shown
    assert client.get(reverse("beside", args=[later.pk, first.pk])).status_code == 404
    client.logout()
    assert client.get(reverse("family", args=[later.pk])).status_code == 302


def test_a_text_is_checked_and_not_kept(client: Client, stranger: Person, family: tuple[Piece, Piece]) -> None:
    client.force_login(stranger)
    assert client.get(reverse("check")).status_code == 200
    shown = client.post(reverse("check"), {"text": LATER}).content.decode()
    assert "有 2 篇与它相同较多" in shown
    assert "疑似同篇" in shown
    file = SimpleUploadedFile("a.txt", FIRST.encode())
    assert "有 2 篇与它相同较多" in client.post(reverse("check"), {"file": file}).content.decode()
    nothing = client.post(reverse("check"), {"text": "山上的茶园今年换了品种，采茶的时间晚了半个月。"})
    assert "没有发现相同较多的" in nothing.content.decode()
    assert Piece.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  \n", "文字太少"),
        ("汉" * 200_001, "一次最多查 20 万字"),
        ("机密★一年\n关于某事的报告，内容很长很长很长很长。", "密级标志"),
    ],
)
def test_a_text_that_cannot_be_checked_is_refused(client: Client, stranger: Person, text: str, said: str) -> None:
    client.force_login(stranger)
    answer = client.post(reverse("check"), {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_file_that_cannot_be_read_is_refused(
    client: Client, stranger: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(stranger)
    answer = client.post(reverse("check"), {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")})
    assert answer.status_code == 422
    monkeypatch.setattr("mofan.web.given_text.LARGEST", 3)
    answer = client.post(reverse("check"), {"file": SimpleUploadedFile("a.txt", FIRST.encode())})
    assert "文件超过 8 MB" in answer.content.decode()
