"""Parties sealed and masked, files, letters, alerts, intake that cannot stand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from mofan.cases import queries
from mofan.cases.actions import (
    alerting,
    ask_extension,
    attach,
    decide_extension,
    hand_in,
    pause,
    raise_alerts,
    recompute_clocks,
    see_alerts,
    take_in,
    take_off,
    unmask_party,
)
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts, missing, problems, read_values, stored
from mofan.cases.kinds import Need
from mofan.cases.models import AlertStep, Case, Channel, Clock, Move, Party
from mofan.cases.noticing import digest_lines, reported_to
from mofan.cases.parties import mask_address, masked, whole
from mofan.org.actions import set_plan
from mofan.org.models import Access
from mofan.org.roles import Role
from mofan.org.rules import RuleBroken
from mofan.org.working_days import DayOff
from tests.cases.test_mediating import DISPUTE
from tests.cases.test_queries import TIP
from tests.make import AT, make_person
from tests.make_cases import WATER, County, dispatched, taken_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ID_NUMBER = "11010519491231002X"


def test_a_party_is_masked_and_its_id_number_sealed(county: County) -> None:
    who = PartyFacts(
        "applicant", name="苏文澜", phone="13700001234", id_number=ID_NUMBER, address="柳湾镇柳湾村三组12号"
    )
    case = taken_in(county, DISPUTE, parties=(who, DISPUTE.parties[1]))
    party = case.parties.get(role="applicant")
    assert ID_NUMBER not in "".join(str(one) for one in Party.objects.filter(pk=party.pk).values_list()[0])
    shown = masked(party)
    assert (shown.name, shown.phone, shown.id_number) == ("苏**", "137****1234", "已登记（加密保存）")
    assert shown.address == "柳湾镇柳湾村****"
    assert whole(party).id_number == ID_NUMBER


def test_an_informant_is_in_no_column(county: County) -> None:
    case = taken_in(county, TIP, parties=(PartyFacts("informant", name="林晚舟", phone="13900001111"),))
    party = case.parties.get()
    row = "".join(str(one) for one in Party.objects.values_list()[0])
    assert "林晚舟" not in row
    assert "13900001111" not in row
    assert masked(party).name == "保密"
    assert whole(party).name == "林晚舟"


def test_data_are_seen_whole_with_a_reason_that_is_logged(county: County) -> None:
    party = taken_in(county).parties.get()
    seen = unmask_party(party, "电话核实地点", by=county.dispatcher, at=AT)
    assert seen.phone == "13800005678"
    assert Access.objects.filter(what="查看完整信息", detail__contains="电话核实地点").exists()
    with pytest.raises(RuleBroken, match="请写明缘由"):
        unmask_party(party, "", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有“查看完整个人信息”的权限"):
        unmask_party(party, "看看", by=county.county_viewer, at=AT)
    with pytest.raises(RuleBroken, match="没有这件事"):
        unmask_party(party, "看看", by=county.outsider, at=AT)


def test_an_informant_is_seen_by_whoever_is_named_for_tip_offs_alone(county: County) -> None:
    party = taken_in(county, TIP).parties.get()
    with pytest.raises(RuleBroken, match="没有这件事"):
        unmask_party(party, "核实", by=county.dispatcher, at=AT)
    assert unmask_party(party, "核实", by=county.tip_officer, at=AT).phone == "13900001111"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("柳湾小区三号楼", "柳湾小区****"),
        ("人民路12号", "人民路****"),
        ("某处", "****"),
        ("", ""),
        ("柳湾村", "柳湾村"),
    ],
)
def test_an_address_is_masked_below_its_community(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": " "}, "标题要填写"),
        ({"text": "长" * 20_001}, "诉求内容不超过"),
        ({"category": "weather"}, "没有这个类别"),
        ({"place": "长" * 121}, "地点不超过"),
        ({"points": ("",)}, "诉求点最多"),
        ({"values": {"colour": "红"}}, "没有这些栏目：colour"),
        ({"parties": (PartyFacts("informant", phone="13800005678"),)}, "不登记这一种当事人"),
        ({"parties": (PartyFacts("applicant", name="欧阳静"),)}, "请填写诉求人的电话"),
        ({"parties": (PartyFacts("applicant", phone="打我电话"),)}, "电话里有不该有的字符"),
        ({"parties": (PartyFacts("applicant", phone="13800005678", id_number=ID_NUMBER),)}, "不收集诉求人的身份证号"),
        ({"parties": (PartyFacts("applicant", phone="13800005678", name="长" * 61),)}, "姓名不超过 60 个字"),
        ({"parties": (PartyFacts("applicant", phone="13800005678"),) * 6}, "诉求人最多 5 个"),
        ({"kind": kind_of("enterprise_demand"), "category": "", "parties": ()}, "请填写企业。"),
    ],
)
def test_what_cannot_be_taken_in(changes: dict[str, object], why: str) -> None:
    assert why in "".join(problems(replace(WATER, **changes)))  # type: ignore[arg-type]


def test_a_wrong_id_number_is_refused(county: County) -> None:
    who = PartyFacts("applicant", name="苏文澜", phone="13700001234", id_number="110105194912310021")
    with pytest.raises(RuleBroken, match="身份证号不对"):
        taken_in(county, DISPUTE, parties=(who, DISPUTE.parties[1]))


def test_what_an_upper_platform_sends_twice_comes_in_once(county: County) -> None:
    first = taken_in(county, outside="12345-001")
    assert taken_in(county, outside="12345-001") == first
    assert taken_in(county).outside is None


def test_what_is_sent_twice_in_the_same_moment_comes_in_once(county: County) -> None:
    first: list[Case] = []
    begun: list[str] = []

    def sent_between(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("SAVEPOINT"):
            begun.append(sql)
            if len(begun) == 1:
                first.append(taken_in(county, outside="12345-001"))
        return execute(sql, *rest)

    with connection.execute_wrapper(sent_between):
        assert taken_in(county, outside="12345-001") == first[0]
    assert Case.objects.get(outside="12345-001").moves.count() == 1


def test_what_the_tables_refuse_leaves_nothing_behind(county: County) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        taken_in(county, urgency="someday")
    assert not Case.objects.exists()


def test_a_person_hands_his_matter_in_himself(county: County) -> None:
    case = hand_in(WATER, county.centre, at=AT)
    assert (case.channel, case.moves.get().part) == (Channel.WEB, "citizen")
    with pytest.raises(RuleBroken, match="不能在网上提交"):
        hand_in(replace(WATER, kind=kind_of("approval")), county.centre, at=AT)


def test_values_are_read_by_their_type() -> None:
    needs = (
        Need("days", "天数", "number"),
        Need("on", "哪天", "day", required=True),
        Need("told", "已告知", "tick", required=True),
        Need("how", "方式", "choice", choices={"phone": "电话"}),
        Need("why", "缘由", "line"),
    )
    read, wrong = read_values(needs, {"days": "3", "on": "2026-11-20", "told": "on", "how": "phone", "why": " "})
    assert (read, wrong) == (
        {"days": Decimal(3), "on": date(2026, 11, 20), "told": True, "how": "phone"},
        [],
    )
    assert [stored(one) for one in read.values()] == ["3", "2026-11-20", "是", "phone"]
    _, wrong = read_values(needs, {"days": "三天", "on": "昨天"})
    assert len(wrong) == 2
    assert read_values(needs, {"days": "inf"})[1] != []
    assert missing(needs, {"how": "fly"}) == ["请填写“哪天”。", "请填写“已告知”。", "“方式”没有这个选项。"]


def test_files_are_added_and_taken_off(county: County) -> None:
    (leg,) = dispatched(county)
    kept = attach(leg.case, "现场照片.jpg", [b"picture"], leg=leg, by=county.water_handler, at=AT)
    assert (kept.size, kept.leg) == (7, leg)
    with pytest.raises(RuleBroken, match="是空文件"):
        attach(leg.case, "空.txt", [b""], by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        attach(leg.case, "照片.jpg", [b"picture"], by=county.outsider, at=AT)
    take_off(kept, "传错了", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="已经取下"):
        take_off(kept, "传错了", by=county.water_handler, at=AT)


def test_a_case_has_fifty_files_at_most(county: County) -> None:
    case = taken_in(county)
    for no in range(50):
        case.files.create(name=f"{no}.jpg", sha256="0" * 64, size=1, added_by=county.clerk, added_at=AT)
    with pytest.raises(RuleBroken, match="最多 50 个附件"):
        attach(case, "又一张.jpg", [b"picture"], by=county.clerk, at=AT)


def test_alerts_are_made_once(county: County) -> None:
    (leg,) = dispatched(county)
    clock = Clock.objects.get(leg=leg, code="finish")
    Clock.objects.exclude(pk=clock.pk).update(stopped_at=AT)
    assert raise_alerts(at=AT) == []
    assert [one.step for one in raise_alerts(at=clock.due_at - DAY)] == [AlertStep.SOON]
    assert raise_alerts(at=clock.due_at - DAY) == []
    late = raise_alerts(at=clock.due_at + HOUR)
    assert [one.step for one in late] == [AlertStep.OVERDUE]
    assert [one.step for one in raise_alerts(at=clock.due_at + 3 * DAY)] == [AlertStep.UPWARD]
    assert see_alerts(clock, by=county.water_head, at=AT) == 3
    assert see_alerts(clock, by=county.head, at=AT) == 0
    assert clock.alerts.filter(seen_by=county.water_head).count() == 3


def test_what_is_two_days_late_is_reported_to_those_above(county: County) -> None:
    """To the leader of the unit that owes it and of the centre that sent it; read by one, it is read."""
    (leg,) = dispatched(county)
    clock = Clock.objects.get(leg=leg, code="finish")
    Clock.objects.exclude(pk=clock.pk).update(stopped_at=AT)
    at = clock.due_at + 2 * DAY
    raise_alerts(at=at - HOUR)
    assert not reported_to(county.head, at).exists()
    raise_alerts(at=at)
    for person in (county.head, county.water_head):
        assert clock in reported_to(person, at)
    for person in (county.water_handler, county.dispatcher, county.outsider):
        assert not reported_to(person, at).exists()
    assert not reported_to(make_person("boss", Role.ADMINISTRATOR), at).exists()
    see_alerts(clock, by=county.head, at=at)
    assert clock not in reported_to(county.water_head, at)


def test_a_digest_tells_of_cases_without_their_titles(county: County) -> None:
    (leg,) = dispatched(county)
    clock = Clock.objects.get(leg=leg, code="finish")
    Clock.objects.exclude(pk=clock.pk).update(stopped_at=AT)
    named = f"群众诉求 {leg.case.code}　办理　县水务局"
    assert digest_lines(county.water_handler, AT) == []
    assert digest_lines(county.water_handler, clock.due_at - HOUR) == [f"剩 1 小时　{named}"]
    late = clock.due_at + 2 * DAY
    raise_alerts(at=late)
    assert digest_lines(county.water_handler, late) == [f"超期 2 天　{named}"]
    assert digest_lines(county.head, late) == [f"超期 2 天，报上级　{named}"]
    assert digest_lines(make_person("boss", Role.ADMINISTRATOR), late) == []


def test_each_of_many_clocks_has_its_alert(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerting, "_PORTION", 2)
    ends = [AT + hours * HOUR for hours in (1, 2, 2, 2, 3)]
    clocks = [dispatched(county)[0].clocks.get(code="finish") for _ in ends]
    for clock, end in zip(clocks, ends, strict=True):
        Clock.objects.filter(pk=clock.pk).update(due_at=end)
    Clock.objects.exclude(pk__in=[clock.pk for clock in clocks]).update(stopped_at=AT)
    assert [one.clock_id for one in raise_alerts(at=AT + 4 * HOUR)] == [clock.pk for clock in clocks]
    assert raise_alerts(at=AT + 4 * HOUR) == []


def test_a_clock_that_stands_still_or_was_extended_alerts_anew(county: County) -> None:
    (leg,) = dispatched(county)
    clock = Clock.objects.get(leg=leg, code="finish")
    Clock.objects.exclude(pk=clock.pk).update(stopped_at=AT)
    raise_alerts(at=clock.due_at - DAY)
    asked = ask_extension(clock, 5, "配件未到", by=county.water_handler, at=AT)
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    clock.refresh_from_db()
    assert [one.step for one in raise_alerts(at=clock.due_at - DAY)] == [AlertStep.SOON]
    pause(clock, "等检测", by=county.dispatcher, at=AT)
    assert raise_alerts(at=clock.due_at + DAY) == []


def test_kinds_in_which_a_day_is_set(county: County) -> None:
    intake = Intake(
        kind_of("supervised_matter"), "农村饮水工程进度", Channel.OWN, values={"due_on": date(2026, 12, 20)}
    )
    case = take_in(intake, county.centre, by=county.head, at=AT)
    clock = Clock.objects.get(case=case, code="whole")
    assert clock.given_on == date(2026, 12, 20)
    asked = ask_extension(clock, 10, "天气原因", by=county.dispatcher, at=AT)
    decide_extension(asked, True, by=county.head, at=AT)
    clock.refresh_from_db()
    assert clock.due_at.date() == date(2026, 12, 30)
    assert queries.my_work(county.dispatcher).filter(case=case).exists()
    assert Case.objects.get() == case


def test_a_provisional_end_is_reckoned_again_when_the_plan_is_out(county: County) -> None:
    at = datetime(2026, 12, 28, 2, tzinfo=UTC)
    (leg,) = dispatched(county, at=at)
    clock = Clock.objects.get(leg=leg, code="finish")
    assert clock.provisional
    assert recompute_clocks(by=county.head, at=at) == []
    off = [DayOff(date(2027, 1, day), "元旦", False) for day in (1, 2, 3, 4)]
    set_plan(2027, off, by=make_person("admin", Role.ADMINISTRATOR), at=at)
    changed = recompute_clocks(by=county.head, at=at)
    assert {one.code for one in changed} >= {"finish"}
    clock.refresh_from_db()
    assert (clock.due_at.date(), clock.provisional) == (date(2027, 1, 5), False)
    assert Move.objects.filter(leg=leg, code="recompute").exists()
