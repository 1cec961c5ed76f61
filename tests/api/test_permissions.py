"""Who may do what: every operation against every kind of asker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from mofan.api.interface import interface
from mofan.cases.actions import sign
from mofan.cases.models import Callback, Case, Leg
from mofan.drafting.actions import NewDraft, add_slot, remark, save, send, start
from mofan.drafting.chips import chips_of
from mofan.drafting.document import block
from mofan.drafting.models import Draft, DraftState
from mofan.drafting.seals import seal_of
from mofan.library.actions import withdraw
from mofan.library.models import Piece
from mofan.org.actions import issue_token, revoke_token
from mofan.org.models import Access, ApiToken, Person, RoleGrant, Unit
from mofan.org.roles import RIGHTS, Right, Role, UnitRole
from tests.api.conftest import Enter, Program
from tests.make import AT, make_person
from tests.make_cases import accepted, dispatched, make_county, taken_in
from tests.stock import clerk, compiled, stock

__all__ = ["clerk", "compiled", "stock"]

Ask = Callable[[Program, Piece], Any]


def own_unit() -> int:
    """The unit in which everybody here has his place."""
    return Unit.objects.earliest("pk").pk


def drafted() -> Draft:
    """A draft with a slot in the unit where everybody here has his place, and where everybody may look."""
    unit = Unit.objects.get(pk=own_unit())
    writer = make_person(f"writer{Person.objects.count()}", Role.ADMINISTRATOR)
    for person in Person.objects.all():
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=UnitRole.READER)
    draft = start(NewDraft(unit), by=writer, at=AT)
    add_slot(draft, by=writer, at=AT)
    return draft


def sent() -> int:
    """A draft that waits for an opinion."""
    row = drafted()
    writer = row.created_by
    save(row, row.text.with_block(block("b1", "title", "经验材料")), revision=1, by=writer, at=AT)
    send(row, by=writer, at=AT)
    return row.pk


def seal_now() -> str:
    """What the last draft reads, as an opinion must name it."""
    row = Draft.objects.latest("pk")
    return seal_of(row, chips_of(row, timezone.localdate()))


def signed() -> int:
    """A draft that may be published."""
    Draft.objects.filter(pk=(key := sent())).update(state=DraftState.SIGNED, dated=timezone.localdate())
    return key


def remarked() -> int:
    """A remark on the last draft."""
    row = Draft.objects.latest("pk")
    return remark(row, "b1", "请核对", by=row.created_by, at=AT).pk


def case_there() -> str:
    """The code of a case of a centre, in which everybody here may look."""
    if (case := Case.objects.first()) is not None:
        return case.code
    county = make_county()
    unit = Unit.objects.get(pk=own_unit())
    for person in Person.objects.all():
        RoleGrant.objects.get_or_create(person=person, unit=county.root, role=UnitRole.READER)
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=UnitRole.READER)
    return taken_in(county).code


def leg_there(*, signed: bool = False) -> Leg:
    """A leg of the county's water bureau, sent just now, in whose county everybody here may look."""
    if (leg := Leg.objects.select_related("case", "unit").first()) is not None:
        return leg
    county, at = make_county(), timezone.now()
    for person in Person.objects.all():
        RoleGrant.objects.get_or_create(person=person, unit=county.root, role=UnitRole.READER)
    (leg,) = dispatched(county, at=at)
    if signed:
        sign(leg, by=county.water_handler, at=at)
    return leg


def leg_address(*, signed: bool = False) -> str:
    leg = leg_there(signed=signed)
    return f"/cases/{leg.case.code}/legs/{leg.no}"


def clock_address() -> str:
    leg = leg_there(signed=True)
    return f"/cases/{leg.case.code}/clocks/{leg.clocks.get(code='finish').pk}/steps"


def to_dispatch() -> tuple[str, int]:
    """The address of an accepted case and a unit that it can be sent to."""
    if (case := Case.objects.first()) is None:
        county = make_county()
        for person in Person.objects.all():
            RoleGrant.objects.get_or_create(person=person, unit=county.root, role=UnitRole.READER)
        case = accepted(county, at=timezone.now())
    return f"/cases/{case.code}/dispatches", Unit.objects.get(name="县水务局").pk


