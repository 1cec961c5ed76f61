"""The rest of a case's page: mediation, whistles, more time, letters, callbacks; the desk and the boards."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mofan.cases.actions import answer_point, ask_extension, move, raise_alerts
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Channel
from mofan.org.models import RoleGrant
from mofan.org.roles import UnitRole
from tests.make import AT
from tests.make_cases import County, accepted, approved, dispatched, make_county, submitted, taken_in
from tests.web.conftest import Enter
from tests.web.test_cases import hand, page


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


def test_a_dispute_is_mediated_on_its_page(county: County, enter: Enter) -> None:
    dispute = Intake(
        kind_of("dispute"),
        "院墙位置的争议",
        Channel.WINDOW,
        parties=(
            PartyFacts("applicant", name="周慎之", phone="13800001111"),
            PartyFacts("respondent", name="吴怀远", phone="13800002222"),
        ),
    )
    case = taken_in(county, dispute)
    move(case, "accept", by=county.dispatcher, at=AT)
    client = enter(county.dispatcher)

    def do(verb: str, given: dict[str, str]) -> str:
        case.refresh_from_db()
        return hand(client, "mediate_case", case.pk, verb, revision=case.revision, **given)

    assert "开始调解" in page(client, "case", case.pk)
    assert "请填写调解员" in do("open", {})
    assert "已开始调解" in do("open", {"n-name": "老调解员"})
    assert "请选当事人" in do("consent", {"given": "1"})
    for one in case.parties.all():
        assert "已登记。" in do("consent", {"given": "1", "party": str(one.pk)})
    assert "请选调解时间" in do("sit", {})
    assert "已记下这次调解" in do("sit", {"n-held_at": "2026-11-20T09:00", "n-present": "双方", "n-record": "各退一步"})
    assert "请选协议形式" in do("agree", {"n-content": "墙退半米"})
    assert "金额请填数字" in do("agree", {"n-form": "oral", "n-content": "墙退半米", "n-amount": "三百"})
    assert "已登记协议" in do("agree", {"n-form": "oral", "n-content": "墙退半米"})
    assert "请选履行情况" in do("perform", {})
    assert "已记下履行情况" in do("perform", {"how": "whole"})
    assert client.post(reverse("mediate_case", args=[case.pk, "no_such"])).status_code == 404


def test_departments_are_whistled_for_and_report_in(county: County, enter: Enter) -> None:
    (leg,) = dispatched(county)
    desk, town = enter(county.dispatcher), enter(county.town_handler)
    blow = {"caller": str(county.centre.pk), "n-units": "柳湾镇", "matter": "到现场", "answer_by": "2999-01-01T10:00"}
    assert "请选由哪个单位吹哨" in hand(desk, "blow_whistle", leg.case_id)
    assert "找不到单位" in hand(desk, "blow_whistle", leg.case_id, **(blow | {"n-units": "没有的镇"}))
    assert "请选响应时限" in hand(desk, "blow_whistle", leg.case_id, **(blow | {"answer_by": ""}))
    assert "已吹哨，请柳湾镇报到。" in hand(desk, "blow_whistle", leg.case_id, **blow)
    blown = leg.case.whistles.get()
    call = blown.calls.get()
    for verb, given, said in (
        ("refuse", {}, "请写明缘由"),
        ("come", {"words": "马上到"}, "已响应"),
        ("arrive", {}, "已报到"),
        ("report", {"words": "已清运"}, "已报结果"),
        ("assess_caller", {}, "请选评价"),
        ("assess_caller", {"mark": "good"}, "已评价"),
    ):
        assert said in hand(town, "answer_call", leg.case_id, call.pk, verb, **given), verb
    assert "已评价" in hand(desk, "answer_call", leg.case_id, call.pk, "assess", mark="fair")
    assert "已销哨" in hand(desk, "end_whistle", leg.case_id, blown.pk)
    assert "现在没有吹哨" in page(desk, "whistles")
    assert "到现场" in page(desk, "whistles", all="1")
    assert desk.post(reverse("answer_call", args=[leg.case_id, call.pk, "no_such"])).status_code == 404


def test_more_time_is_granted_and_told(county: County, enter: Enter) -> None:
    (leg,) = dispatched(county)
    extension = ask_extension(leg.clocks.get(code="finish"), 3, "要开挖", by=county.water_handler, at=AT)
    client = enter(county.dispatcher)
    assert "要开挖" in page(client, "case", leg.case_id)
    assert "已批准延期" in hand(client, "extend_clock", leg.case_id, extension.pk, "grant")
    assert "还没有告知诉求人" in page(client, "case", leg.case_id)
    assert "已记下告知诉求人" in hand(client, "extend_clock", leg.case_id, extension.pk, "tell", words="电话")


def test_a_letter_is_drafted_issued_and_delivered(county: County, enter: Enter) -> None:
    case = accepted(county)
    client = enter(county.dispatcher)
    assert case.code in page(client, "case_letter", case.pk, "acceptance")
    assert "文书没有内容" in hand(client, "case_letter", case.pk, "acceptance", text=" ")
    assert "已出具受理告知书" in hand(client, "case_letter", case.pk, "acceptance", text="您反映的事项已受理。")
    letter = case.issued.get()
    assert client.get(reverse("case_letter_file", args=[case.pk, letter.pk])).content.startswith(b"PK")
    assert "已记下送达" in hand(client, "deliver_case_letter", case.pk, letter.pk, how="当面")
    assert client.get(reverse("case_letter", args=[case.pk, "no_such"])).status_code == 404


def test_the_centre_calls_back_and_two_persons_exclude(county: County, enter: Enter) -> None:
    at = timezone.now() - timedelta(days=30)
    case = approved(county, at=at)
    for point in case.points.all():
        answer_point(case, point.no, "已修好", by=county.dispatcher, at=at + timedelta(days=1))
    closed = {"outcome": "solved", "reply": "好了"}
    move(case, "close", closed, by=county.dispatcher, at=at + timedelta(days=1))
    callback = case.callbacks.get()
    desk, head = enter(county.dispatcher), enter(county.head)
    assert case.title in page(desk, "case_desk", tab="callbacks")
    assert "三个问题都要选" in hand(desk, "call_back", case.pk, callback.pk, do="said")
    assert "没有联系上" in hand(desk, "call_back", case.pk, callback.pk, do="nobody")
    said = {"contacted": "1", "solved": "0", "satisfied": "no", "unhappy": "slow", "wants_reopening": "1"}
    kept = hand(desk, "call_back", case.pk, callback.pk, do="said", **(said | {"unhappy": "", "words": "还没有修好"}))
    assert "请选不满意的原因" in kept
    assert kept.count(" checked>") == 4, "what was answered stands there still"
    assert "还没有修好</textarea>" in kept
    assert "已登记回访" in hand(desk, "call_back", case.pk, callback.pk, do="said", **said)
    waits = page(desk, "case_desk", tab="reopenings")
    assert f'href="{reverse("case", args=[case.pk])}#callback">看他怎么说' in waits
    assert "重办</summary>" in waits
    assert "要求重办 <a" in desk.get("/").content.decode()
    assert "已说明不重办的理由" in hand(desk, "call_back", case.pk, callback.pk, do="decline", why="已办完")
    propose = {"ground": "excessive", "words": "要求过高"}
    assert "已提出剔除" in hand(desk, "exclude_callback", case.pk, callback.pk, **propose)
    assert "这一栏没有等着办的" in page(desk, "case_desk", tab="reopenings")
    assert "这一栏没有等着办的" in page(desk, "case_desk", tab="exclusions"), "it waits for another person"
    RoleGrant.objects.create(person=county.clerk, unit=county.centre, role=UnitRole.DISPATCHER)
    assert "去核准" in page(enter(county.clerk), "case_desk", tab="exclusions")
    assert "提出人以外" in hand(desk, "exclude_callback", case.pk, callback.pk, do="grant")
    assert "已核准剔除" in hand(head, "exclude_callback", case.pk, callback.pk, do="grant")


def test_a_request_for_more_time_waits_at_the_desk(county: County, enter: Enter) -> None:
    (leg,) = dispatched(county, at=timezone.now())
    ask_extension(leg.clocks.get(code="finish"), 2, "等配件", by=county.water_handler, at=timezone.now())
    waits = page(enter(county.dispatcher), "case_desk", tab="extensions")
    assert f'href="{reverse("case", args=[leg.case_id])}#clocks">去批延期' in waits
    assert "待批延期 1" in waits


def test_the_desk_shows_one_after_the_other_and_comes_back(county: County, enter: Enter) -> None:
    done = submitted(county)
    first, second = taken_in(county, title="路灯不亮"), taken_in(county, title="垃圾没清")
    client = enter(county.dispatcher)
    said = page(client, "case_desk")
    assert "路灯不亮" in said
    assert "垃圾没清" in said
    given = {"revision": first.revision, "back": "desk", "tab": "undecided", "desk": county.centre.pk}
    said = hand(client, "move_case", first.pk, "accept", **given)
    assert "派单台" in said
    assert "垃圾没清" in said
    assert "同类交办过" in page(client, "case_desk", tab="to_dispatch")
    assert "更换了损坏的阀门" in page(client, "case_desk", tab="to_review")
    assert "您不派单" in page(enter(county.water_handler), "case_desk")
    assert done.case.title in page(client, "case_desk", tab="to_review", case=str(second.pk))


def test_numbers_of_the_boards_open_what_they_count(county: County, enter: Enter) -> None:
    submitted(county)
    taken_in(county, title="路灯不亮")
    client = enter(county.county_viewer)
    for unit in (county.root, county.water):  # all that there is, and one of many
        said = page(client, "case_board", unit=str(unit.pk))
        links = re.findall(r'<a href="(/cases/all/[^"]+)">([\d,]+)</a>', said)
        assert links
        for address, number in links:
            listed = client.get(address.replace("&amp;", "&")).content.decode()
            assert re.search(rf"(符合条件的|您能看的) {number} 件", listed), (address, number)


def test_whoever_leads_reads_what_was_reported_to_him(county: County, enter: Enter) -> None:
    """On the first page; read by one, it stands there no more."""
    (leg,) = dispatched(county, at=timezone.now() - timedelta(days=40))
    raise_alerts(at=timezone.now())
    client = enter(county.head)
    shown = client.get("/").content.decode()
    assert "超期报到您这里的" in shown
    clock = leg.clocks.get(code="finish")
    for who in (county.outsider, county.water_handler):
        assert enter(who).post(reverse("see_alert", args=[clock.pk])).status_code == 404
    assert leg.clocks.count() > 1
    assert shown.count(f'<a href="{reverse("case", args=[leg.case_id])}">') == 1, "one line for all its time limits"
    assert f"县水务局 {leg.clocks.get(code='sign').name}、县水务局 {clock.name}" in shown
    assert client.post(reverse("see_alert", args=[clock.pk])).status_code == 302
    assert client.post(reverse("see_alert", args=[clock.pk])).status_code == 404
    assert "超期报到您这里的" not in client.get("/").content.decode()
    assert clock.alerts.filter(seen_by=county.head).exists()


def test_a_case_stands_once_on_the_first_page_of_whoever_owes_it(county: County, enter: Enter) -> None:
    """Whatever was reported of it, and however many of its time limits are over."""
    (leg,) = dispatched(county, at=timezone.now() - timedelta(days=400))
    raise_alerts(at=timezone.now())
    RoleGrant.objects.create(person=county.water_handler, unit=county.water, role=UnitRole.LEADER)
    shown = enter(county.water_handler).get("/").content.decode()
    assert shown.count(f'<a href="{reverse("case", args=[leg.case_id])}">') == 1
    assert "超期报到您这里的" not in shown
