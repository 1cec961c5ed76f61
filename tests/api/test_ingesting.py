"""Handing in: files and texts, once under a key; how far a batch is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mofan.library.ingestion.driving import drive
from mofan.library.models import Batch, Piece, Source
from mofan.org.models import KeptAnswer, Person
from mofan.org.roles import Right
from tests.api.conftest import Enter, Program
from tests.library.samples import COMPILATION, SINGLE


def a_file(name: str = "总结.txt", text: str = SINGLE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_files_are_taken_in_and_followed_until_they_are_pieces(clerks: Program) -> None:
    answer = clerks.hand_in([a_file(), a_file("材料.txt", COMPILATION)])
    assert answer.status_code == 202
    taken = answer.json()
    assert answer["Location"] == taken["follow"] == f"/api/v1/batches/{taken['batch']}"
    assert [one["name"] for one in taken["sources"]] == ["总结.txt", "材料.txt"]
    follow = taken["follow"].removeprefix("/api/v1")
    before = clerks.get(follow).json()
    assert (before["waiting"], before["is_over"]) == (2, False)
    drive()
    after = clerks.get(follow).json()
    assert (after["done"], after["pieces"], after["is_over"]) == (2, 3, True)
    assert after["note"] == "令牌“测试”"
    assert {one["state"] for one in clerks.get(f"{follow}/sources").json()["items"]} == {"done"}
    assert clerks.get("/batches").json()["items"][0]["id"] == taken["batch"]


def test_texts_become_records_with_what_came_along(clerks: Program) -> None:
    given = {"title": "青塘县值班记录", "text": "一切正常。", "id": "w-1", "category": "值班", "date": "2026-03-05"}
    answer = clerks.post("/ingest/texts", {"texts": [given, {"text": "柳湾镇值班记录\n一切正常。"}]})
    assert answer.status_code == 202
    drive()
    piece = Piece.objects.get(external_id="w-1")
    assert (piece.title, piece.category, f"{piece.dated}") == ("青塘县值班记录", "值班", "2026-03-05")
    assert Piece.objects.count() == 2
    assert clerks.get(f"/pieces/{piece.pk}").json()["external_id"] == "w-1"


def test_an_empty_file_is_taken_and_its_refusal_told(clerks: Program) -> None:
    taken = clerks.hand_in(a_file("空.txt", "")).json()
    drive()
    one = clerks.get(f"/sources/{taken['sources'][0]['id']}").json()
    assert one["state"] == "refused"
    assert one["refusal"]


def test_the_same_again_under_the_same_key_is_answered_the_same(clerks: Program) -> None:
    given = {"texts": [{"text": "青塘县值班记录\n一切正常。"}]}
    first = clerks.post("/ingest/texts", given, **{"Idempotency-Key": "k-1"})
    again = clerks.post("/ingest/texts", given, **{"Idempotency-Key": "k-1"})
    assert again.status_code == 202
    assert again.json() == first.json()
    assert again["Location"] == first["Location"]
    assert (Batch.objects.count(), Source.objects.count()) == (1, 1)


def test_files_under_a_key_are_known_by_their_bytes(clerks: Program) -> None:
    first = clerks.hand_in([a_file()], **{"Idempotency-Key": "k-1"})
    again = clerks.hand_in([a_file()], **{"Idempotency-Key": "k-1"})
    assert again.json() == first.json()
    other = clerks.hand_in([a_file(text="另一份")], **{"Idempotency-Key": "k-1"})
    assert other.status_code == 409
    assert "另一份内容" in other.json()["detail"]
    assert Batch.objects.count() == 1


def test_without_a_key_equal_bytes_are_still_not_taken_twice(clerks: Program) -> None:
    clerks.hand_in([a_file()])
    drive()
    again = clerks.hand_in([a_file()]).json()
    assert again["sources"][0]["state"] == "same"
    assert Piece.objects.count() == 1


def test_a_key_whose_request_failed_can_be_used_again(clerks: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("mofan.api.ingesting.receive", full)
        with pytest.raises(OSError, match="disk full"):
            clerks.hand_in([a_file()], **{"Idempotency-Key": "k-1"})
    assert not KeptAnswer.objects.exists()
    assert clerks.hand_in([a_file()], **{"Idempotency-Key": "k-1"}).status_code == 202


def test_a_token_without_the_scope_hands_in_nothing(clerk: Person, enter: Enter) -> None:
    assert enter(clerk, Right.READ).hand_in([a_file()]).status_code == 403
    assert not Source.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 201, "有空 格", "键"])
def test_a_key_that_is_none_is_refused(key: str, clerks: Program) -> None:
    if key.isascii():
        answer = clerks.post("/ingest/texts", {"texts": [{"text": "x"}]}, **{"Idempotency-Key": key})
        assert answer.status_code == 422


def test_what_is_not_asked_for_is_refused(clerks: Program) -> None:
    answer = clerks.ask("post", "/ingest/files", {"files": a_file(), "path": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "form.path")
    assert clerks.ask("post", "/ingest/files", {}).status_code == 422
    assert not Source.objects.exists()