def to_call_back() -> str:
    """The address of a closed case whose time limit has run out."""
    case = leg_there().case
    Callback.objects.get_or_create(
        case=case,
        round=0,
        defaults={"unit": case.unit, "due_at": AT, "expires_at": timezone.now() + timedelta(days=1)},
    )
    return f"/cases/{case.code}/callback"


def demand() -> dict[str, object]:
    """A demand for the unit where everybody here has his place, in which everybody may look."""
    unit = Unit.objects.get(pk=own_unit())
    for person in Person.objects.all():
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=UnitRole.READER)
    return {"kind": "public_demand", "unit": unit.pk, "title": "路灯不亮", "parties": APPLICANT}


APPLICANT = [{"role": "applicant", "name": "乔木", "phone": "13800001234"}]
BODY = {"revision": 1, "body": {"blocks": []}}
OPERATIONS: dict[str, tuple[Right, int, Ask]] = {
    "search": (Right.READ, 200, lambda who, one: who.get("/search", q="清单")),
    "facets": (Right.READ, 200, lambda who, one: who.get("/facets")),
    "suggest": (Right.READ, 200, lambda who, one: who.get("/suggest", q="mfjg")),
    "pieces": (Right.READ, 200, lambda who, one: who.get("/pieces")),
    "piece": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}")),
    "text": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/text")),
    "outline": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/outline")),
    "elements": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/elements")),
    "family": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/family")),
    "shared": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/shared")),
    "similar": (Right.READ, 200, lambda who, one: who.post("/similar", {"text": "新"})),
    "file": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/file", format="txt")),
    "download_found": (Right.READ, 200, lambda who, one: who.get("/downloads/found", format="txt")),
    "download_chosen": (
        Right.READ,
        200,
        lambda who, one: who.post("/downloads/chosen", {"ids": [one.pk], "format": "txt"}),
    ),
    "sources": (Right.READ, 200, lambda who, one: who.get("/sources")),
    "source": (Right.READ, 200, lambda who, one: who.get(f"/sources/{one.source_id}")),
    "original": (Right.INGEST, 200, lambda who, one: who.get(f"/sources/{one.source_id}/original")),
    "ingest_files": (Right.INGEST, 202, lambda who, one: who.hand_in(SimpleUploadedFile("甲.txt", b"x"))),
    "ingest_texts": (Right.INGEST, 202, lambda who, one: who.post("/ingest/texts", {"texts": [{"text": "新"}]})),
    "batches": (Right.INGEST, 200, lambda who, one: who.get("/batches")),
    "batch": (Right.INGEST, 200, lambda who, one: who.get(f"/batches/{one.source.batch_id}")),
    "batch_sources": (Right.INGEST, 200, lambda who, one: who.get(f"/batches/{one.source.batch_id}/sources")),
    "compare": (Right.READ, 200, lambda who, one: who.post("/compare", {"a": {"piece": one.pk}, "b": {"text": "新"}})),
    "proofread": (Right.READ, 200, lambda who, one: who.post("/proofread", {"text": "新"})),
    "findings": (Right.READ, 200, lambda who, one: who.get(f"/pieces/{one.pk}/findings")),
    "units": (Right.READ, 200, lambda who, one: who.get("/units")),
    "figures": (Right.READ, 200, lambda who, one: who.get("/figures")),
    "figure": (Right.READ, 200, lambda who, one: who.get("/figures/field_visit.count", unit=own_unit())),
    "drafts": (Right.READ, 200, lambda who, one: who.get("/drafts")),
    "draft": (Right.READ, 200, lambda who, one: who.get(f"/drafts/{drafted().pk}")),
    "draft_slots": (Right.READ, 200, lambda who, one: who.get(f"/drafts/{drafted().pk}/slots")),
    "check_draft": (Right.READ, 200, lambda who, one: who.get(f"/drafts/{drafted().pk}/notices")),
    "export_draft": (Right.READ, 200, lambda who, one: who.get(f"/drafts/{drafted().pk}/file")),
    "start_draft": (Right.RECORD, 201, lambda who, one: who.post("/drafts", {"unit": own_unit()})),
    "next_draft": (Right.RECORD, 201, lambda who, one: who.post(f"/drafts/{drafted().pk}/next", {"period": "2026"})),
    "keep_draft": (Right.RECORD, 200, lambda who, one: who.put(f"/drafts/{drafted().pk}/body", BODY)),
    "add_slot": (Right.RECORD, 201, lambda who, one: who.post(f"/drafts/{drafted().pk}/slots", {})),
    "settle_slot": (Right.RECORD, 200, lambda who, one: who.put(f"/drafts/{drafted().pk}/slots/s1", {"do": "task"})),
    "draft_review": (Right.READ, 200, lambda who, one: who.get(f"/drafts/{drafted().pk}/review")),
    "move_draft": (
        Right.RECORD,
        200,
        lambda who, one: who.post(f"/drafts/{drafted().pk}/review", {"do": "void", "note": "写重了"}),
    ),
    "say_of_draft": (
        Right.APPROVE,
        200,
        lambda who, one: who.post(f"/drafts/{sent()}/opinions", {"verdict": "approved", "seal": seal_now()}),
    ),
    "publish_draft": (Right.APPROVE, 200, lambda who, one: who.post(f"/drafts/{signed()}/publication", "")),
    "remark_draft": (
        Right.RECORD,
        201,
        lambda who, one: who.post(f"/drafts/{drafted().pk}/remarks", {"block": "b1", "text": "请核对"}),
    ),
    "settle_remark": (
        Right.RECORD,
        200,
        lambda who, one: who.post(f"/drafts/{drafted().pk}/remarks/{remarked()}/settled", ""),
    ),
    "cases": (Right.READ, 200, lambda who, one: who.get("/cases")),
    "case": (Right.READ, 200, lambda who, one: who.get(f"/cases/{case_there()}")),
    "take_in_case": (Right.INTAKE, 201, lambda who, one: who.post("/cases", demand())),
    "move_case": (
        Right.DISPATCH,
        200,
        lambda who, one: who.post(f"/cases/{case_there()}/moves", {"move": "accept", "values": {}}),
    ),
    "legs": (Right.READ, 200, lambda who, one: who.get("/legs")),
    "dispatch_case": (
        Right.DISPATCH,
        200,
        lambda who, one: who.post(to_dispatch()[0], {"lead": to_dispatch()[1]}),
    ),
    "dispatch_leg_on": (
        Right.HANDLE,
        200,
        lambda who, one: who.post(
            f"{leg_address(signed=True)}/dispatches", {"co": [Unit.objects.get(name="县城市管理局").pk]}
        ),
    ),
    "step_leg": (Right.HANDLE, 200, lambda who, one: who.post(f"{leg_address()}/steps", {"step": "sign"})),
    "step_clock": (
        Right.HANDLE,
        200,
        lambda who, one: who.post(clock_address(), {"step": "ask_extension", "number": 3, "words": "配件未到"}),
    ),
    "answer_point": (
        Right.HANDLE,
        200,
        lambda who, one: who.post(f"/cases/{leg_there().case.code}/points/1/answer", {"answer": "今晚恢复供水。"}),
    ),
    "call_back": (
        Right.DISPATCH,
        200,
        lambda who, one: who.post(to_call_back(), {"do": "said", "contacted": True, "satisfied": "yes"}),
    ),
    "token": (Right.READ, 200, lambda who, one: who.get("/token")),
}
every_operation = pytest.mark.parametrize("name", OPERATIONS)


