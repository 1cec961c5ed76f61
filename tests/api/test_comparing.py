"""Comparing two texts or pieces."""

from mofan.library.models import Piece
from tests.api.conftest import Program
from tests.library.samples import AD, FLOOD


def test_a_text_and_a_piece_are_set_side_by_side(strangers: Program, compiled: list[Piece]) -> None:
    given = f"开头另写一句话。{AD}\n" + FLOOD.split("\n")[0]
    answer = strangers.post("/compare", {"a": {"text": given}, "b": {"piece": compiled[0].pk}}).json()
    assert answer["containment"] > 0.8
    whole = strangers.get(f"/pieces/{compiled[0].pk}/text").json()["text"]
    passage = answer["passages"][0]
    a, b = passage["a"], passage["b"]
    assert given[a["start"] : a["end"]] == passage["text"] == whole[b["start"] : b["end"]]
    assert passage["document_frequency"] is None or passage["document_frequency"] >= 1


def test_two_texts_with_nothing_in_common_share_nothing(strangers: Program) -> None:
    answer = strangers.post("/compare", {"a": {"text": "甲乙丙丁"}, "b": {"text": "子丑寅卯"}}).json()
    assert (answer["containment"], answer["passages"]) == (0.0, [])


def test_a_secret_text_is_refused(strangers: Program) -> None:
    secret = "机密★10年\n青塘县防汛情况\n正文。"
    answer = strangers.post("/compare", {"a": {"text": "甲"}, "b": {"text": secret}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.b.text"
    assert "正文" not in answer.content.decode()


def test_a_side_is_a_text_or_a_piece(strangers: Program, compiled: list[Piece]) -> None:
    for side in (
        {},
        {"text": "甲", "piece": compiled[0].pk},
        {"text": ""},
        {"piece": "1"},
        {"piece": True},
        "甲",
        None,
    ):
        assert strangers.post("/compare", {"a": side, "b": {"text": "乙"}}).status_code == 422
    assert strangers.post("/compare", {"a": {"piece": 987654}, "b": {"text": "乙"}}).status_code == 404
