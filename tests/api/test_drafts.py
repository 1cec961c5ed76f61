"""Drafts for programs: start, write, put numbers in, check, export; two writers; who may not."""

import json
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from mofan.drafting.models import Borrowing, Draft, DraftVersion
from mofan.org.models import RoleGrant
from mofan.org.roles import Right, UnitRole
from tests.api.conftest import Enter, Program
from tests.api.test_nonsense import is_problem
from tests.drafting.making import make_draft, make_piece, make_skeleton
from tests.records.conftest import House, house
from tests.records.making import entered, visit

__all__ = ["house"]
TITLE = "安澜县水务局创建模范机关经验材料"


@pytest.fixture
def writers(house: House, enter: Enter) -> Program:
    """A program of the recorder: may read and record."""
    return enter(house.recorder)


def put(who: Program, path: str, data: object) -> Any:
    return who.ask("put", path, json.dumps(data), content_type="application/json")


def paragraph(key: str, *runs: dict[str, str]) -> dict[str, Any]:
    return {"id": key, "kind": "paragraph", "level": 0, "runs": list(runs)}


def with_words(body: dict[str, Any], key: str, words: str) -> dict[str, Any]:
    """The body with other words in one block; a new one at the end where there is no such block."""
    new = paragraph(key, {"text": words})
    blocks = [new if one["id"] == key else one for one in body["blocks"]]
    return {"blocks": blocks if new in blocks else [*blocks, new]}


def test_a_draft_is_started_written_filled_checked_and_exported(house: House, writers: Program) -> None:
    entered(house, visit(house))
    begun = writers.post("/drafts", {"unit": house.agency.pk, "title": TITLE, "period": "2026"})
    assert begun.status_code == 201
    sheet = begun.json()["draft"]
    path = f"/drafts/{sheet['id']}"
    assert begun["Location"] == f"/api/v1{path}"
    assert (sheet["title"], sheet["revision"], sheet["may_write"]) == (TITLE, 1, True)

    slot = writers.post(f"{path}/slots", {"what": "发现问题", "measure": "个"})
    assert (slot.status_code, slot.json()["state"], slot.json()["shown"]) == (201, "open", "x个")
    key = slot.json()["slot"]
    run = paragraph("n1", {"text": "深入一线走访，发现问题"}, {"slot": key}, {"text": "。"})
    body = {"blocks": [*sheet["body"]["blocks"], run]}
    kept = put(writers, f"{path}/body", {"revision": 1, "body": body}).json()
    assert (kept["revision"], kept["merged"], kept["body"]["blocks"][-1]) == (2, False, run)

    offered = writers.get(f"{path}/slots").json()["slots"][0]
    assert "field_visit.sum.problems" in [one["code"] for one in offered["proposals"]]
    assert "发现问题x" in offered["sentence"]
    assert [one["severity"] for one in writers.get(f"{path}/notices").json()["notices"] if one["slot"] == key] == [
        "must"
    ]
    assert is_problem(writers.get(f"{path}/file"), 409)
    put_in = put(writers, f"{path}/slots/{key}", {"do": "figure", "code": "field_visit.sum.problems"}).json()
    assert (put_in["state"], put_in["shown"], put_in["value"]) == ("live", "3个", 3)
    assert not any(one["slot"] == key for one in writers.get(f"{path}/notices").json()["notices"])

    file = writers.get(f"{path}/file", sources=True)
    assert file["Content-Type"].endswith("wordprocessingml.document")
    made = Document(BytesIO(file.content))
    assert "深入一线走访，发现问题3个。" in "\n".join(one.text for one in made.paragraphs)
    assert len(made.tables) == 1
    assert not Document(BytesIO(writers.get(f"{path}/file").content)).tables


def test_a_draft_is_started_from_a_piece(house: House, writers: Program) -> None:
    piece = make_piece()
    begun = writers.post("/drafts", {"unit": house.agency.pk, "piece": piece.pk}).json()
    draft = Draft.objects.get(pk=begun["draft"]["id"])
    assert begun["taken"] == Borrowing.objects.filter(draft=draft).count() > 0
    assert begun["removed"] > 0
    assert begun["draft"]["open_slots"] == len(begun["draft"]["chips"]) > 0
    assert "白石县" not in str(begun["draft"]["body"])
    short = writers.post("/drafts", {"unit": house.agency.pk, "piece": piece.pk, "keep": "outline"}).json()
    assert len(str(short["draft"]["body"])) < len(str(begun["draft"]["body"]))


