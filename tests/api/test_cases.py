"""Cases over the interface: taken in once, looked at, moved; what a program is not told."""

from typing import Any

import pytest

from mofan.cases.actions import attach, take_in
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Right, Role, UnitRole
from tests.api.conftest import Enter, Program
from tests.make import AT, make_person
from tests.make_cases import County, accepted, dispatched, make_county, taken_in


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


@pytest.fixture
def platform(county: County, enter: Enter) -> Program:
    """The program of the upper platform, in the name of the centre's clerk."""
    return enter(county.clerk, Right.READ, Right.INTAKE)


def demand(county: County, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "public_demand",
        "unit": county.centre.pk,
        "title": "柳湾小区路灯不亮",
        "text": "三号楼前的路灯坏了一周。",
        "category": "housing",
        "points": ["修好路灯"],
        "parties": [{"role": "applicant", "name": "欧阳静", "phone": "13800005678"}],
        "outside": "GD2026112200017",
    } | changes


def test_a_program_takes_a_case_in_and_follows_it(county: County, platform: Program) -> None:
    answer = platform.post("/cases", demand(county))
    assert answer.status_code == 201, answer.content
    taken = answer.json()
    assert taken["new"] is True
    assert answer["Location"] == taken["follow"] == f"/api/v1/cases/{taken['code']}"
    sheet = platform.get(f"/cases/{taken['code']}").json()
    assert (sheet["state_name"], sheet["channel"], sheet["category_name"]) == ("待研判", "upper", "城乡建设")
    assert sheet["parties"] == [
        {"role": "诉求人", "name": "欧阳*", "phone": "138****5678", "address": "", "organisation": ""}
    ]
    assert [one["text"] for one in sheet["points"]] == ["修好路灯"]
    assert [one["name"] for one in sheet["steps"]] == ["登记"]
    assert platform.get("/cases", outside="GD2026112200017").json()["total"] == 1


def test_the_same_number_comes_in_once(county: County, platform: Program) -> None:
    first = platform.post("/cases", demand(county)).json()
    again = platform.post("/cases", demand(county, title="又交了一次"))
    assert again.status_code == 200
    assert again.json() == first | {"new": False}
    other = platform.post("/cases", demand(county, platform="数字城管"))
    assert other.status_code == 201
    assert Case.objects.count() == 2


def test_the_same_key_gets_the_same_answer(county: County, platform: Program) -> None:
    given = demand(county, outside="")
    first = platform.post("/cases", given, **{"Idempotency-Key": "k1"})
    again = platform.post("/cases", given, **{"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert first.status_code == again.status_code == 201
    assert platform.post("/cases", given | {"title": "另一件"}, **{"Idempotency-Key": "k1"}).status_code == 409
    assert Case.objects.count() == 1


def test_a_key_whose_request_was_refused_can_be_used_again(county: County, platform: Program) -> None:
    wrong = demand(county, category="none")
    assert platform.post("/cases", wrong, **{"Idempotency-Key": "k2"}).status_code == 409
    assert platform.post("/cases", demand(county), **{"Idempotency-Key": "k2"}).status_code == 201


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "nothing"}, "没有这一种事项"),
        ({"category": "none"}, "没有这个类别"),
        ({"values": {"none": "1"}}, "没有这些栏目：none"),
        ({"parties": [{"role": "informant", "name": "某"}]}, "不登记这一种当事人"),
        ({"parties": [{"role": "applicant", "name": "某", "phone": "电话"}]}, "不该有的字符"),
        ({"title": "　"}, "标题要填写"),
    ],
)
def test_what_cannot_stand_is_told(changes: dict[str, Any], said: str, county: County, platform: Program) -> None:
    answer = platform.post("/cases", demand(county, **changes))
    assert answer.status_code == 409
    assert said in answer.json()["detail"]
    assert not Case.objects.exists()


def test_a_value_that_cannot_be_read_is_told(county: County, enter: Enter) -> None:
    boss = enter(make_person("boss", Role.ADMINISTRATOR))
    given = demand(county, kind="rectification_item", parties=[], category="", values={"due_on": "明天"})
    answer = boss.post("/cases", given)
    assert answer.status_code == 409
    assert "看不懂" in answer.json()["detail"]


