"""Letters from the rows of a case: drafted, issued, numbered, sealed, delivered, voided."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from mofan.cases.actions import (
    Agreed,
    Dispatch,
    Issue,
    Mediator,
    answer_point,
    ask_extension,
    decide_extension,
    deliver_letter,
    dispatch,
    end_mediation,
    issue_letter,
    move,
    open_mediation,
    reach_agreement,
    record_consent,
    take_in,
    void_letter,
)
from mofan.cases.catalogue import kind_of
from mofan.cases.drafting_letters import addressee_of, addressees, draft_letter, last_mark, letter_name
from mofan.cases.intake import Intake, PartyFacts, Value
from mofan.cases.letters import to_fill
from mofan.cases.models import Agreement, Case, Channel, Form, Letter, LetterSeries
from mofan.cases.standing import parts_for_letter
from mofan.org.rules import RuleBroken
from tests.make import AT
from tests.make_cases import County, accepted, dispatched, taken_in

DAY = timedelta(days=1)
DISPUTE = Intake(
    kind_of("dispute"),
    "两家为滴水檐的排水争执",
    Channel.WINDOW,
    text="西邻翻建后檐水落到东邻院里。",
    category="neighbours",
    parties=(
        PartyFacts("applicant", name="苏文澜", phone="13700001234", address="柳湾镇东堤村"),
        PartyFacts("respondent", name="季长风"),
    ),
)


def agreed(county: County, form: Form, at: datetime = AT) -> Agreement:
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=at)
    made = open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=at)
    for party in case.parties.all():
        record_consent(made, party, True, by=county.dispatcher, at=at)
    said = Agreed(
        form, "西邻一个月内加装檐沟。\n费用由西邻承担。", "檐水落入东邻院内。", "由西邻请人施工", date(2026, 12, 31),
        Decimal(1200), "檐水的去处",
    )  # fmt: skip
    return reach_agreement(made, said, by=county.dispatcher, at=at)


def test_a_refusal_is_drafted_issued_numbered_and_delivered(county: County) -> None:
    case = taken_in(county)
    move(case, "refuse", {"ground": "other_route_open", "why": "法院正在审理。"}, by=county.dispatcher, at=AT)
    text = draft_letter(case, "refusal", AT)
    assert text.startswith("欧阳静：")
    for said in (
        case.code,
        "法院正在审理",
        "您可以通过以下途径解决",
        "可以自收到之日起＿＿日内向＿＿＿＿提出",
    ):
        assert said in text
    party = addressee_of(case, "refusal")
    letter = issue_letter(case, Issue("refusal", text, party, "安治理函"), by=county.dispatcher, at=AT)
    assert (letter.number, letter.unit, letter.party) == ("安治理函〔2026〕1号", county.centre, party)
    assert letter.words == text
    assert "欧阳静" not in Letter.objects.values_list("sealed", flat=True).get()
    deliver_letter(letter, "当面送达", by=county.clerk, at=AT)
    assert letter.delivered_how == "当面送达"
    with pytest.raises(RuleBroken, match="已经送达"):
        deliver_letter(letter, "邮寄", by=county.clerk, at=AT)


def test_numbers_run_by_unit_mark_and_year_and_are_not_given_twice(county: County) -> None:
    case = accepted(county)

    def issued(mark: str, at: datetime = AT) -> Letter:
        return issue_letter(case, Issue("acceptance", "已受理。", mark=mark), by=county.dispatcher, at=at)

    first = issued("安治理函")
    void_letter(first, "写错了姓名", by=county.dispatcher, at=AT)
    numbers = [issued(mark).number for mark in ("安治理函", "安治理复", "安治理函")]
    assert numbers == ["安治理函〔2026〕2号", "安治理复〔2026〕1号", "安治理函〔2026〕3号"]
    assert issued("安治理函", AT + 365 * DAY).number == "安治理函〔2027〕1号"
    assert issued("").number == ""
    assert last_mark(case, "acceptance") == "安治理函"
    assert last_mark(case, "reply") == "安治理函"
    assert LetterSeries.objects.count() == 3
    assert str(LetterSeries.objects.get(year=2027)) == "安治理函〔2027〕"


def test_a_letter_that_was_voided_stays(county: County) -> None:
    case = accepted(county)
    letter = issue_letter(case, Issue("acceptance", "已受理。"), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        void_letter(letter, "", by=county.dispatcher, at=AT)
    void_letter(letter, "写错了", by=county.dispatcher, at=AT)
    assert (letter.void_why, letter.voided_by) == ("写错了", county.dispatcher)
    with pytest.raises(RuleBroken, match="已经作废"):
        void_letter(letter, "再来", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="送达或者作废"):
        deliver_letter(letter, "邮寄", by=county.dispatcher, at=AT)


def test_what_cannot_be_issued(county: County) -> None:
    case, other = accepted(county), taken_in(county)
    for issue, sentence in (
        (Issue("poem", "春眠不觉晓"), "没有这种文书"),
        (Issue("acceptance", " "), "文书没有内容"),
        (Issue("acceptance", "已受理。", mark="安治〔2026〕"), "发文代字只写字"),
        (Issue("acceptance", "已受理。", other.parties.first()), "不是这件事的当事人"),
        (Issue("refusal", "不予受理。"), "还没有“不予受理”，不能出具不予受理告知书"),
        (Issue("extension", "延长五日。"), "还没有批准延期，不能出具延期告知书"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            issue_letter(case, issue, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        issue_letter(case, Issue("acceptance", "已受理。"), by=county.outsider, at=AT)


def test_whoever_only_handles_a_leg_issues_nothing_in_the_name_of_the_centre(county: County) -> None:
    (leg,) = dispatched(county)
    asked = ask_extension(leg.clocks.get(code="finish"), 5, "管件要订货。", by=county.water_handler, at=AT)
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    for code in ("acceptance", "extension"):
        for by in (county.water_handler, county.water_head):
            with pytest.raises(RuleBroken, match="以县社会治理中心的名义出具，由该单位办这件事的人办"):
                issue_letter(leg.case, Issue(code, "已受理。"), by=by, at=AT)
    letter = issue_letter(leg.case, Issue("extension", "延长五日。"), by=county.clerk, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        void_letter(letter, "写错了", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        deliver_letter(letter, "邮寄", by=county.water_handler, at=AT)


def accepted_dispute(county: County) -> Case:
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    return case


def test_a_mediator_issues_the_letters_of_what_he_mediates(county: County) -> None:
    case = accepted_dispute(county)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        issue_letter(case, Issue("invitation", "请于明日到场。"), by=county.outsider, at=AT)
    open_mediation(case, Mediator(county.town, county.outsider), by=county.dispatcher, at=AT)
    assert issue_letter(case, Issue("invitation", "请于明日到场。"), by=county.outsider, at=AT).unit == county.town


def test_whoever_makes_the_step_issues_its_letter(county: County) -> None:
    """Agreements and their failing are entered by whoever handles a dispute too: he tells the parties."""
    case = accepted_dispute(county)
    dispatch(case, Dispatch(county.water), by=county.dispatcher, at=AT)
    assert parts_for_letter(case, "ended", county.water_handler) == {"handler"}
    assert not parts_for_letter(case, "refusal", county.water_handler)


def test_an_acceptance_and_an_extension_say_their_days(county: County) -> None:
    (leg,) = dispatched(county)
    assert "决定受理。办理期限至2026年11月27日" in draft_letter(leg.case, "acceptance", AT)
    assert "因＿＿＿＿＿＿＿＿，不能在原定期限内办结" in draft_letter(leg.case, "extension", AT)
    asked = ask_extension(leg.clocks.get(code="finish"), 5, "管件要订货。", by=county.water_handler, at=AT)
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    text = draft_letter(leg.case, "extension", AT)
    assert "因管件要订货，不能在原定期限内办结，经批准，延长5日，办理期限至2026年12月2日。" in text


def test_a_reply_answers_point_by_point(county: County) -> None:
    (leg,) = dispatched(county)
    answer_point(leg.case, 1, "今晚八点恢复。", by=county.dispatcher, at=AT)
    text = draft_letter(leg.case, "reply", AT)
    assert "一、关于“尽快恢复供水”\n今晚八点恢复。\n二、关于“说明停水的原因”\n＿＿＿＿" in text
    assert "关于“说明停水的原因”" in to_fill(text)
    answer_point(leg.case, 2, "由燃气公司答复。", explained=True, by=county.dispatcher, at=AT)
    assert "二、关于“说明停水的原因”（此项暂不能办理，说明理由）" in draft_letter(leg.case, "reply", AT)


def test_an_agreement_is_drafted_from_what_was_entered(county: County) -> None:
    case = agreed(county, Form.WRITTEN).mediation.case
    text = draft_letter(case, "agreement", AT)
    for said in (
        "申请人：苏文澜，性别：＿＿＿＿",
        "檐水落入东邻院内。",
        "二、争议事项\n檐水的去处",
        "西邻一个月内加装檐沟。\n费用由西邻承担。",
        "履行方式：由西邻请人施工（涉及金额1,200.00元）",
        "履行期限：2026年12月31日前",
        "调解员（签名）：＿＿＿＿（周德厚）",
    ):
        assert said in text
    assert "季长风的联系电话" in to_fill(text)
    letter = issue_letter(case, Issue("agreement", text, mark="柳调"), by=county.dispatcher, at=AT)
    assert (letter.name, letter.unit) == ("人民调解协议书", county.town)
    assert (last_mark(case, "ended"), last_mark(case, "confirmation")) == ("柳调", "")
    asked = draft_letter(case, "confirmation", AT)
    assert "主持达成的调解协议（柳调〔2026〕1号）有效" in asked
    assert "＿＿＿＿人民法院" in asked


def test_an_oral_agreement_has_a_record(county: County) -> None:
    case = agreed(county, Form.ORAL).mediation.case
    assert letter_name(case, "agreement") == "口头调解协议登记表"
    text = draft_letter(case, "agreement", AT)
    assert "五、达成日期：2026年11月20日，自该日起生效。" in text
    assert "主持达成的口头调解协议有效" in draft_letter(case, "confirmation", AT)


def test_an_invitation_goes_to_the_other_side(county: County) -> None:
    case = taken_in(county, DISPUTE)
    text = draft_letter(case, "invitation", AT)
    assert text.startswith("季长风：\n苏文澜与您关于“两家为滴水檐的排水争执”的纠纷")
    applicant = case.parties.get(role="applicant")
    assert draft_letter(case, "invitation", AT, applicant).startswith("苏文澜：\n您关于")
    assert [one.name for one in addressees(case)] == ["苏文澜", "季长风"]


def test_a_mediation_that_failed_tells_the_other_routes(county: County) -> None:
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    made = open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=AT)
    end_mediation(made, "被申请人不愿调解。", by=county.dispatcher, at=AT)
    text = draft_letter(case, "ended", AT)
    assert "因被申请人不愿调解，未能达成协议，现终止调解。" in text
    assert "仲裁、行政裁决、诉讼" in text


def test_a_letter_to_an_informant_names_nobody_else(county: County) -> None:
    parties = (
        PartyFacts("informant", name="秦望", phone="13912345678"),
        PartyFacts("respondent", organisation="顺达仓储公司", name="顾某"),
    )
    case = take_in(
        Intake(kind_of("tip_off"), "仓库堵了消防通道", Channel.WINDOW, text="东门长期上锁。", parties=parties),
        county.centre, by=county.tip_officer, at=AT,
    )  # fmt: skip
    text = draft_letter(case, "result", AT)
    assert text.startswith("秦望：\n您于2026年11月20日的举报")
    assert "顺达" not in text
    assert "消防" not in text
    move(case, "accept", by=county.tip_officer, at=AT)
    case.moves.create(code="file", name="立案", was="accepted", now="filed", by=county.tip_officer, at=AT)
    assert "决定立案调查" in draft_letter(case, "result", AT)


def test_a_notice_goes_to_the_unit_that_leads(county: County) -> None:
    intake = Intake(
        kind_of("rectification_item"),
        "泵站巡检记录不全",
        Channel.OWN,
        values={"problem": "个别月份没有签字", "report": "安澜县巡察反馈", "due_on": date(2026, 12, 31)},
    )
    case = take_in(intake, county.centre, by=county.head, at=AT)
    assert draft_letter(case, "notice", AT).startswith("＿＿＿＿：\n《安澜县巡察反馈》指出的下列问题")
    (leg,) = dispatch(case, Dispatch(county.water), by=county.dispatcher, at=AT)
    text = draft_letter(leg.case, "notice", AT)
    assert text.startswith("县水务局：")
    assert "整改时限：2026年12月31日" in text
    assert "责任单位：县水务局" in draft_letter(leg.case, "closing", AT)


def test_a_review_of_files_goes_to_the_unit_reviewed(county: County) -> None:
    intake = Intake(
        kind_of("case_file_review"),
        "抽查许可案卷",
        Channel.OWN,
        parties=(PartyFacts("respondent", unit=county.water),),
        values={"file_no": "水许〔2026〕8号"},
    )
    case = take_in(intake, county.centre, by=county.head, at=AT)
    assert draft_letter(case, "feedback", AT).startswith(
        "县水务局：\n对你单位“抽查许可案卷”（案卷号：水许〔2026〕8号）"
    )


def test_papers_lacking_and_the_day_are_on_the_letter_of_tolerance(county: County) -> None:
    intake = Intake(
        kind_of("approval"),
        "开办食品店",
        Channel.WINDOW,
        category="licence",
        parties=(PartyFacts("applicant", name="黎川", phone="13700005555", organisation="黎记食品店"),),
        values={"item": "食品经营许可"},
    )
    case = take_in(intake, county.centre, by=county.clerk, at=AT)
    lacking: dict[str, Value] = {"lacking": "租赁合同复印件\n健康证明复印件", "promised": True}
    move(case, "tolerate", lacking, by=county.dispatcher, at=AT)
    text = draft_letter(case, "tolerance", AT)
    assert text.startswith("黎记食品店：\n贵单位于")
    assert "请于2026年12月4日前补齐下列材料：\n1. 租赁合同复印件\n2. 健康证明复印件" in text
    move(case, "deny", {"outcome": "not_completed", "reply": "逾期未补齐。"}, by=county.head, at=AT)
    denied = draft_letter(case, "result", AT)
    assert "逾期未补齐材料，决定不予许可" in denied
    assert "六十日内依法向＿＿＿＿申请行政复议" in denied