def test_the_next_period_is_begun_from_a_draft(house: House, writers: Program) -> None:
    draft = make_skeleton(house)
    key = draft.text.slots[0]
    put(writers, f"/drafts/{draft.pk}/slots/{key}", {"do": "number", "number": "3次", "evidence": "党建台账第一册"})
    answer = writers.post(f"/drafts/{draft.pk}/next", {"period": "2026Q3", "title": "三季度材料"})
    assert answer.status_code == 201
    made = answer.json()["draft"]
    assert (made["follows"], made["period"], made["title"]) == (draft.pk, "2026Q3", "三季度材料")
    again = writers.get(answer["Location"].removeprefix("/api/v1")).json()
    assert again["id"] == made["id"]
    assert "党建台账第一册" not in [one["evidence"] for one in made["chips"]]


def test_the_list_is_narrowed(house: House, writers: Program, leaders: Program) -> None:
    one = make_draft(house)
    assert [row["id"] for row in writers.get("/drafts", words="模范机关", mine=True).json()["items"]] == [one.pk]
    assert leaders.get("/drafts", mine=True).json()["total"] == 0
    assert leaders.get("/drafts").json()["items"][0]["created_by"] == house.recorder.name
    assert writers.get("/drafts", state="signed").json()["total"] == 0
    assert is_problem(writers.get("/drafts", state="lost"), 422)


def test_every_way_to_settle_a_slot(house: House, writers: Program) -> None:
    draft = make_skeleton(house)
    path = f"/drafts/{draft.pk}/slots/{draft.text.slots[0]}"
    typed = put(writers, path, {"do": "number", "number": "12次"}).json()
    assert (typed["state"], typed["shown"]) == ("unsourced", "12次")
    typed = put(writers, path, {"do": "number", "number": "12次", "evidence": "会议记录本"}).json()
    assert (typed["state"], typed["evidence"]) == ("typed", "会议记录本")
    task = put(writers, path, {"do": "task", "note": "请办公室补登"}).json()
    assert (task["state"], task["note"]) == ("task", "请办公室补登")
    assert put(writers, path, {"do": "reopen"}).json()["state"] == "open"
    assert is_problem(put(writers, path, {"do": "reopen"}), 409)
    assert is_problem(put(writers, path, {"do": "number"}), 409)
    assert is_problem(put(writers, path, {"do": "figure", "code": "没有的数"}), 409)
    assert is_problem(put(writers, path, {"do": "figure", "code": "field_visit.count", "units": [10**9]}), 409)
    assert is_problem(put(writers, f"/drafts/{draft.pk}/slots/none", {"do": "task"}), 404)
    everything = writers.get(f"/drafts/{draft.pk}/slots", all=True).json()["slots"]
    assert [one["slot"] for one in everything] == list(draft.text.slots)


def test_two_writers_are_merged_or_told_what_clashes(house: House, writers: Program, enter: Enter) -> None:
    draft, others = make_draft(house), enter(house.leader)
    path = f"/drafts/{draft.pk}/body"
    body = writers.get(f"/drafts/{draft.pk}").json()["body"]
    assert put(others, path, {"revision": 1, "body": with_words(body, "b2", "他人的话。")}).json()["revision"] == 2
    added = put(writers, path, {"revision": 1, "body": with_words(body, "n1", "我的一段。")}).json()
    assert (added["revision"], added["merged"]) == (3, True)
    assert [one["runs"][0]["text"] for one in added["body"]["blocks"][1:]] == ["他人的话。", "我的一段。"]

    clash = put(writers, path, {"revision": 1, "body": with_words(body, "b2", "我的话。"), "label": "我的"})
    assert is_problem(clash, 409)
    told = clash.json()["clash"]
    assert (told["revision"], [one["id"] for one in told["blocks"]]) == (3, ["b2"])
    one = told["blocks"][0]
    assert (one["mine"]["runs"], one["theirs"]["runs"]) == ([{"text": "我的话。"}], [{"text": "他人的话。"}])
    assert "我的一段。" in str(told["body"])
    assert "我的话。" in str(DraftVersion.objects.get(draft=draft, aside=True).body)
    assert put(writers, path, {"revision": 3, "body": told["body"], "label": "合并稿"}).status_code == 200


