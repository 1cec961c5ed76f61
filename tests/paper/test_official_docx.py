"""The .docx of official documents: elements in order, styles and faces, sections, reports."""

import re
from dataclasses import replace

import pytest

from mofan.paper import paper_of
from mofan.paper.document_types import TYPES
from mofan.paper.official import Attachment, Imprint, OfficialDocument, SecrecyRefused, Signature, Stamp
from mofan.paper.pagination import extent
from mofan.paper.paper import Paragraph
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from tests.paper.official_samples import (
    ORGAN,
    SAMPLES,
    letter,
    long,
    minutes,
    notice,
    order,
    request,
    secret,
    with_attachments,
    written_official,
)
from tests.paper.samples import W, paragraphs, part, runs, style


def texts(document: OfficialDocument, *, sample: bool = False) -> list[str]:
    """The paragraphs that hold text, in the order of the file; a tab is a bar."""
    root = part(written_official(document, sample=sample)[0])
    found = []
    for paragraph in root.iter(f"{W}p"):
        parts = (
            "|" if one.tag == f"{W}tab" else str(one.text)
            for run in paragraph.findall(f"{W}r")
            for one in run
            if one.tag in {f"{W}t", f"{W}tab"}
        )
        found.append("".join(parts))
    return [text for text in found if text.strip("|")]


