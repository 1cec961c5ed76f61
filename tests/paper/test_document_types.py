"""The fifteen types: what each must, may and must not have, said in Chinese."""

from dataclasses import replace

import pytest

from mofan.paper.document_types import COPY_NUMBER, DATE, NUMBER, SECRECY, SERIAL, TYPES, is_upward, problems_of
from mofan.paper.official import Attachment, Imprint, OfficialDocument, Signature, Stamp
from tests.paper.official_samples import ORGANS, SAMPLES, letter, minutes, notice, order, request, secret


def elements(document: OfficialDocument) -> list[str]:
    return [problem.element for problem in problems_of(document)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_document_has_no_problem(name: str) -> None:
    assert problems_of(SAMPLES[name]()) == ()


def test_there_are_fifteen_types() -> None:
    assert len(TYPES) == 15
    assert "条例" not in TYPES
    assert all(rule.clause and rule.why for kind in TYPES.values() for rule in kind.rules)


def test_a_stamp_of_who_signs_is_a_signature() -> None:
    bill = replace(notice(), type="议案", title="安澜县水务局关于提请审议供水价格的议案")
    unsigned = replace(bill, signature=Signature((), "2026年3月2日", "stamp"))
    signed = replace(bill, signature=Signature((), "2026年3月2日", "stamp", (Stamp("县长", "何以宁"),)))
    assert "发文机关署名" in elements(unsigned)
    assert "发文机关署名" not in elements(signed)


def test_an_upward_document_needs_its_signatory() -> None:
    (problem,) = problems_of(replace(request(), signatories=()))
    assert (problem.element, problem.rank, problem.clause) == ("签发人", "must", "第九条第六项")
    assert problem.sentence == "没有签发人。请示应当有：上行文应当标注签发人姓名。"


def test_a_downward_document_has_no_signatory() -> None:
    assert elements(replace(notice(), signatories=("何以宁",))) == ["签发人"]


def test_an_opinion_goes_up_when_it_has_a_signatory() -> None:
    opinion = replace(notice(), type="意见", title="关于河道治理的意见")
    assert not is_upward(opinion)
    assert is_upward(replace(opinion, signatories=("何以宁",)))
    assert is_upward(replace(opinion, upward=True))
    assert elements(replace(opinion, upward=True, addressees="县人民政府")) == ["签发人"]


def test_a_request_goes_to_one_organ_and_names_a_contact() -> None:
    found = problems_of(replace(request(), addressees="县人民政府，县委", note=None))
    assert [(one.element, one.rank) for one in found] == [("附注", "habit"), ("主送机关", "normally")]


@pytest.mark.parametrize("kind", ["公报", "公告", "通告"])
def test_what_is_published_has_no_addressee(kind: str) -> None:
    document = replace(notice(), type=kind, title=f"关于河道管理的{kind}")
    assert "主送机关" in elements(document)
    assert elements(replace(document, addressees=None, number="2026年第3号")) == []


def test_minutes_have_no_seal_and_no_addressee() -> None:
    sealed = replace(minutes(), signature=Signature(("安澜县水务局",), "2026年3月2日"), addressees="各科室")
    assert set(elements(sealed)) == {"印章", "主送机关"}


def test_a_letter_has_no_issuing_office() -> None:
    assert elements(replace(letter(), imprint=Imprint("县财政局", "办公室", "2026年3月3日"))) == ["印发机关和印发日期"]


def test_an_order_is_signed_by_a_stamp() -> None:
    assert elements(replace(order(), signature=Signature(("安澜县人民政府",), "2026年3月2日"))) == ["签名章"]


@pytest.mark.parametrize(
    ("change", "element"),
    [
        ({"number": "安水发[2026]03号"}, "发文字号"),
        ({"number": "安水发〔2026〕第3号"}, "发文字号"),
        ({"number": "第3号"}, "发文字号"),
        ({"title": "关于整改"}, "标题"),
        ({"urgency": "特提"}, "紧急程度"),
        ({"copy_number": "12"}, "份号"),
        ({"copy_number": "000012", "secrecy": "机密10年"}, "密级和保密期限"),
        ({"copy_number": "000012", "secrecy": "机密★"}, "密级和保密期限"),
        ({"signature": Signature(("安澜县水务局",), "2026年03月02日")}, "成文日期"),
        ({"signature": Signature(("安澜县水务局",), "二〇二六年三月二日")}, "成文日期"),
        ({"attachments": (Attachment("任务分工表。"),)}, "附件说明"),
        ({"imprint": Imprint(None, "办公室", "2026年3月03日")}, "印发日期"),
    ],
)
def test_a_wrong_form_is_said(change: dict[str, object], element: str) -> None:
    found = problems_of(replace(notice(), **change))  # type: ignore[arg-type]
    assert [one.element for one in found] == [element]
    assert found[0].sentence.endswith("。")


def test_a_title_may_end_with_a_note_in_brackets() -> None:
    assert problems_of(replace(notice(), title="关于开展整改工作的通知（试行）")) == ()


def test_an_order_has_a_number_of_its_own_form() -> None:
    assert "令号" in problems_of(replace(order(), number="安政发〔2026〕3号"))[0].sentence


def test_units_of_head_and_signature_agree() -> None:
    turned = replace(request(), signature=Signature(ORGANS[::-1], "2026年3月12日"))
    assert "主办机关" in problems_of(turned)[0].sentence
    fewer = replace(request(), signature=Signature(ORGANS[:2], "2026年3月12日"))
    assert "请核对" in problems_of(fewer)[0].sentence


def test_a_classified_document_needs_a_copy_number() -> None:
    assert problems_of(secret()) == ()
    assert elements(replace(secret(), copy_number=None)) == ["份号"]


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (NUMBER, "安政办发〔2026〕123号", "安政办发〔2026〕012号"),
        (SECRECY, "秘密★6个月", "机密★0年"),
        (SECRECY, "绝密", "内部"),
        (COPY_NUMBER, "000012", "12"),
        (SERIAL, "2026年第3号", "第03号"),
        (SERIAL, "第5期", "5期"),
        (DATE, "2026年11月30日", "2026年13月30日"),
    ],
)
def test_a_pattern_knows_its_form(pattern: object, right: str, wrong: str) -> None:
    assert pattern.fullmatch(right)  # type: ignore[attr-defined]
    assert not pattern.fullmatch(wrong)  # type: ignore[attr-defined]
