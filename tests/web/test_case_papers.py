"""Letters, the whole file, mediation and links on the page of a case."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from mofan.cases.actions import Agreed, Mediator, move, open_mediation, reach_agreement, record_consent
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Form, Link
from mofan.org.models import Access, RoleGrant
from mofan.org.roles import UnitRole
from tests.make import AT, make_person
from tests.make_cases import County, accepted, make_county, taken_in
from tests.web.conftest import Enter
from tests.web.test_cases import hand, page


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


DISPUTE = Intake(
    kind_of("dispute"),
    "院墙位置的争议",
    Channel.WINDOW,
    parties=(
        PartyFacts("applicant", name="周慎之", phone="13800001111"),
        PartyFacts("respondent", name="吴怀远", phone="13800002222"),
    ),
)


def mediated(county: County) -> Case:
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=AT)
    return case


@pytest.mark.usefixtures("standing_clock")
def test_a_letter_is_issued_once_its_blanks_are_filled_or_left_on_purpose(county: County, enter: Enter) -> None:
    case = taken_in(county)
    refusal = {"ground": "other_route_open", "why": "法院正在审理。"}
    move(case, "refuse", refusal, by=county.dispatcher, at=AT)
    client = enter(county.dispatcher)
    assert "还没有出具" in page(client, "case", case.pk)
    drafted = page(client, "case_letter", case.pk, "refusal")
    assert "欧阳静：" in drafted
    assert "“可以自收到之日起＿＿日内向”" in drafted
    text = "欧阳静：\n不予受理。可以向＿＿＿＿提出。"
    said = hand(client, "case_letter", case.pk, "refusal", text=text, mark="安治理函")
    assert "还有 1 处空白：“可以向＿＿提出”。" in said
    assert not case.issued.exists()
    looked: Any = client.post(reverse("case_letter", args=[case.pk, "refusal"]), {"text": text, "do": "look"})
    assert looked.content.startswith(b"PK")
    said = hand(client, "case_letter", case.pk, "refusal", text=text, mark="安〔2026〕", blanks="1")
    assert "发文代字只写字" in said
    assert "不予受理。可以向" in said, "what was typed stays"
    said = hand(client, "case_letter", case.pk, "refusal", text=text, mark="安治理函", blanks="1")
    assert "已出具不予受理告知书" in said
    assert "安治理函〔2026〕1号" in said
    assert "欧阳静" not in said
    assert 'value="安治理函"' in page(client, "case_letter", case.pk, "refusal")
    letter = case.issued.get()
    assert client.get(reverse("case_letter_file", args=[case.pk, letter.pk])).content.startswith(b"PK")
    assert "已作废不予受理告知书" in hand(client, "void_case_letter", case.pk, letter.pk, why="漏了日期")
    assert "作废：漏了日期" in page(client, "case", case.pk)
    assert {"起草文书", "取文书"} <= set(Access.objects.values_list("what", flat=True))


def test_the_whole_file_is_one_archive(county: County, enter: Enter) -> None:
    case = mediated(county)
    client = enter(county.dispatcher)
    hand(client, "attach_to_case", case.pk, files=BytesIO(b"photo"))
    answer: Any = client.post(reverse("case_dossier", args=[case.pk]))
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
    answer.close()
    assert names[:2] == ["00 卷内目录.docx", "01 登记内容.docx"]
    assert "05 办理过程.docx" in names
    assert Access.objects.filter(what="取卷宗").count() == 1


def test_a_mediator_of_the_list_is_chosen_and_changed(county: County, enter: Enter) -> None:
    mediator = make_person("mediator", name="顾长卿")
    RoleGrant.objects.create(person=mediator, unit=county.town, role=UnitRole.MEDIATOR)
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    client = enter(county.dispatcher)

    def do(verb: str, **given: str) -> str:
        case.refresh_from_db()
        return hand(client, "mediate_case", case.pk, verb, revision=case.revision, **given)

    assert "顾长卿（柳湾镇）" in page(client, "case", case.pk)
    assert "名册里没有这位调解员" in do("open", **{"n-listed": "1-1"})
    listed = f"{mediator.pk}-{county.town.pk}"
    assert "当事人选定" in do("open", **{"n-listed": listed, "n-chosen": "1"})
    assert "已更换调解员" in do("change", **{"n-name": "周德厚", "n-why": "当事人要求"})
    assert "还没有登记同意调解" in do("open_up")
    for party in case.parties.all():
        do("consent", party=str(party.pk), given="1")
    assert "已改为公开调解" in do("open_up")


def test_what_is_not_public_is_for_those_who_mediate(county: County, enter: Enter) -> None:
    case = mediated(county)
    client = enter(county.dispatcher)
    case.refresh_from_db()
    sat = {"n-held_at": "2026-11-20T09:00", "n-present": "双方", "n-record": "各说各的理"}
    hand(client, "mediate_case", case.pk, "sit", revision=case.revision, **sat)
    assert "各说各的理" in page(client, "case", case.pk)
    said = page(enter(county.county_viewer), "case", case.pk)
    assert "调解不公开" in said
    assert "各说各的理" not in said


def test_a_court_is_asked_on_the_page_within_thirty_days(county: County, enter: Enter) -> None:
    case, now = taken_in(county, DISPUTE), timezone.now()
    move(case, "accept", by=county.dispatcher, at=now)
    mediation = open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=now)
    for party in case.parties.all():
        record_consent(mediation, party, True, by=county.dispatcher, at=now)
    reach_agreement(mediation, Agreed(Form.ORAL, "墙退半米。"), by=county.dispatcher, at=now)
    client = enter(county.dispatcher)

    def do(verb: str, **given: str) -> str:
        case.refresh_from_db()
        return hand(client, "mediate_case", case.pk, verb, revision=case.revision, **given)

    assert "共同向人民法院申请" in page(client, "case", case.pk)
    assert "由各方当事人共同申请" in do("confirm", **{"n-court": "安澜县人民法院"})
    assert "已记下共同申请司法确认" in do("confirm", **{"n-court": "安澜县人民法院", "n-jointly": "1"})
    assert "请选裁定结果" in do("rule")
    assert "不晚于今天" in do("rule", **{"n-confirmed": "1", "n-on": f"{timezone.localdate(now) + timedelta(days=1)}"})
    assert "已登记裁定" in do("rule", **{"n-confirmed": "1", "n-on": f"{timezone.localdate(now)}"})
    assert "裁定有效" in page(client, "case", case.pk)


def test_cases_are_linked_from_what_seems_to_belong_and_unlinked(county: County, enter: Enter) -> None:
    first, second = accepted(county), accepted(county, title="又停水了")
    client = enter(county.dispatcher)
    assert "同一联系电话" in page(client, "case", second.pk)
    assert "没有这个编码的事项" in hand(client, "link_case", second.pk, code="2611", relation="group")
    assert "请选怎样关联" in hand(client, "link_case", second.pk, code=first.code, relation="merged")
    assert "已关联。" in hand(client, "link_case", second.pk, code=first.code, relation="repeat_person")
    assert "同一人重复" in page(client, "case", first.pk)
    link = Link.objects.get()
    assert "请写明缘由" in hand(client, "unlink_case", first.pk, link.pk, why="")
    assert "已解除关联" in hand(client, "unlink_case", first.pk, link.pk, why="不是一回事")
    assert client.post(reverse("unlink_case", args=[first.pk, 999])).status_code == 404


def test_merging_says_before_what_it_does(county: County, enter: Enter) -> None:
    main = accepted(county)
    later = taken_in(county, title="停水没人管", points=("尽快恢复供水", "赔偿商户损失"))
    client = enter(county.dispatcher)
    assert "没有这个编码的事项" in client.get(reverse("merge_case", args=[later.pk]), {"into": "x"}).content.decode()
    said = page(client, "merge_case", later.pk, into=main.code)
    assert "赔偿商户损失" in said
    assert "那一件已经有的：尽快恢复供水" in said
    assert main.points.count() == 2
    assert "不能并入自己" in hand(client, "merge_case", later.pk, into=later.code, revision=later.revision)
    assert "已并入“" in hand(client, "merge_case", later.pk, into=main.code, revision=later.revision)
    assert main.points.count() == 3
    assert "并入了这一件" in page(client, "case", main.pk)
