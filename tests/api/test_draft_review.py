"""The way of a draft to its signature for programs: sent, remarked, approved as it reads, published, voided."""

import pytest

from mofan.drafting.actions import StepFacts, save, set_chain
from mofan.drafting.models import Draft, DraftState, Stage
from mofan.org.models import RoleGrant
from mofan.org.roles import Right, UnitRole
from mofan.org.tree import plant
from tests.api.conftest import Enter, Program
from tests.api.test_nonsense import is_problem
from tests.drafting.making import make_draft
from tests.drafting.test_reviewing import filled
from tests.make import AT, make_person
from tests.records.conftest import House, house
from tests.records.making import HELD, entered, visit

__all__ = ["house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Program:
    return enter(house.recorder)


@pytest.fixture
def leaders(house: House, enter: Enter) -> Program:
    return enter(house.leader)


@pytest.fixture
def draft(house: House, standing_clock: None) -> Draft:
    """A draft whose numbers are alive and typed."""
    entered(house, visit(house, HELD, problems=5))
    return filled(house)


def test_a_draft_is_sent_signed_and_published(house: House, writers: Program, leaders: Program, draft: Draft) -> None:
    path = f"/drafts/{draft.pk}"
    before = writers.get(f"{path}/review").json()
    assert (before["state"], before["next"], before["my_turn"], before["sending"]) == ("draft", None, False, 0)
    sent = writers.post(f"{path}/review", {"do": "send"}).json()
    assert (sent["state"], sent["next"], sent["my_turn"], sent["sending"]) == ("review", 1, False, 1)
    assert [(one["stage"], one["standing"]) for one in sent["steps"]] == [("review", "waiting"), ("sign", "waiting")]
    seal = leaders.get(f"{path}/review").json()["seal"]
    assert is_problem(leaders.post(f"{path}/opinions", {"verdict": "approved"}), 422)
    said = leaders.post(f"{path}/opinions", {"verdict": "approved", "seal": seal, "note": "很好"}).json()
    assert (said["state"], said["next"], said["my_turn"]) == ("signing", 2, True)
    assert (said["opinions"][0]["note"], said["opinions"][0]["seal"], said["steps"][0]["by"]) == ("很好", seal, "head")
    signed = leaders.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}).json()
    assert (signed["state"], signed["next"]) == ("signed", None)
    entered(house, visit(house, HELD, problems=2))
    changed = writers.get(f"{path}/review").json()["changed"]
    assert changed == [{"slot": "s1", "then": "5个", "now": "7个"}]
    assert leaders.post(f"{path}/publication", "").json()["state"] == "published"
    assert is_problem(leaders.post(f"{path}/publication", ""), 409)
    assert writers.get("/drafts", state="published").json()["total"] == 1


def test_an_opinion_holds_for_the_text_that_was_read_alone(
    house: House, writers: Program, leaders: Program, draft: Draft
) -> None:
    path = f"/drafts/{draft.pk}"
    seal = writers.post(f"{path}/review", {"do": "send"}).json()["seal"]
    first = leaders.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}).json()
    assert first["outdated"] == []
    draft.refresh_from_db()
    body = draft.text.as_json()
    body["blocks"].append(
        {"id": "n1", "kind": "paragraph", "level": 0, "runs": [{"text": "另开展宣讲。"}]}  # after the opinion
    )
    save(draft, body, revision=draft.revision, by=house.recorder, at=AT)
    for verdict in ("approved", "returned"):
        refused = leaders.post(f"{path}/opinions", {"verdict": verdict, "seal": seal, "note": "再改"})
        assert is_problem(refused, 409)
        assert "又有改动" in refused.json()["detail"]
    now = leaders.get(f"{path}/review").json()
    assert now["seal"] != seal
    assert (now["next"], now["steps"][0]["standing"]) == (1, "outdated")
    assert [(one["by"], one["blocks"]) for one in now["outdated"]] == [("head", [{"id": "n1", "what": "added"}])]
    entered(house, visit(house, HELD, problems=2))
    anew = writers.post(f"{path}/review", {"do": "freeze_again"}).json()
    assert anew["outdated"][0]["numbers"] == [{"slot": "s1", "then": "5个", "now": "7个"}]
    back = leaders.post(f"{path}/opinions", {"verdict": "returned", "seal": anew["seal"], "note": "缺数"}).json()
    assert (back["state"], back["opinions"][0]["verdict"], back["opinions"][0]["note"]) == ("draft", "returned", "缺数")


