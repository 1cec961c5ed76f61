"""What each letter says of plain facts; what is not known is a blank and nothing else."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from mofan.cases.catalogue import shipped
from mofan.cases.letters import (
    FORMS,
    REMEDIES,
    AgreementOnPaper,
    ExtensionOnPaper,
    LetterFacts,
    LetterOnPaper,
    MediationOnPaper,
    PartyOnPaper,
    PointOnPaper,
    blanks_in,
    letter_docx,
    letter_text,
    number_of,
    remedy_of,
    to_fill,
    wrong_mark,
)

ASKS = PartyOnPaper("申请人", "苏文澜", phone="13700001234", id_number="110101199003076632", asks=True)
OTHER = PartyOnPaper("被申请人", "季长风")
SHOP = PartyOnPaper("申请人", "黎川", "黎记食品店", asks=True)
MEDIATION = MediationOnPaper("柳湾镇人民调解委员会", "周德厚", date(2026, 11, 20), "一方不愿继续")


def facts(step: str, kind: str = "public_demand", **given: object) -> LetterFacts:
    """Plain facts of a letter; `given` are fields of `LetterFacts`."""
    plain = LetterFacts(
        step,
        shipped()[kind].letters.get(step, "告知书"),
        kind,
        "261122-K7QF-9X3M-P",
        "三号楼停水",
        "安澜县社会治理中心",
        date(2026, 11, 22),
        date(2026, 11, 20),
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def test_an_acceptance_is_addressed_and_says_the_last_day() -> None:
    text = letter_text(facts("acceptance", addressee=ASKS, due={"finish": date(2026, 11, 27)}))
    assert text.splitlines() == [
        "苏文澜：",
        "您于2026年11月20日提出的“三号楼停水”（编码：261122-K7QF-9X3M-P），经审查，符合受理条件，本单位决定受理。"
        "办理期限至2026年11月27日。",
        "您可以凭编码261122-K7QF-9X3M-P查询办理情况。",
    ]


@pytest.mark.parametrize(("kind", "step"), [(kind.code, step) for kind in shipped().values() for step in kind.letters])
def test_every_letter_of_every_kind_can_be_drafted_with_nothing_known(kind: str, step: str) -> None:
    made = facts(step, kind)
    text = letter_text(made)
    assert text.strip()
    if step not in FORMS:
        assert text.startswith("＿＿＿＿：")
        assert to_fill(text)
    assert letter_docx(LetterOnPaper(step, made.name, text, made.unit, made.on))[:2] == b"PK"


@pytest.mark.parametrize(("kind", "step"), sorted(REMEDIES))
def test_remedies_belong_to_letters_that_there_are(kind: str, step: str) -> None:
    assert step in shipped()[kind].letters
    remedy = remedy_of(kind, step)
    assert remedy is not None
    text = letter_text(facts(step, kind))
    assert text.endswith(remedy.words.format(name=shipped()[kind].letters[step], code="261122-K7QF-9X3M-P"))


def test_what_the_law_sets_is_told_with_its_days() -> None:
    text = letter_text(facts("refusal", "approval", addressee=SHOP, ground="不具备申请资格"))
    assert "贵单位于2026年11月20日提交的“三号楼停水”申请" in text
    assert "自收到之日起六十日内依法向＿＿＿＿申请行政复议" in text
    assert "《中华人民共和国行政复议法》第二十条、《中华人民共和国行政诉讼法》第四十五条、第四十六条" in text
    assert "六个月内依法向＿＿＿＿人民法院提起行政诉讼" in text
    assert "收到行政复议决定书之日起十五日内" in text


def test_what_is_granted_is_not_contested() -> None:
    granted = letter_text(facts("result", "approval", outcome="准予"))
    assert "决定准予。" in granted
    assert "行政复议" not in granted


def test_an_extension_says_why_and_until_when() -> None:
    more = ExtensionOnPaper("5日", "管件要订货。")
    text = letter_text(facts("extension", extension=more, due={"finish": date(2026, 12, 2)}))
    assert "因管件要订货，不能在原定期限内办结，经批准，延长5日，办理期限至2026年12月2日。" in text


def test_a_reply_has_a_word_on_each_point() -> None:
    points = (
        PointOnPaper("恢复供水。", "已恢复。"),
        PointOnPaper("补偿损失", "没有依据。", True),
        PointOnPaper("道歉"),
    )
    text = letter_text(facts("reply", points=points, reply="感谢反映。"))
    assert "一、关于“恢复供水”\n已恢复。\n二、关于“补偿损失”（此项暂不能办理，说明理由）\n没有依据。" in text
    assert "三、关于“道歉”\n＿＿＿＿＿＿＿＿\n感谢反映。" in text


def test_a_proposal_is_told_what_became_of_it() -> None:
    refused = facts("result", "public_proposal", moved={"refuse": {"why": "不属本级职责。"}})
    assert "未予采纳，理由是：不属本级职责。" in letter_text(refused)
    listed = facts("result", "public_proposal", moved={"list": {"matter": "老旧小区改造"}}, reply="明年开工。")
    assert "已予采纳，列入“老旧小区改造”。\n明年开工。" in letter_text(listed)
    assert "经研究，已予采纳。" in letter_text(facts("result", "public_proposal"))


def test_an_informant_hears_what_was_decided() -> None:
    for move, said in (("file", "决定立案调查"), ("not_file", "决定不予立案")):
        assert said in letter_text(facts("result", "tip_off", moved={move: {}}, reply="已责令改正。"))


def test_an_invitation_says_that_it_is_free_and_of_ones_own_will() -> None:
    text = letter_text(facts("invitation", "dispute", parties=(ASKS, OTHER), addressee=OTHER, mediation=MEDIATION))
    assert text.startswith("季长风：\n苏文澜与您关于“三号楼停水”的纠纷")
    assert "不收取任何费用" in text
    assert "调解员：周德厚（您可以选择或者接受调解员" in text
    assert to_fill(text) == ("调解时间", "调解地点", "联系人", "电话")
    assert "贵单位" in letter_text(facts("notice", "consumer_complaint", addressee=SHOP))


def test_an_agreement_has_what_the_form_asks_for() -> None:
    agreed = AgreementOnPaper(
        False, "各退半米。\n费用各半。", "院墙越界。", "界线的位置", "当面丈量", date(2026, 12, 31), "300.00"
    )
    text = letter_text(facts("agreement", "dispute", parties=(ASKS, SHOP), mediation=MEDIATION, agreement=agreed))
    for line in (
        "申请人：苏文澜，性别：男，民族：＿＿＿＿，出生日期：1990年3月7日，职业：＿＿＿＿",
        "身份证号：110101199003076632，联系电话：13700001234",
        "申请人：黎记食品店，法定代表人或者负责人：黎川",
        "统一社会信用代码：＿＿＿＿，联系电话：＿＿＿＿",
        "一、纠纷主要事实",
        "二、争议事项",
        "三、经柳湾镇人民调解委员会调解，各方当事人自愿达成如下协议",
        "各退半米。",
        "履行方式：当面丈量（涉及金额300.00元）",
        "履行期限：2026年12月31日前",
        "调解委员会（盖章）：柳湾镇人民调解委员会",
    ):
        assert line in text.splitlines()
    assert to_fill(text) == (
        "苏文澜的民族",
        "苏文澜的职业",
        "苏文澜的单位或者住址",
        "黎记食品店的统一社会信用代码",
        "黎记食品店的联系电话",
        "黎记食品店的住所",
        "“本协议一式＿＿份”",
    )
    woman = letter_text(facts("agreement", "dispute", parties=(replace(ASKS, id_number="110101199003077627"),)))
    assert "性别：女" in woman


def test_an_oral_agreement_is_recorded() -> None:
    oral = AgreementOnPaper(True, "各退半米。", "院墙越界", agreed_on=date(2026, 11, 21), amount="300.00")
    text = letter_text(facts("agreement", "dispute", parties=(ASKS,), mediation=MEDIATION, agreement=oral))
    assert "一、纠纷主要事实和争议事项：院墙越界" in text
    assert "三、履行方式：＿＿＿＿（涉及金额300.00元）\n四、履行期限：＿＿＿＿年＿＿月＿＿日" in text
    assert "五、达成日期：2026年11月21日，自该日起生效。" in text
    bare = AgreementOnPaper(True, "各退半米。", perform_by=date(2026, 12, 1))
    text = letter_text(facts("agreement", "dispute", agreement=bare))
    assert "四、履行期限：2026年12月1日前" in text
    assert "五、达成日期：＿＿＿＿年＿＿月＿＿日" in text
    assert "（周德厚）" not in text


def test_a_court_is_asked_by_both() -> None:
    agreed = AgreementOnPaper(
        False, "各退半米。", agreed_on=date(2026, 11, 21), effective_on=date(2026, 11, 22), court="安澜县人民法院",
        number="柳调〔2026〕1号",
    )  # fmt: skip
    text = letter_text(facts("confirmation", "dispute", parties=(ASKS, OTHER), mediation=MEDIATION, agreement=agreed))
    assert "主持达成的调解协议（柳调〔2026〕1号）有效" in text
    assert "此致\n安澜县人民法院" in text
    assert text.count("申请人（签名、盖章或者按指印）：") == 2


def test_papers_are_numbered_as_they_were_entered() -> None:
    for entered, said in (
        ("平面图\n\n名单", "1. 平面图\n2. 名单"),
        ("1. 平面图\n2. 名单", "1. 平面图\n2. 名单"),
        ("平面图", "平面图"),
        ("", "＿＿＿＿＿＿＿＿"),
    ):
        made = facts("supplement", "approval", values={"item": "食品经营许可"}, moved={"supplement": {"why": entered}})
        assert f"如下：\n{said}\n请补正后" in letter_text(made)


def test_a_commitment_has_both_sides() -> None:
    said = {"commit": {"conditions": "有场所\n有人员", "consequences": "撤销决定"}}
    text = letter_text(facts("commitment", "approval", parties=(SHOP,), moved=said))
    assert "1. 有场所\n2. 有人员" in text
    assert "不实承诺的后果：撤销决定" in text
    assert [one.label for one in blanks_in(text) if one.by_hand] == ["申请人（签名或者盖章）", "行政机关（盖章）"]


def test_first_offences_are_reminded_and_spared() -> None:
    values = {"act": "未公示收费标准。", "rule": "公示的规定", "item": "第三项"}
    moved = {"remind": {"why": "公示", "found": "两年内没有处罚记录。"}, "correct": {"evidence": "有照片"}}
    due = {"correct": date(2026, 12, 5)}
    reminder = letter_text(facts("reminder", "first_offence", addressee=SHOP, values=values, moved=moved, due=due))
    assert "现责令贵单位于2026年12月5日前改正。改正要求：\n公示\n" in reminder
    decision = letter_text(facts("decision", "first_offence", addressee=SHOP, values=values, moved=moved))
    assert "属于初次违法且危害后果轻微（两年内没有处罚记录）。" in decision
    assert "第三十三条第一款的规定，对照“第三项”，决定不予行政处罚" in decision
    assert "属于初次违法且危害后果轻微。" in letter_text(facts("decision", "first_offence"))


def test_notices_go_to_units() -> None:
    unit = PartyOnPaper("", organisation="县水务局")
    values = {"report": "《巡察反馈》", "problem": "记录不全", "due_on": "2026-12-31"}
    text = letter_text(facts("notice", "rectification_item", addressee=unit, values=values, instruction="逐页补签"))
    assert "《巡察反馈》指出的下列问题" in text
    assert "整改时限：2026年12月31日\n要求：逐页补签" in text
    assert "整改时限：尽快" in letter_text(facts("notice", "rectification_item", values={"due_on": "尽快"}))
    supervised = letter_text(facts("notice", "supervised_matter", addressee=unit, due={"whole": date(2026, 12, 20)}))
    assert "请于2026年12月20日前办结并书面反馈结果" in supervised
    bulletin = letter_text(facts("bulletin", "supervised_matter", moved={"bulletin": {"why": "进度落后。"}}))
    assert "通报如下：\n进度落后。" in bulletin
    told = {"feed_back": {"grade": "合格", "score": "88", "why": "送达回证缺日期"}}
    assert "评定为合格，得分88分。" in letter_text(facts("feedback", "case_file_review", moved=told))


def test_a_closing_sheet_is_a_table() -> None:
    moved = {"close": {"outcome": "已完成整改", "evidence": "看了原件", "by": "何以宁", "on": "2026年12月20日"}}
    made = facts("closing", "rectification_item", values={"problem": "记录不全"}, moved=moved, lead="县水务局")
    document = Document(io.BytesIO(letter_docx(LetterOnPaper("closing", made.name, letter_text(made), "", made.on))))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["问题", "记录不全"]
    assert "责任单位负责人（签名）：＿＿＿＿" in [one.text for one in document.paragraphs]


def test_a_registration_has_what_is_known() -> None:
    text = letter_text(
        facts(
            "registration",
            "dispute",
            parties=(ASKS, OTHER),
            points=(PointOnPaper("移走院墙"),),
            values={"amount": "300"},
            text="院墙\n越界",
            taken_in_by="江小满",
        )
    )
    assert "申请人：苏文澜，110101199003076632，13700001234" in text
    assert "纠纷简要情况：院墙 越界" in text
    assert "涉及金额：300" in text
    assert "当事人申请事项：移走院墙" in text


def test_a_mediation_that_failed_says_why() -> None:
    text = letter_text(facts("ended", "dispute", addressee=ASKS, mediation=MEDIATION))
    assert "自2026年11月20日起进行调解。因一方不愿继续，未能达成协议，现终止调解。" in text


def test_a_letter_of_another_sort_says_the_reply() -> None:
    assert "现将有关情况告知如下：\n已转交。" in letter_text(facts("other", reply="已转交。"))


def test_a_letter_stands_in_the_letter_format() -> None:
    text = "苏文澜：\n一、关于供水\n已恢复。"
    data = letter_docx(
        LetterOnPaper("reply", "答复意见书", text, "安澜县水务局", date(2026, 11, 22), "安水复〔2026〕1号")
    )
    said = [one.text for one in Document(io.BytesIO(data)).paragraphs]
    assert "苏文澜：" in said
    assert "安澜县水务局" in said
    assert "2026年11月22日" in said
    assert any("安水复〔2026〕1号" in one for one in said)
    without = letter_docx(LetterOnPaper("reply", "答复", "已恢复。", "安澜县水务局", date(2026, 11, 22)))
    assert "已恢复。" in [one.text for one in Document(io.BytesIO(without)).paragraphs]
    assert letter_docx(LetterOnPaper("reply", "答复", "", "安澜县水务局", date(2026, 11, 22)))[:2] == b"PK"
    form = letter_docx(LetterOnPaper("agreement", "协议书", "各退半米。", "", date(2026, 11, 22), "柳调〔2026〕1号"))
    assert "编号：柳调〔2026〕1号" in [one.text for one in Document(io.BytesIO(form)).paragraphs]


def test_blanks_are_named_by_what_stands_around_them() -> None:
    text = (
        "地点：＿＿＿＿，时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分\n二、争议事项\n＿＿＿＿\n"
        "负责人（签名）：＿＿＿＿\n可以向＿＿＿＿反映。"
    )
    assert [(one.label, one.line, one.by_hand) for one in blanks_in(text)] == [
        ("地点", 1, False),
        ("时间", 1, False),
        ("争议事项", 3, False),
        ("负责人（签名）", 4, True),
        ("“可以向＿＿反映”", 5, False),
    ]
    assert to_fill("＿＿＿＿") == ("“＿＿”",)
    assert to_fill("没有空白。") == ()


def test_numbers_and_marks() -> None:
    assert number_of("安治理函", 2026, 3) == "安治理函〔2026〕3号"
    assert wrong_mark("安治理函") == ""
    for mark in ("", "安治理函〔2026〕", "安 治", "第3号", "长" * 21):
        assert "发文代字只写字" in wrong_mark(mark)