def test_for_a_unit_that_is_not_there_nothing_is_taken_in(county: County, platform: Program) -> None:
    assert platform.post("/cases", demand(county, unit=987654)).status_code == 404
    assert platform.post("/cases", demand(county, unit=county.water.pk)).status_code in (403, 404)


def test_the_list_is_narrowed(county: County, platform: Program) -> None:
    first = accepted(county)
    taken_in(county, title="公园里没有座椅")
    assert platform.get("/cases").json()["total"] == 2
    assert [one["code"] for one in platform.get("/cases", decision="accepted").json()["items"]] == [first.code]
    assert platform.get("/cases", words=first.code).json()["total"] == 1
    assert platform.get("/cases", words="座椅", kind="public_demand", channel="window").json()["total"] == 1
    assert platform.get("/cases", since="2999-01-01").json()["total"] == 0
    assert platform.get("/cases", until="9999-12-31").json()["total"] == 0
    assert platform.get("/cases", late="true", unit=county.centre.pk).json()["total"] == 1
    assert platform.get("/cases", outside="0").json()["total"] == 0


def test_a_program_decides_where_its_person_does(county: County, enter: Enter) -> None:
    case = taken_in(county)
    desk = enter(county.dispatcher, Right.READ, Right.DISPATCH)
    sheet = desk.get(f"/cases/{case.code}").json()
    moves = {one["code"]: one["here"] for one in sheet["moves"]}
    assert moves["accept"] is True
    answer = desk.post(f"/cases/{case.code}/moves", {"move": "accept", "revision": sheet["revision"]})
    assert answer.json()["state_name"] == "已受理"
    stale = desk.post(
        f"/cases/{case.code}/moves", {"move": "withdraw", "values": {"why": "本人撤回"}, "revision": sheet["revision"]}
    )
    assert stale.status_code == 409
    assert "刚刚" in stale.json()["detail"]


def test_what_needs_more_than_values_has_another_address(county: County, enter: Enter) -> None:
    case = accepted(county)
    desk = enter(county.dispatcher, Right.READ, Right.DISPATCH)
    answer = desk.post(f"/cases/{case.code}/moves", {"move": "dispatch"})
    assert answer.status_code == 409
    assert f"/cases/{case.code}/dispatches" in answer.json()["detail"]
    merging = desk.post(f"/cases/{case.code}/moves", {"move": "merge"})
    assert "请在网页上办" in merging.json()["detail"]
    assert desk.post(f"/cases/{case.code}/moves", {"move": "nothing"}).status_code == 409


def test_whoever_only_reads_moves_nothing(county: County, enter: Enter) -> None:
    case = taken_in(county)
    reader = enter(county.county_viewer, Right.READ)
    assert reader.get(f"/cases/{case.code}").json()["moves"] == []
    assert reader.post(f"/cases/{case.code}/moves", {"move": "accept"}).status_code == 403
    narrow = enter(county.dispatcher, Right.READ)
    assert narrow.post(f"/cases/{case.code}/moves", {"move": "accept"}).status_code == 403
    clerk = enter(county.clerk, Right.READ, Right.INTAKE)
    assert clerk.post(f"/cases/{case.code}/moves", {"move": "accept"}).status_code == 403


def test_legs_and_clocks_are_in_the_sheet(county: County, enter: Enter) -> None:
    (leg,) = dispatched(county)
    sheet = enter(county.dispatcher, Right.READ).get(f"/cases/{leg.case.code}").json()
    assert [(one["unit_name"], one["state_name"]) for one in sheet["legs"]] == [("县水务局", "待签收")]
    assert {one["leg"] for one in sheet["clocks"]} == {None, leg.no}


CANARY = "金丝雀密语"


@pytest.fixture
def tip(county: County) -> Case:
    """A tip-off full of canaries, which came in under a number of the upper platform."""
    case = take_in(
        Intake(
            kind_of("tip_off"),
            f"{CANARY}标题",
            Channel.HOTLINE,
            text=f"{CANARY}内容",
            place=f"{CANARY}地点",
            parties=(
                PartyFacts("informant", name=f"{CANARY}某", phone="13912345678"),
                PartyFacts("respondent", organisation=f"{CANARY}公司", unit=county.streets, person=county.outsider),
            ),
            outside="upper::JB1",
        ),
        county.centre,
        by=county.tip_officer,
        at=AT,
    )
    attach(case, f"{CANARY}.jpg", [b"x"], by=county.tip_officer, at=AT)
    return case


