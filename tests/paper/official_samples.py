"""Official documents of every kind, all made up."""

import io
from dataclasses import replace

from mofan.paper import Report, paper_of
from mofan.paper.official import Attachment, Attendance, Imprint, OfficialDocument, Signature, Stamp
from mofan.paper.official_docx import write_official
from mofan.paper.paper import Paragraph
from mofan.text.outline import outline

BODY = """为进一步转变机关作风，提高办文办会质量，现就开展“四个对照”集中整改工作通知如下。
一、总体要求
坚持以问题为导向，以制度建设为抓手，用三个月时间把机关作风中群众反映强烈的12个突出问题逐项整改到位。
二、重点任务
（一）抓好学习教育。各科室每周五下午组织集中学习，由支部书记领学，做到有计划、有记录、有检查。
（二）抓好问题整改。每个问题明确责任人和完成时限。
1.建立台账
（1）逐项登记。各单位要高度重视，于2026年5月底前将落实情况报县水务局办公室。"""
ORGAN, OFFICE, DATE = "安澜县水务局", "安澜县水务局办公室", "2026年3月2日"
ORGANS = (ORGAN, "安澜县财政局", "安澜县自然资源局")


def body(text: str = BODY) -> tuple[Paragraph, ...]:
    """Paragraphs with their headings."""
    return paper_of("", None, text, outline(text)).paragraphs


def notice() -> OfficialDocument:
    """A notice with all that it may have but attachments' texts."""
    return OfficialDocument(
        "通知",
        "安澜县水务局关于开展机关作风集中整改工作的通知",
        body(),
        (ORGAN,),
        "安水发〔2026〕3号",
        "各乡镇水利站，局属各单位，机关各科室",
        urgency="加急",
        signature=Signature((ORGAN,), DATE),
        note="此件公开发布",
        imprint=Imprint(
            "县委办公室，县政府办公室，县人大常委会办公室，县政协办公室，县委组织部", OFFICE, "2026年3月3日"
        ),
    )


def with_attachments() -> OfficialDocument:
    """The notice with two attachments."""
    return replace(
        notice(), attachments=(Attachment("任务分工表", body("一、学习\n由办公室负责。")), Attachment("联系人名单"))
    )


def letter() -> OfficialDocument:
    """A letter."""
    return OfficialDocument(
        "函",
        "安澜县水务局关于商请协助开展河道清淤的函",
        body("因河道清淤工作需要，现商请贵局派出技术人员两名协助现场勘测。\n请予支持。"),
        (ORGAN,),
        "安水函〔2026〕12号",
        "县自然资源局",
        signature=Signature((ORGAN,), DATE),
        imprint=Imprint("县财政局"),
    )


def order() -> OfficialDocument:
    """An order with the stamp of who signs."""
    return OfficialDocument(
        "命令",
        "",
        body("《安澜县河道采砂管理办法》已经县人民政府第8次常务会议通过，现予公布，自2026年4月1日起施行。"),
        ("安澜县人民政府",),
        "第3号",
        signature=Signature((), DATE, "stamp", (Stamp("县长", "何以宁"),)),
        imprint=Imprint("县委各部门", "安澜县人民政府办公室", "2026年3月3日"),
    )


def minutes() -> OfficialDocument:
    """Minutes of a meeting."""
    return OfficialDocument(
        "纪要",
        "",
        body(),
        number="〔2026〕5号",
        mark="安澜县水务局局务会议纪要",
        signature=Signature((), DATE, "plain"),
        attendance=(
            Attendance("出席", "周砚秋、何以宁、沈若木、林知远、许清和、顾明舟、陆川、谢映雪、白石、程野"),
            Attendance("请假", "江河"),
        ),
        imprint=Imprint("局属各单位", OFFICE, "2026年3月3日"),
    )


def request() -> OfficialDocument:
    """A request of three units together."""
    return OfficialDocument(
        "请示",
        "安澜县水务局 安澜县财政局 安澜县自然资源局关于追加河道治理专项资金的请示",
        body(),
        ORGANS,
        "安水发〔2026〕9号",
        "县人民政府",
        ("周砚秋", "何宁", "沈若木"),
        signature=Signature(ORGANS, "2026年3月12日"),
        note="联系人：周砚秋，电话：5550123",
        imprint=Imprint("县委办公室", OFFICE, "2026年3月13日"),
    )


def secret() -> OfficialDocument:
    """A sample of what a classified document looks like; there is no such document."""
    return replace(notice(), copy_number="000001", secrecy="机密★10年", urgency="特急")


SAMPLES = {
    "notice": notice, "attached": with_attachments, "letter": letter, "order": order, "minutes": minutes,
    "request": request,
}  # fmt: skip


def long(lines: int) -> OfficialDocument:
    """A notice whose body has `lines` paragraphs of one line."""
    return replace(notice(), paragraphs=tuple(Paragraph(f"第{number}项工作按期办理。") for number in range(lines)))


def written_official(document: OfficialDocument, *, sample: bool = False) -> tuple[bytes, Report]:
    """The .docx of a document, and the report."""
    out = io.BytesIO()
    report = write_official(document, out, sample=sample)
    return out.getvalue(), report