def outcome(name: str, who: Program, one: Piece) -> int:
    answer = OPERATIONS[name][2](who, one)
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
    elif answer.streaming:
        answer.getvalue()
    return int(answer.status_code)


def test_every_operation_of_the_schema_is_asked_here() -> None:
    paths = interface.get_openapi_schema()["paths"]
    assert {one["operationId"] for methods in paths.values() for one in methods.values()} == set(OPERATIONS)


@every_operation
def test_librarian_and_administrator_may(name: str, clerks: Program, leaders: Program, compiled: list[Piece]) -> None:
    right, good, _ = OPERATIONS[name]
    assert outcome(name, leaders, compiled[0]) == good
    assert outcome(name, clerks, compiled[0]) == (good if right in RIGHTS[Role.LIBRARIAN] else 403)


@every_operation
def test_a_reader_may_read(name: str, strangers: Program, compiled: list[Piece]) -> None:
    right, good, _ = OPERATIONS[name]
    assert outcome(name, strangers, compiled[0]) == (good if right == Right.READ else 403)


@every_operation
def test_a_scope_that_is_missing_is_missed(name: str, clerk: Person, enter: Enter, compiled: list[Piece]) -> None:
    right, _, ask = OPERATIONS[name]
    others = [one for one in (Right.READ, Right.INGEST, Right.CURATE) if one != right]
    answer = ask(enter(clerk, *others), compiled[0])
    assert answer.status_code == 403
    assert "insufficient_scope" in answer["WWW-Authenticate"]
    assert right.label in answer.json()["detail"]


