"""Comparing two texts or pieces, a text with the library, a piece with its versions."""

from mofan.library.models import Piece
from mofan.org.models import Person
from tests.api.conftest import Program
from tests.library.samples import AD, FLOOD
from tests.make import make_pieces


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


def test_a_text_is_checked_against_the_library(strangers: Program, compiled: list[Piece]) -> None:
    given = f"另起一篇的题目{AD}\n" + FLOOD.replace("126", "88")
    found = strangers.post("/similar", {"text": given}).json()["items"]
    assert [one["piece"]["id"] for one in found] == [compiled[0].pk]
    assert found[0]["containment"] > 0.5
    whole = strangers.get(f"/pieces/{compiled[0].pk}/text").json()["text"]
    for passage in found[0]["passages"]:
        assert given[passage["a"]["start"] : passage["a"]["end"]] == passage["text"]
        assert whole[passage["b"]["start"] : passage["b"]["end"]]
    assert strangers.post("/similar", {"text": "毫不相干的一句话。"}).json() == {"items": []}
    assert strangers.post("/similar", {"text": "绝密★启用前\n正文。"}).status_code == 422


def test_a_piece_has_its_versions(clerk: Person, strangers: Program, compiled: list[Piece]) -> None:
    text = "青塘县水务局防汛工作经验\n" + FLOOD.replace("126", "88")
    version = make_pieces(clerk, "又一版.txt", text)[0]
    copy = make_pieces(clerk, "再一份.txt", text.encode("gb18030"))[0]
    family = strangers.get(f"/pieces/{version.pk}/family").json()
    members = {one["piece"]["id"]: one for one in family["members"]}
    assert members[copy.pk]["is_copy"]
    assert (family["apart"], family["is_cut"]) == ([], False)
    if compiled[0].pk in members:
        assert members[compiled[0].pk]["came_first"]
        assert members[compiled[0].pk]["verdict"] == "open"
        assert members[compiled[0].pk]["containment"] > 0.5
    shared = strangers.get(f"/pieces/{version.pk}/shared").json()["items"]
    assert compiled[0].pk in [one["piece"]["id"] for one in shared]
