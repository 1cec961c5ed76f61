"""The pages of the cases: taken in at the window, sent, signed for, handed in, closed, each step from its page."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mofan.cases.models import Case
from tests.make_cases import County, accepted, approved, dispatched, make_county, submitted, taken_in
from tests.web.conftest import Enter


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


FORM = {
    "applicant-0-name": "欧阳静",
    "applicant-0-phone": "13800005678",
    "text": "三号楼自周三晚起没有水。楼里有两位老人。",
    "place": "柳湾小区三号楼",
    "points": "尽快恢复供水\n\n说明停水的原因\n",
    "channel": "hotline",
    "urgency": "urgent",
    "category": "housing",
}


def hand(client: Client, name: str, *args: Any, **given: Any) -> str:
    """Post and follow; the page that comes of it."""
    answer = client.post(reverse(name, args=args), given, follow=True)
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def page(client: Client, name: str, *args: Any, **asked: Any) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_case_goes_the_whole_way_through_its_pages(county: County, enter: Enter) -> None:
    window, desk, water = enter(county.clerk), enter(county.dispatcher), enter(county.water_handler)
    said = hand(window, "take_in_case", "public_demand", **FORM)
    case = Case.objects.get()
    assert "已登记，编码" in said
    assert (case.title, case.points.count(), case.urgency) == ("三号楼自周三晚起没有水", 2, "urgent")
    assert "欧**" not in said
    assert "欧阳*" in said
    assert "13800005678" not in said

    def now() -> dict[str, int]:
        case.refresh_from_db()
        return {"revision": case.revision}

    assert "tab=undecided" in page(desk, "home")
    assert case.title not in page(water, "home")
    assert "已受理。" in hand(desk, "move_case", case.pk, "accept", **now())
    said = hand(desk, "dispatch_case", case.pk, **now(), **{"n-lead": "县水务局", "n-co": "柳湾镇"})
    assert case.title in page(water, "home")
    assert "tab=undecided" not in page(desk, "home")
    assert "已交办给县水务局、柳湾镇。" in said
    lead, helper = case.legs.order_by("no")
    assert "签收" in page(water, "case", case.pk)
    for leg, client in ((lead, water), (helper, enter(county.town_handler))):
        leg.refresh_from_db()
        assert "已签收。" in hand(client, "move_leg", case.pk, leg.pk, "sign", revision=leg.revision)
        leg.refresh_from_db()
        done = {"n-outcome": "solved", "n-result": "换了阀门", "n-reply": "今晚恢复供水。"}
        assert "已报办理结果。" in hand(client, "move_leg", case.pk, leg.pk, "submit", revision=leg.revision, **done)
        leg.refresh_from_db()
        assert "已审核通过。" in hand(desk, "move_leg", case.pk, leg.pk, "approve", revision=leg.revision)
    said = hand(desk, "move_case", case.pk, "close", **now(), **{"n-outcome": "solved", "n-reply": "已经恢复供水。"})
    assert "第 1、2 个诉求点还没有答复或说明" in said
    assert "已经恢复供水。" in said, "what was typed stays"
    for no in (1, 2):
        assert f"第 {no} 个诉求点已答复。" in hand(desk, "answer_point", case.pk, no, answer="已修好", **now())
    said = hand(desk, "move_case", case.pk, "close", **now(), **{"n-outcome": "solved", "n-reply": "已经恢复供水。"})
    assert "已办结。" in said


def test_two_people_at_once_get_a_clear_answer(county: County, enter: Enter) -> None:
    case = taken_in(county)
    first, second = enter(county.dispatcher), enter(county.dispatcher)
    seen = {"revision": case.revision}
    assert "已受理。" in hand(first, "move_case", case.pk, "accept", **seen)
    said = hand(second, "move_case", case.pk, "refuse", **seen, **{"n-ground": "no_new_facts", "n-why": "重复"})
    assert "您看到的不是最新情况" in said
    case.refresh_from_db()
    assert case.decision == "accepted"


def test_an_open_page_learns_what_others_did(county: County, enter: Enter) -> None:
    case = taken_in(county)
    client = enter(county.clerk)
    last = case.moves.last()
    assert last is not None
    quiet = page(client, "case_since", case.pk, last.pk)
    assert "hx-get" in quiet
    assert "不是最新" not in quiet
    hand(enter(county.dispatcher), "move_case", case.pk, "accept", revision=case.revision)
    assert "许望舒" in page(client, "case_since", case.pk, last.pk)
    assert client.get(reverse("case_since", args=[case.pk, last.pk]), {"n": "90"}).status_code == 286


def test_what_cannot_be_taken_in_is_said_and_nothing_typed_is_lost(county: County, enter: Enter) -> None:
    client = enter(county.clerk)
    answer = client.post(reverse("take_in_case", args=["public_demand"]), FORM | {"applicant-0-phone": ""})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写诉求人的电话。" in said
    assert "欧阳静" in said
    assert not Case.objects.exists()


@pytest.mark.usefixtures("standing_clock")
def test_a_repeat_is_shown_while_typing(county: County, enter: Enter) -> None:
    case = taken_in(county)
    said = hand(enter(county.clerk), "cases_alike", **{"applicant-0-phone": "13800005678"})
    assert case.title in said
    assert "同一联系电话" in said
    said = hand(enter(county.clerk), "cases_alike", title="柳湾小区三号楼又停水了", place="")
    assert "标题相近" in said
    assert "还没有发现" in hand(enter(county.streets_handler), "cases_alike", **{"applicant-0-phone": "13800005678"})


def test_more_than_one_person_can_hand_it_in(county: County, enter: Enter) -> None:
    client = enter(county.clerk)
    said = hand(client, "take_in_case", "public_demand", **FORM, add="applicant", **{"count-applicant": "1"})
    assert 'name="applicant-1-phone"' in said
    two = FORM | {"count-applicant": "2", "applicant-1-phone": "13900001111"}
    hand(client, "take_in_case", "public_demand", **two)
    assert Case.objects.get().parties.count() == 2


def test_my_work_lists_what_is_due_first(county: County, enter: Enter) -> None:
    legs = dispatched(county)
    client = enter(county.water_handler)
    said = page(client, "cases")
    assert legs[0].case.title in said
    assert "超期" in page(client, "cases", stands="overdue")
    assert "没有这样的事项" in page(client, "cases", stands="paused")
    assert "现在没有欠着的事项" in page(enter(county.streets_handler), "cases")
    table = client.get(reverse("export_my_cases"))
    assert table["Content-Type"].endswith("sheet")


def test_the_list_is_narrowed_and_taken_away(county: County, enter: Enter) -> None:
    case = accepted(county)
    client = enter(county.dispatcher)
    assert case.title in page(client, "all_cases", words="停水", kind="public_demand", decision="accepted")
    assert "没有符合条件的事项" in page(client, "all_cases", decision="refused")
    assert client.get(reverse("export_cases")).status_code == 200


def test_a_name_is_shown_whole_with_a_reason_that_is_logged(county: County, enter: Enter) -> None:
    case = taken_in(county)
    party = case.parties.get(role="applicant")
    client = enter(county.clerk)
    assert "请写明缘由" in hand(client, "unmask_party", case.pk, party.pk, why="")
    assert "13800005678" in hand(client, "unmask_party", case.pk, party.pk, why="回访联系")
    assert "13800005678" not in page(client, "case", case.pk)
    assert "您没有" in hand(enter(county.head), "unmask_party", case.pk, party.pk, why="想看看")


def test_a_file_is_added_opened_and_taken_off(county: County, enter: Enter, tmp_path: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = taken_in(county)
    client = enter(county.clerk)
    assert "还没有选文件" in hand(client, "attach_to_case", case.pk)
    assert "已附上 1 个文件" in hand(client, "attach_to_case", case.pk, files=SimpleUploadedFile("照片.jpg", b"x"))
    one = case.files.get()
    answer: Any = client.get(reverse("case_file", args=[case.pk, one.pk]))
    assert b"".join(answer.streaming_content) == b"x"
    answer.close()
    assert "已取下" in hand(client, "take_case_file_off", case.pk, one.pk, why="传错了")


def test_units_are_found_by_name_and_initials(county: County, enter: Enter) -> None:
    case = accepted(county)
    client = enter(county.dispatcher)
    assert "县水务局" in page(client, "case_units", case.pk, q="水务")
    assert "县水务局" in page(client, "case_units", case.pk, q="xswj")
    said = hand(client, "dispatch_case", case.pk, revision=case.revision, **{"n-lead": "没有的局"})
    assert "找不到单位：没有的局" in said


def test_a_leg_can_be_extended_paused_returned_and_sent_on(county: County, enter: Enter) -> None:
    (leg,) = dispatched(county)
    client = enter(county.water_handler)

    def step(code: str, given: dict[str, str], who: Client = client) -> str:
        leg.refresh_from_db()
        return hand(who, "move_leg", leg.case_id, leg.pk, code, revision=leg.revision, **given)

    step("sign", {})
    assert "延长多少请填整数" in step("ask_extension", {"n-why": "要开挖"})
    assert "已报进展。" in step("progress", {"n-said": "已到现场"})
    leg.refresh_from_db()
    sent = {"leg": leg.pk, "revision": leg.revision, "n-lead": "供水股"}
    assert "已交办给供水股。" in hand(client, "dispatch_case", leg.case_id, **sent)
    assert "已指定承办人。" in step("assign", {"n-handler": str(county.water_handler.pk)})
    assert "已申请退单。" in step("ask_return", {"n-why": "不归我们管", "n-suggested": "县城市管理局"})
    assert "已不同意退单。" in step("refuse_return", {"n-why": "归水务局管"}, enter(county.head))


def test_a_result_is_sent_back(county: County, enter: Enter) -> None:
    leg = submitted(county)
    said = hand(
        enter(county.dispatcher),
        "move_leg",
        leg.case_id,
        leg.pk,
        "send_back",
        revision=leg.revision,
        **{"n-why": "没写原因"},
    )
    assert "已退回重办。" in said


def test_cases_are_merged_by_code(county: County, enter: Enter) -> None:
    first, second = accepted(county), taken_in(county, title="三号楼还是没水")
    client = enter(county.dispatcher)
    wrong = hand(client, "move_case", second.pk, "merge", revision=second.revision, **{"n-into": "261122"})
    assert "没有这个编码的事项" in wrong
    said = hand(client, "move_case", second.pk, "merge", revision=second.revision, **{"n-into": first.code})
    assert "已并案。" in said


def test_nonsense_is_not_there(county: County, enter: Enter) -> None:
    case = approved(county)
    client = enter(county.dispatcher)

    def status(name: str, *args: Any) -> int:
        answer: HttpResponse = client.post(reverse(name, args=args))  # type: ignore[assignment]
        return answer.status_code

    leg = case.legs.first()
    assert leg is not None
    assert status("move_case", case.pk, "no_such_move") == 404
    assert status("move_case", case.pk, "dispatch") == 404
    assert status("move_leg", case.pk, leg.pk, "dispatch_on") == 404
    assert status("answer_point", case.pk, 9) == 404
    assert client.get(reverse("take_in_case", args=["no_such_kind"])).status_code == 404