def test_one_in_another_unit_countersigns(house: House, writers: Program, enter: Enter, draft: Draft) -> None:
    finance = plant("安澜县财政局")
    other = make_person("other")
    RoleGrant.objects.create(person=other, unit=finance, role=UnitRole.LEADER)
    manager = make_person("manager")
    RoleGrant.objects.create(person=manager, unit=house.agency, role=UnitRole.ADMINISTRATOR)
    steps = [StepFacts(Stage.COUNTERSIGN, "财政局会签", None, finance), StepFacts(Stage.SIGN, "", house.leader)]
    set_chain(house.agency, steps, by=manager, at=AT)
    path = f"/drafts/{draft.pk}"
    others = enter(other)
    assert is_problem(others.get(f"{path}/review"), 404)
    seal = writers.post(f"{path}/review", {"do": "send"}).json()["seal"]
    sheet = others.get(f"{path}/review").json()
    assert (sheet["state"], sheet["my_turn"], sheet["steps"][0]["name"]) == ("countersign", True, "财政局会签")
    assert is_problem(enter(house.leader).post(f"{path}/opinions", {"verdict": "approved", "seal": seal}), 409)
    assert others.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}).json()["next"] == 2


def test_remarks_are_written_answered_and_settled(
    house: House, writers: Program, leaders: Program, draft: Draft
) -> None:
    path = f"/drafts/{draft.pk}"
    made = leaders.post(f"{path}/remarks", {"block": "b2", "text": "这个数请核对"})
    assert made.status_code == 201
    one = made.json()
    assert (one["block"], one["answers"], one["by"], one["settled_by"]) == ("b2", None, "head", "")
    assert one["quote"].startswith("今年以来，走访收集问题")
    answer = writers.post(f"{path}/remarks", {"block": "b2", "text": "已核对", "answers": one["id"]}).json()
    assert answer["answers"] == one["id"]
    assert writers.post(f"{path}/remarks/{one['id']}/settled", "").json()["settled_by"] == "recorder"
    assert is_problem(writers.post(f"{path}/remarks/{one['id']}/settled", ""), 409)
    assert [line["id"] for line in leaders.get(f"{path}/review").json()["remarks"]] == [one["id"], answer["id"]]
    assert is_problem(writers.post(f"{path}/remarks", {"block": "gone", "text": "在哪"}), 409)
    assert is_problem(writers.post(f"{path}/remarks", {"block": "b2", "text": "在哪", "answers": 10**9}), 404)
    other = make_draft(house)
    assert is_problem(writers.post(f"/drafts/{other.pk}/remarks/{one['id']}/settled", ""), 404)


def test_a_draft_is_taken_back_voided_and_brought_back(
    house: House, writers: Program, enter: Enter, draft: Draft
) -> None:
    assert is_problem(writers.post(f"/drafts/{draft.pk}/review", {"do": "take_back"}), 409)
    writers.post(f"/drafts/{draft.pk}/review", {"do": "send"})
    assert writers.post(f"/drafts/{draft.pk}/review", {"do": "take_back"}).json()["state"] == "draft"
    assert is_problem(writers.post(f"/drafts/{draft.pk}/review", {"do": "void"}), 409)
    gone = writers.post(f"/drafts/{draft.pk}/review", {"do": "void", "note": "写重了"}).json()
    assert (gone["state"], gone["void_reason"]) == ("voided", "写重了")
    assert writers.get("/drafts").json()["total"] == 0
    assert writers.get("/drafts", state="voided").json()["total"] == 1
    assert writers.post(f"/drafts/{draft.pk}/review", {"do": "bring_back"}).json()["state"] == "draft"


def test_who_may_not_is_refused(house: House, writers: Program, enter: Enter, draft: Draft) -> None:
    path = f"/drafts/{draft.pk}"
    seal = writers.post(f"{path}/review", {"do": "send"}).json()["seal"]
    assert is_problem(writers.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}), 403)
    reading = enter(house.leader, Right.READ, Right.RECORD)
    assert is_problem(reading.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}), 403)
    strangers = enter(house.stranger)
    assert is_problem(strangers.get(f"{path}/review"), 404)
    signing = enter(house.leader, Right.APPROVE)
    assert is_problem(signing.get(f"{path}/review"), 403)
    assert signing.post(f"{path}/opinions", {"verdict": "approved", "seal": seal}).json()["my_turn"]
    assert Draft.objects.get(pk=draft.pk).state == DraftState.SIGNING