@pytest.mark.parametrize(
    "who",
    ["clerk", "dispatcher", "head", "water_handler", "streets_handler", "county_viewer", "outsider", "tip_officer"],
)
def test_a_tip_off_is_nowhere_in_the_interface(who: str, tip: Case, county: County, enter: Enter) -> None:
    """Not even for the officer: tip-offs are read on the pages alone."""
    _nothing_told(enter(getattr(county, who)), tip)


def test_a_tip_off_is_not_there_for_an_administrator(tip: Case, enter: Enter) -> None:
    _nothing_told(enter(make_person("boss", Role.ADMINISTRATOR)), tip)


def _nothing_told(program: Program, tip: Case) -> None:
    unit = tip.unit_id
    for path, given in (
        ("/cases", {}),
        ("/cases", {"kind": "tip_off"}),
        ("/cases", {"words": tip.code}),
        ("/cases", {"words": CANARY}),
        ("/cases", {"outside": "JB1"}),
        ("/legs", {}),
        (f"/cases/{tip.code}", {}),
        ("/search", {"q": CANARY}),
        ("/suggest", {"q": CANARY}),
        ("/drafts", {"words": CANARY}),
        ("/figures", {"words": "举报"}),
        ("/figures/cases.received", {"unit": unit}),
    ):
        answer = program.get(path, **given)
        said = answer.content.decode()
        assert answer.status_code != 500
        for word in (f"{CANARY}标题", f"{CANARY}内容", f"{CANARY}地点", f"{CANARY}某", "13912345678", f'"{tip.code}"'):
            assert word not in said, (path, given, word)
        if "total" in said and path == "/cases":
            assert answer.json()["total"] == 0
    for body in ({"move": "accept"}, {"move": "archive", "values": {"why": CANARY}}):
        answer = program.post(f"/cases/{tip.code}/moves", body)
        assert answer.status_code in (403, 404)
        assert CANARY not in answer.content.decode()


def test_a_number_of_somebody_else_betrays_nothing(tip: Case, county: County, enter: Enter) -> None:
    """Whoever sends the number of a case that he may not see is told that it is taken, and no more."""
    program = enter(county.clerk, Right.READ, Right.INTAKE)
    for kind, role in (("tip_off", "informant"), ("public_demand", "applicant")):
        parties = [{"role": role, "name": "某", "phone": "13700001111"}]
        answer = program.post("/cases", demand(county, kind=kind, category="", parties=parties, outside="JB1"))
        assert answer.status_code == 409
        assert tip.code not in answer.content.decode()
        assert CANARY not in answer.content.decode()
    assert Case.objects.count() == 1


def test_whoever_hands_in_a_tip_off_gets_its_code_and_no_more(county: County, enter: Enter) -> None:
    program = enter(county.clerk, Right.READ, Right.INTAKE)
    given = demand(
        county, kind="tip_off", category="", parties=[{"role": "informant", "name": "某", "phone": "13700001111"}]
    )
    answer = program.post("/cases", given)
    assert answer.status_code == 201
    assert answer.json()["follow"] == ""
    assert "Location" not in answer
    assert program.get(f"/cases/{answer.json()['code']}").status_code == 404
    again = program.post("/cases", given)
    assert (again.status_code, again.json()["code"]) == (200, answer.json()["code"])


def test_a_case_of_another_unit_is_not_there(county: County, enter: Enter) -> None:
    case = taken_in(county)
    beside = make_person("beside")
    RoleGrant.objects.create(person=beside, unit=county.streets, role=UnitRole.DISPATCHER)
    program = enter(Person.objects.get(pk=beside.pk), Right.READ, Right.DISPATCH, Right.INTAKE)
    assert program.get(f"/cases/{case.code}").status_code == 404
    assert program.post(f"/cases/{case.code}/moves", {"move": "accept"}).status_code == 404
    assert program.get("/cases").json()["total"] == 0


@pytest.mark.parametrize("code", ["261122-K7QF-9X3M-P", "261122-k7qf-9x3m-p", "1", "%00"])
def test_a_code_that_is_none_is_not_found(code: str, platform: Program) -> None:
    answer = platform.get(f"/cases/{code}")
    assert answer.status_code in (404, 422)
    assert answer["Content-Type"] == "application/problem+json"