@pytest.mark.parametrize(
    ("given", "status", "where"),
    [
        ("{", 400, ""),
        ("[]", 422, "body"),
        ({"revision": 1}, 422, "body.body"),
        ({"revision": "1", "body": {"blocks": []}}, 422, "body.revision"),
        ({"revision": 1, "body": {"blocks": [{"id": "a", "kind": "verse"}]}}, 422, "body.body.blocks.0.kind"),
        ({"revision": 1, "body": {"blocks": [{"id": "a", "kind": "heading", "level": 5}]}}, 422, "body.body.blocks.0"),
        ({"revision": 1, "body": {"blocks": [], "by": 3}}, 422, "body.body.by"),
        ({"revision": 1, "body": {"blocks": [paragraph("a", {"link": "x"})]}}, 422, "body.body.blocks.0.runs.0"),
        ({"revision": 1, "body": {"blocks": [paragraph("a"), paragraph("a")]}}, 409, ""),
        ({"revision": 1, "body": {"blocks": [paragraph("a", {"text": "\x00"})]}}, 409, ""),
        ({"revision": 1, "body": {"blocks": [paragraph("a", {"slot": "s99"})]}}, 409, ""),
        ({"revision": 9, "body": {"blocks": []}}, 409, ""),
    ],
)
def test_what_is_no_body_is_a_problem_document(
    given: object, status: int, where: str, house: House, writers: Program
) -> None:
    draft = make_draft(house)
    text = given if isinstance(given, str) else None
    path = f"/drafts/{draft.pk}/body"
    answer = writers.ask("put", path, text, content_type="application/json") if text else put(writers, path, given)
    assert is_problem(answer, status), answer.content
    assert where in str(answer.json().get("errors", ""))
    assert Draft.objects.get(pk=draft.pk).revision == 1


def test_who_may_only_look_may_not_write(house: House, enter: Enter) -> None:
    draft = make_draft(house)
    readers = enter(house.reader)
    sheet = readers.get(f"/drafts/{draft.pk}").json()
    assert sheet["may_write"] is False
    # he records in the branch below, so his token has the scope; here he may only look
    RoleGrant.objects.create(person=house.reader, unit=house.branch, role=UnitRole.RECORDER)
    recording = enter(house.reader)
    for answer in (
        put(recording, f"/drafts/{draft.pk}/body", {"revision": 1, "body": sheet["body"]}),
        recording.post(f"/drafts/{draft.pk}/slots", {}),
        recording.post(f"/drafts/{draft.pk}/next", {"period": "2026"}),
        recording.post("/drafts", {"unit": house.agency.pk}),
    ):
        assert is_problem(answer, 403)
    assert recording.post("/drafts", {"unit": house.branch.pk}).status_code == 201


def test_a_stranger_sees_no_draft(house: House, enter: Enter) -> None:
    draft, strangers = make_draft(house), enter(house.stranger)
    assert strangers.get("/drafts").json()["total"] == 0
    for end in ("", "/slots", "/notices", "/file"):
        assert is_problem(strangers.get(f"/drafts/{draft.pk}{end}"), 404)


def test_without_the_scope_nothing_is_written_and_without_read_nothing_is_read(house: House, enter: Enter) -> None:
    draft = make_draft(house)
    reading, recording = enter(house.recorder, Right.READ), enter(house.recorder, Right.RECORD)
    refused = reading.post(f"/drafts/{draft.pk}/slots", {})
    assert is_problem(refused, 403)
    assert 'scope="record"' in refused["WWW-Authenticate"]
    assert recording.post(f"/drafts/{draft.pk}/slots", {}).status_code == 201
    assert is_problem(recording.get(f"/drafts/{draft.pk}"), 403)
    piece = make_piece()
    assert is_problem(recording.post("/drafts", {"unit": house.agency.pk, "piece": piece.pk}), 404)
    assert reading.get(f"/drafts/{draft.pk}").json()["may_write"] is False


def test_what_is_not_there_or_cannot_be_read_is_said(house: House, writers: Program) -> None:
    assert is_problem(writers.post("/drafts", {"unit": 10**9}), 404)
    assert is_problem(writers.post("/drafts", {"unit": house.agency.pk, "piece": 10**9}), 404)
    assert is_problem(writers.post("/drafts", {"unit": house.agency.pk, "period": "猴年"}), 409)
    assert is_problem(writers.post("/drafts", {"unit": house.agency.pk, "title": "a\nb"}), 422)
    assert is_problem(writers.post("/drafts", {}), 422)
    assert not Draft.objects.exists()
