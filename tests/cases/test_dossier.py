"""The whole file of a case: everything that was written in it, each as it was, with a list of contents."""

import io
from zipfile import ZipFile

from docx import Document

from mofan.cases.actions import (
    Issue,
    Sitting,
    ask_confirmation,
    attach,
    issue_letter,
    record_session,
    seal_agreement,
    sign_agreement,
    take_off,
    void_letter,
)
from mofan.cases.dossier import write_dossier
from mofan.cases.models import Case, Form
from tests.cases.letters.test_writing_letters import agreed
from tests.cases.test_mediating import opened
from tests.make import AT
from tests.make_cases import County, accepted


def packed(case: Case) -> dict[str, str]:
    """Name → what the documents say, tables too."""
    out = io.BytesIO()
    count = write_dossier(case, out)
    with ZipFile(out) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    assert count == len(read) - 1
    return {name: _said(data) if name.endswith(".docx") else "" for name, data in read.items()}


def _said(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_mediation_is_filed_with_all_its_papers(county: County) -> None:
    agreement = agreed(county, Form.WRITTEN)
    case, by = agreement.mediation.case, county.dispatcher
    for party in case.parties.all():
        sign_agreement(agreement, party, by=by, at=AT)
    seal_agreement(agreement, by=by, at=AT)
    ask_confirmation(agreement, "安澜县人民法院", by=by, at=AT)
    issue_letter(case, Issue("agreement", "各退一步。", mark="柳调"), by=by, at=AT)
    void_letter(issue_letter(case, Issue("invitation", "写错了。"), by=by, at=AT), "发错了", by=by, at=AT)
    attach(case, "现场照片.jpg", [b"x"], by=by, at=AT)
    take_off(attach(case, "无关", [b"y"], by=by, at=AT), "传错了", by=by, at=AT)
    found = packed(case)
    assert list(found) == [
        "00 卷内目录.docx",
        "01 登记内容.docx",
        "02 文书/01 人民调解协议书柳调〔2026〕1号.docx",
        "02 文书/02 调解通知书（已作废）.docx",
        "04 协议登记.docx",
        "05 办理过程.docx",
        "06 附件/01 现场照片.jpg",
        "06 附件/02 无关（已取下）.bin",
    ]
    assert "06 附件/01 现场照片.jpg" in found["00 卷内目录.docx"]
    assert "苏文澜，柳湾镇东堤村，13700001234" in found["01 登记内容.docx"]
    assert "编号：柳调〔2026〕1号" in found["02 文书/01 人民调解协议书柳调〔2026〕1号.docx"]
    for said in ("檐水的去处", "苏文澜（2026年11月20日）", "2026年11月20日向安澜县人民法院共同申请"):
        assert said in found["04 协议登记.docx"]
    assert "共同申请司法确认" in found["05 办理过程.docx"]


def test_sittings_are_filed_as_they_were_written(county: County) -> None:
    mediation = opened(county)
    record_session(mediation, Sitting(AT, "", "双方", "各说各的理。\n约定丈量。"), by=county.dispatcher, at=AT)
    said = packed(mediation.case)["03 调解笔录/第1次调解.docx"]
    for line in ("地点：＿＿＿＿", "调解员：周德厚", "约定丈量。", "记录人（签名）：＿＿＿＿"):
        assert line in said


def test_an_agreement_not_in_effect_is_filed_as_such(county: County) -> None:
    agreement = agreed(county, Form.WRITTEN)
    assert "尚未生效" in packed(agreement.mediation.case)["04 协议登记.docx"]


def test_a_demand_is_filed_without_a_mediation(county: County) -> None:
    found = packed(accepted(county))
    assert list(found) == ["00 卷内目录.docx", "01 登记内容.docx", "05 办理过程.docx"]
    assert "尽快恢复供水（待答复）" in found["01 登记内容.docx"]