def sections(document: OfficialDocument) -> list[list[str]]:
    """Kind and footers of each section."""
    root = part(written_official(document)[0])
    return [
        [str(one.get(f"{W}val")) for one in section.iter(f"{W}type")]
        + [str(one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")) for one in
           section.iter(f"{W}footerReference")]
        for section in root.iter(f"{W}sectPr")
    ]  # fmt: skip


def test_a_notice_has_its_elements_in_order() -> None:
    found = texts(notice())
    assert found[:5] == [
        "加急",
        "安澜县水务局文件",
        "安水发〔2026〕3号",
        "安澜县水务局关于开展机关作风集中整改工作的通知",
        "各乡镇水利站，局属各单位，机关各科室：",
    ]
    tail = [text.replace("|", "") for text in found[-5:]]
    assert tail[:3] == [ORGAN, "2026年3月2日", "（此件公开发布）"]
    assert re.fullmatch("抄送：县委办公室，.*县委组织部。", tail[3])
    assert tail[4] == "安澜县水务局办公室2026年3月3日印发"
    assert written_official(notice())[1].warnings == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_is_the_same_bytes(name: str) -> None:
    assert written_official(SAMPLES[name]())[0] == written_official(SAMPLES[name]())[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_run_names_a_face_and_no_theme(name: str) -> None:
    data = written_official(SAMPLES[name]())[0]
    document = read_xml(data)
    assert not re.search("(?:ascii|eastAsia|hAnsi)Theme", document)
    for run in part(data).iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            fonts = run.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None
            assert fonts.get(f"{W}hint") == "eastAsia"  # so that “ ” are Chinese quotation marks


def read_xml(data: bytes) -> str:
    from lxml import etree

    return etree.tostring(part(data), encoding="unicode")


def test_the_body_after_a_run_in_heading_stays_body() -> None:
    found = paragraphs(written_official(notice())[0])
    text = next(text for text in found if text.startswith("（一）抓好学习教育。"))
    assert style(found[text]) == "BodyText"
    assert [face for _, face in runs(found[text])] == ["楷体_GB2312", "仿宋_GB2312"]


def test_a_reader_gets_every_element_back() -> None:
    text = read_bytes(written_official(notice())[0], "通知.docx").text
    for wanted in ("安澜县水务局文件", "安水发〔2026〕3号", "（此件公开发布）", "抄送：县委办公室"):
        assert wanted in text


def test_a_document_with_a_secrecy_mark_is_refused() -> None:
    with pytest.raises(SecrecyRefused, match="不能在这里排版"):
        written_official(secret())


def test_a_sample_may_show_a_secrecy_mark() -> None:
    assert texts(secret(), sample=True)[:3] == ["000001", "机密★10年", "特急"]


def test_attachments_follow_on_new_pages() -> None:
    data, _ = written_official(with_attachments())
    found = texts(with_attachments())
    note = found.index("附件：1.任务分工表")
    assert found[note + 1] == "2.联系人名单"
    assert found.index("附件1") > note
    assert "附件2" not in found  # its text is not in this file
    mark = paragraphs(data)["附件1"]
    assert mark.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert runs(mark)[0][1] == "黑体"


def test_a_single_attachment_has_no_number() -> None:
    document = replace(notice(), attachments=(Attachment("任务分工表", (Paragraph("由办公室负责。"),)),))
    found = texts(document)
    assert "附件：任务分工表" in found
    assert "附件" in found


def test_signatories_stand_two_a_row_beside_the_number() -> None:
    found = texts(request())
    assert "|签发人：周砚秋|何　宁" in found
    assert "安水发〔2026〕9号||沈若木" in found


def test_an_upward_document_without_signatory_keeps_its_place() -> None:
    document = replace(request(), signatories=())
    assert "安水发〔2026〕9号|" in "".join(texts(document))


def test_a_joint_head_has_the_names_and_the_word_beside_each_other() -> None:
    found = texts(request())
    assert found[:4] == ["安澜县水务局", "安澜县财政局", "安澜县自然资源局", "文件"]


def test_a_head_is_left_empty_where_no_unit_is_known() -> None:
    document = replace(notice(), organs=(), urgency=None)
    _, report = written_official(document)
    assert texts(document)[0] == "安水发〔2026〕3号"
    assert any("没有发文机关标志" in warning for warning in report.warnings)


def test_a_letter_has_no_lines_and_no_office_in_its_imprint() -> None:
    document = replace(letter(), imprint=Imprint("县财政局", "安澜县水务局办公室", "2026年3月3日"))
    data, report = written_official(document)
    assert "印发" not in read_xml(data)
    assert any("不应有" in warning for warning in report.warnings)
    assert sections(document) == [["rId4", "rId5", "rId6"]]


def test_a_letter_shows_urgency_at_the_left_and_the_number_at_the_right_of_one_line() -> None:
    assert "特急|安水函〔2026〕12号" in texts(replace(letter(), urgency="特急"))
    assert "特急" in texts(replace(letter(), urgency="特急", number=None))


def test_an_order_has_its_number_and_the_stamp() -> None:
    found = texts(order())
    assert found[:2] == ["安澜县人民政府令", "第3号"]
    assert "县长　　何以宁" in found


def test_an_order_of_two_units_has_one_line_for_each() -> None:
    both = Signature((), "2026年3月2日", "stamp", (Stamp("县长", "何以宁"), Stamp("区长", "白石")))
    assert "区长　　白　石" in texts(replace(order(), signature=both))


def test_minutes_have_those_who_were_there() -> None:
    found = texts(minutes())
    assert found[0] == "安澜县水务局局务会议纪要"
    assert any(text.startswith("出席：周砚秋") for text in found)
    assert "〔2026〕5号" not in texts(replace(minutes(), number=None))


def test_minutes_with_a_title_have_no_empty_lines_above_it() -> None:
    assert "关于河道清淤工作的会议纪要" in texts(replace(minutes(), title="关于河道清淤工作的会议纪要"))


def test_the_imprint_stands_on_the_page_of_the_text_where_that_is_surely_even() -> None:
    assert sections(long(12)) == [["rId4", "rId5"]]


def test_the_imprint_goes_to_the_page_after_an_odd_one() -> None:
    assert sections(long(1)) == [["rId4", "rId5"], ["evenPage", "rId4", "rId5"]]


def test_an_imprint_behind_a_blank_page_has_no_number() -> None:
    body_lines = next(count for count in range(5, 40) if sections(long(count))[-1][-1] == "rId6")
    assert sections(long(body_lines)) == [["rId4", "rId5"], ["evenPage", "rId6", "rId6"]]


def test_it_says_where_the_page_cannot_be_told() -> None:
    texts = ("共完成2026年A1至B9类事项128件" + "办" * count for count in range(1, 28))
    text = next(text for text in texts if extent(text).least < extent(text).most)
    documents = (replace(notice(), paragraphs=(Paragraph(text),) * count) for count in range(1, 40))
    reports = [written_official(document)[1] for document in documents]
    assert any("难以准确推算" in warning for report in reports for warning in report.warnings)


def test_without_an_imprint_there_is_one_section() -> None:
    assert sections(replace(notice(), imprint=Imprint())) == [["rId4", "rId5"]]


def test_too_many_addressees_go_to_the_imprint() -> None:
    many = "，".join(f"安澜县第{number}水利管理站" for number in range(1, 60))
    document = replace(notice(), addressees=many)
    _, report = written_official(document)
    assert any("移到版记" in warning for warning in report.warnings)
    assert f"主送：{many}。" in texts(document)


def test_control_characters_are_taken_out_and_counted() -> None:
    _, report = written_official(
        replace(notice(), note="此件\x01公开", paragraphs=(Paragraph("一\x02、总", 1, "line", 4),))
    )
    assert report.removed == 2
    assert report.warnings[0] == "有2个控制字符无法写入文档，已去掉。"


def test_rare_characters_are_set_in_a_face_that_has_them_and_said() -> None:
    _, report = written_official(replace(notice(), paragraphs=(Paragraph("由镕金、李𠮷负责。"),)))
    assert any("“镕”" in one for one in report.substitutions)
    assert any("“𠮷”" in one for one in report.substitutions)


@pytest.mark.parametrize("kind", TYPES)
def test_all_fifteen_types_can_be_laid_out_from_little(kind: str) -> None:
    text = "现将有关事项明确如下。"
    document = OfficialDocument(kind, "", paper_of("", None, text, outline(text)).paragraphs)
    data, report = written_official(document)
    assert read_bytes(data, "公文.docx").text.strip()
    assert report.warnings
    assert not re.search("None", read_bytes(data, "公文.docx").text)


def test_a_signature_without_a_seal_follows_its_own_rule() -> None:
    short = Signature(("安澜县水务局",), "2026年11月20日", "plain")
    long_name = Signature(("安澜县机关事务服务中心", "安澜县水务局"), "2026年1月5日", "plain")
    for signature, sides in (
        (short, [("0", "500"), ("0", "200")]),
        (
            long_name,
            [("0", "200"), ("0", "450"), ("1700", "-200")],
        ),  # two behind where the longest begins; never broken
    ):
        root = part(written_official(replace(notice(), signature=signature))[0])
        signed = [paragraph for paragraph in root.iter(f"{W}p") if style(paragraph) in {"Signature", "Date"}]
        indents = [paragraph.find(f"{W}pPr/{W}ind") for paragraph in signed]
        assert [(one.get(f"{W}leftChars"), one.get(f"{W}rightChars")) for one in indents if one is not None] == sides


@pytest.mark.parametrize("signature", [
    Signature((ORGAN,), None),
    Signature((ORGAN,), None, "plain"),
    Signature((), None, "stamp", (Stamp("县长", "何以宁"),)),
])  # fmt: skip
def test_a_signature_may_lack_its_date(signature: Signature) -> None:
    found = texts(replace(notice(), signature=signature, imprint=Imprint()))
    assert not any("2026年3月2日" in text for text in found)
    assert any("何以宁" in text or ORGAN in text for text in found[-2:])


def test_many_units_leave_the_mark_to_the_one_in_charge() -> None:
    organs = tuple(f"安澜县第{number}水利管理站" for number in range(1, 9))
    names = ("周砚秋", "何宁", "沈若木", "林知远", "许清和", "顾明舟", "陆川", "白石")
    document = replace(request(), organs=organs, signatories=names, signature=Signature(organs, "2026年3月12日"))
    _, report = written_official(document)
    assert "联合行文的机关较多，首页排不下正文，发文机关标志只用了主办机关名称。" in report.warnings
    assert texts(document)[0] == "安澜县第1水利管理站文件"


def test_an_attachment_without_a_title_has_its_mark_and_text() -> None:
    document = replace(notice(), attachments=(Attachment("", (Paragraph("由办公室负责。"),)),))
    assert texts(document)[-4:-2] == ["附件", "由办公室负责。"]


def test_a_signature_as_high_as_a_page_leaves_the_imprint_unsure() -> None:
    organs = tuple(f"安澜县第{number}水利管理站" for number in range(1, 9))
    document = replace(request(), organs=organs[:1], signature=Signature(organs, "2026年3月12日"))
    assert any("难以准确推算" in warning for warning in written_official(document)[1].warnings)
