"""Proofreading for programs: a text that is sent, a piece of the library."""

import pytest

from mofan.library.models import Piece
from mofan.library.proofreading import actions, looking
from mofan.library.proofreading.dictionary import NewWord, add
from mofan.library.proofreading.grounds import grounds_for
from mofan.library.proofreading.looking import proof_of
from mofan.library.proofreading.pieces import PieceText
from mofan.org.models import Person
from tests.api.conftest import Program
from tests.library.samples import AD
from tests.make import AT, make_pieces

TEXT = f"青塘县水务局清理帐户的情况报告{AD}\n截止目前,全局共核对12个。{AD}\n局党组按步就班推进，召开会议x次。"


@pytest.fixture
def piece(clerk: Person) -> Piece:
    return make_pieces(clerk, "报告.txt", TEXT)[0]


def test_a_text_is_proofread_where_it_stands(strangers: Program, clerk: Person) -> None:
    found = strangers.post("/proofread", {"text": TEXT}).json()["findings"]
    by_quote = {one["quote"]: one for one in found}
    assert {"截止目前", "帐户", "按步就班", ",", "x"} <= set(by_quote)
    for one in found:
        assert TEXT[one["start"] : one["end"]] == one["quote"]
    assert by_quote["截止目前"] | {"message": ""} == {
        "start": TEXT.index("截止目前"),
        "end": TEXT.index("截止目前") + 4,
        "quote": "截止目前",
        "kind": "confusion",
        "severity": "error",
        "message": "",
        "replacement": "截至目前",
        "rule": "confusion",
        "confidence": by_quote["截止目前"]["confidence"],
    }
    assert by_quote["x"]["replacement"] is None
    add(NewWord("按步就班"), unit=clerk.unit, by=clerk, at=AT)
    later = strangers.post("/proofread", {"text": TEXT}).json()["findings"]
    assert "按步就班" not in [one["quote"] for one in later]


def test_over_an_advertisement_nothing_is_proposed(strangers: Program) -> None:
    text = TEXT.replace("截止目前,", f"截止{AD}目前,")
    found = strangers.post("/proofread", {"text": text}).json()["findings"]
    over = [one for one in found if AD in one["quote"]]
    assert [one["replacement"] for one in over] == [None] * len(over)


def test_residue_is_asked_for(strangers: Program) -> None:
    text = "工作总结\n2019年以来，各项任务按期完成，山东省济南市的做法值得学习，各方面反映良好。"

    def residue(**own: object) -> list[str]:
        found = strangers.post("/proofread", {"text": text, "own": own}).json()["findings"]
        return [one["quote"] for one in found if one["kind"] == "residue"]

    assert "2019年以来" in residue(year=2026)
    assert any("济南" in quote for quote in residue(unit="山东省青岛市水务局"))
    assert not any("济南" in quote for quote in residue(unit="山东省青岛市水务局", places=["济南市", "山东省济南市"]))
    assert residue(unit="某局", persons=["程以宁"]) == []
    plain = strangers.post("/proofread", {"text": text}).json()["findings"]
    assert [one for one in plain if one["kind"] == "residue"] == []
    for wrong in ({"year": 1}, {"year": "2026"}, {"unit": ""}, {"town": "甲"}):
        assert strangers.post("/proofread", {"text": text, "own": wrong}).status_code == 422


def test_a_secret_text_is_refused(strangers: Program) -> None:
    answer = strangers.post("/proofread", {"text": "机密★10年\n青塘县防汛情况\n正文。"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.text"


def test_a_piece_says_what_waits_and_what_was_decided(
    strangers: Program, clerk: Person, piece: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = strangers.get(f"/pieces/{piece.pk}/text").json()["text"]
    first = strangers.get(f"/pieces/{piece.pk}/findings").json()
    assert (first["id"], first["revision"], first["refused"], first["corrections"]) == (piece.pk, 1, [], [])
    assert all(whole[one["start"] : one["end"]] == one["quote"] for one in first["findings"])
    found = {one.quote: one for one in proof_of(PieceText(piece), grounds_for(clerk)).findings}
    actions.refuse(PieceText(piece), found["按步就班"], by=clerk, at=AT)
    actions.accept(PieceText(piece), found["截止目前"], by=clerk, at=AT)
    later = strangers.get(f"/pieces/{piece.pk}/findings", own="true", year="2026").json()
    assert [one["quote"] for one in later["refused"]] == ["按步就班"]
    (correction,) = later["corrections"]
    assert (correction["was"], correction["new"], correction["by"]) == ("截止目前", "截至目前", "程以宁")
    assert later["revision"] == 2
    assert "截至目前" in strangers.get(f"/pieces/{piece.pk}/text").json()["text"]
    assert strangers.get("/pieces/987654/findings").status_code == 404
    monkeypatch.setattr(looking, "LONGEST", 10)
    assert strangers.get(f"/pieces/{piece.pk}/findings").status_code == 409
    assert strangers.get(f"/pieces/{piece.pk}/findings", year="3000").status_code == 422


def test_a_title_that_stands_apart_is_proofread_too(strangers: Program, piece: Piece) -> None:
    assert strangers.get(f"/pieces/{piece.pk}/findings").json()["title"] == []
    Piece.objects.filter(pk=piece.pk).update(title="青塘县局党组按步就班的经验")
    found = strangers.get(f"/pieces/{piece.pk}/findings").json()["title"]
    assert [(one["quote"], one["start"], one["replacement"]) for one in found] == [("按步就班", 6, "按部就班")]