@every_operation
def test_without_a_good_token_nothing_opens(name: str, clerk: Person, compiled: list[Piece]) -> None:
    revoked, expired = issued(clerk), issued(clerk)
    revoke_token(ApiToken.objects.get(prefix=revoked.split("_")[1]), by=clerk, at=AT)
    ApiToken.objects.filter(prefix=expired.split("_")[1]).update(expires_at=AT)
    for secret in ("", "mofan_00000000_x", revoked, expired):
        assert outcome(name, Program(secret), compiled[0]) == 401


@every_operation
def test_whoever_cannot_sign_in_cannot_come_in_here(name: str, clerk: Person, compiled: list[Piece]) -> None:
    secret, me = issued(clerk), Person.objects.filter(pk=clerk.pk)
    shut = {"is_active": False, "must_change_password": True, "locked_until": AT + timedelta(days=3650)}
    for field, value in shut.items():
        me.update(**{field: value})
        assert outcome(name, Program(secret), compiled[0]) == 401, field
        me.update(**{field: getattr(clerk, field)})
    assert outcome(name, Program(secret), compiled[0]) != 401


@every_operation
def test_the_session_of_a_browser_opens_nothing(name: str, leader: Person, compiled: list[Piece]) -> None:
    browser = Program()
    browser.client.force_login(leader)
    assert outcome(name, browser, compiled[0]) == 401


def issued(person: Person) -> str:
    return issue_token("测试", [Right.READ, Right.INGEST], lasts=timedelta(days=9), by=person, at=timezone.now()).secret


def test_a_token_has_no_more_than_its_person_has_now(clerk: Person, clerks: Program, compiled: list[Piece]) -> None:
    assert outcome("batches", clerks, compiled[0]) == 200
    Person.objects.filter(pk=clerk.pk).update(role="reader")
    answer = clerks.get("/batches")
    assert answer.status_code == 403
    assert "您没有“入库”的权限" in answer.json()["detail"]
    assert clerks.get("/token").json()["rights"] == ["read"]


def test_what_a_person_may_not_see_is_not_there(
    clerk: Person, strangers: Program, enter: Enter, compiled: list[Piece]
) -> None:
    one = compiled[0]
    withdraw(one, by=clerk, at=AT, why="核对")
    narrow = enter(clerk, Right.READ)
    for who in (strangers, narrow):
        for name in ("piece", "text", "outline", "elements", "family", "shared", "file", "download_chosen", "compare"):
            assert outcome(name, who, one) == 404, name
        assert who.get("/search", q="突击队").json()["items"] == []
    assert outcome("piece", enter(clerk, Right.READ, Right.CURATE), one) == 200


def test_a_refused_source_is_seen_by_those_who_take_in(
    clerk: Person, clerks: Program, strangers: Program, compiled: list[Piece]
) -> None:
    from tests.make import make_source

    row = make_source(clerk, "坏.zip", b"PK\x03\x04 not a zip")
    assert clerks.get(f"/sources/{row.pk}").json()["state"] == "refused"
    assert strangers.get(f"/sources/{row.pk}").status_code == 404
    said = strangers.get("/sources").json()
    assert ([one["id"] for one in said["items"]], said["total"]) == ([compiled[0].source_id], 1)


def test_a_bad_token_is_logged_once_a_minute_and_no_token_never(db: None, home: object) -> None:
    Program().get("/search")
    assert not Access.objects.exists()
    for _ in range(3):
        Program("mofan_00000000_x").get("/search")
    assert Access.objects.count() <= 2


def test_other_ways_to_authenticate_are_no_token(db: None, home: object) -> None:
    for value in ("Basic YTpi", "Bearer", "Bearer  ", "mofan_1_2", "\x00"):
        answer = Client().get("/api/v1/search", headers={"Authorization": value})
        assert (answer.status_code, answer["WWW-Authenticate"][:6]) == (401, "Bearer")


def test_the_token_says_what_it_may(clerks: Program, settings: Settings) -> None:
    said = clerks.get("/token").json()
    assert (said["account"], said["scopes"]) == ("clerk", ["read", "ingest", "curate"])
    assert said["prefix"] == clerks.secret[:14]
