"""Each clause of the standard: our own document with one thing altered, and the check names that thing."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from mofan.paper import inspect_docx, repair_docx
from mofan.paper.official import Attachment, OfficialDocument, Signature, Stamp
from tests.paper.official_samples import (
    DATE,
    ORGAN,
    SAMPLES,
    body,
    notice,
    request,
    secret,
    written_official,
)

Alter = Callable[[str], str]
DOCUMENT: Final = "word/document.xml"


def two_attachments() -> OfficialDocument:
    texts = (body("一、学习\n由办公室负责。"), body("联系人由各科室指定一名。"))
    names = ("任务分工表", "联系人名单")
    return replace(notice(), attachments=tuple(map(Attachment, names, texts)))


def long_attachment() -> OfficialDocument:
    name = "安澜县水务局机关作风集中整改工作任务分工和完成时限一览表（试行稿）"
    return replace(notice(), attachments=(Attachment(name), Attachment("联系人名单")))


KINDS: Final[dict[str, Callable[[], OfficialDocument]]] = {
    **SAMPLES,
    "secret": secret,
    "two": two_attachments,
    "one": lambda: replace(notice(), attachments=two_attachments().attachments[:1]),
    "long": long_attachment,
    "unsealed": lambda: replace(notice(), signature=Signature((ORGAN,), DATE, "plain")),
    "stamp": lambda: replace(notice(), signature=Signature((), DATE, "stamp", (Stamp("局长", "何以宁"),))),
    "unsigned": lambda: replace(request(), signatories=(), organs=(ORGAN,)),
}
MADE: Final[dict[str, bytes]] = {}


def made(kind: str) -> bytes:
    if kind not in MADE:
        MADE[kind] = written_official(KINDS[kind](), sample=kind == "secret")[0]
    return MADE[kind]


def altered(kind: str, alter: Alter, part: str = DOCUMENT) -> bytes:
    """The .docx of that kind with the XML of one part altered."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(kind))) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == part:
                changed = alter(content.decode())
                assert changed != content.decode()
                content = changed.encode()
            after.writestr(entry.filename, content)
    return out.getvalue()


def swap(old: str, new: str, count: int = -1) -> Alter:
    """Characters of the XML replaced."""
    return lambda xml: xml.replace(old, new, count)


def cut(pattern: str, new: str = "") -> Alter:
    """What matches replaced everywhere."""
    return lambda xml: re.sub(pattern, new, xml, flags=re.DOTALL)


def at(text: str, alter: Alter) -> Alter:
    """Only the paragraph that holds this."""

    def inner(xml: str) -> str:
        place = xml.index(text)
        start, end = xml.rindex("<w:p>", 0, place + 5), xml.index("</w:p>", place)
        return xml[:start] + alter(xml[start:end]) + xml[end:]

    return inner


def own(properties: str) -> Alter:
    """Properties of a paragraph's own, before the others that it has."""
    return lambda xml: re.sub(r"(<w:pStyle[^>]*>)", rf"\1{properties}", xml, count=1)


def in_runs(properties: str) -> Alter:
    """Properties of each run."""
    return lambda xml: xml.replace("</w:rPr><w:t", f"{properties}</w:rPr><w:t")


def exchange(one: str, other: str) -> Alter:
    return lambda xml: xml.replace(one, "\0").replace(other, one).replace("\0", other)


def _exchanged_rows(xml: str) -> str:
    first, second = re.findall(r"<w:tr>.*?</w:tr>", xml, re.DOTALL)
    return xml.replace(first + second, second + first)


def _imprint_first(xml: str) -> str:
    """The imprint moved before the first attachment."""
    start = xml.rindex("<w:p>", 0, xml.index('name="版记"'))
    end = xml.index("</w:p>", xml.index("</w:txbxContent>", xml.index('name="版记"'))) + 6
    rest = xml[:start] + xml[end:]
    place = rest.rindex("<w:p>", 0, rest.index(">附件1<"))
    return rest[:place] + xml[start:end] + rest[place:]


def _indents(values: str) -> Alter:
    return lambda xml: re.sub(r"<w:ind [^>]*/>", f"<w:ind {values}/>", xml)


FLUSH: Final = 'w:leftChars="0" w:left="0" w:rightChars="0" w:right="0" w:firstLineChars="0" w:firstLine="0"'
TWO_IN: Final = 'w:leftChars="0" w:left="0" w:firstLineChars="200" w:firstLine="632"'
TITLE: Final = '<w:pStyle w:val="Title"/>'
SIGNATURE: Final = '<w:pStyle w:val="Signature"/>'
DOUBLE: Final = r"<w:r><mc:AlternateContent>(?:(?!</mc:AlternateContent>).)*红线{}.*?</mc:AlternateContent></w:r>"
NUMBERED: Final = '<w:pgNumType w:start="1"/>'

CLAUSES: Final[tuple[tuple[str, str, str, Alter], ...]] = (
    ("5.1", "纸张", "notice", swap('w:w="11906"', 'w:w="12240"')),
    ("5.2.1", "上边距", "notice", swap('w:top="2098"', 'w:top="1440"')),
    ("5.2.1", "下边距", "notice", swap('w:bottom="1984"', 'w:bottom="1440"')),
    ("5.2.1", "左边距", "notice", swap('w:left="1587"', 'w:left="1800"')),
    ("5.2.1", "右边距", "notice", swap('w:right="1463"', 'w:right="1800"')),
    ("5.2.3", "正文行距", "notice", at("为进一步", own('<w:spacing w:line="600" w:lineRule="exact"/>'))),
    ("5.2.3", "正文字距", "notice", at("为进一步", in_runs('<w:spacing w:val="20"/>'))),
    ("5.2.4", "正文颜色", "notice", at("为进一步", in_runs('<w:color w:val="888888"/>'))),
    ("7.2.1", "份号写法", "secret", swap(">000001<", ">0001<")),
    ("7.2.1", "份号字号", "secret", at("000001", in_runs('<w:sz w:val="28"/>'))),
    ("7.2.1", "份号", "secret", lambda xml: re.sub(r"<w:p>(?:(?!<w:p>).)*000001.*?</w:p>", "", xml)),
    ("7.2.2", "密级和保密期限写法", "secret", swap("机密★10年", "机密10年")),
    ("7.2.2", "密级和保密期限写法", "secret", swap("机密★10年", "机密★")),
    ("7.2.2", "密级和保密期限写法", "secret", swap("机密★10年", "机密★十年")),
    ("7.2.2", "密级和保密期限对齐", "secret", at("机密★", own('<w:jc w:val="right"/>'))),
    ("7.2.3", "紧急程度写法", "notice", swap(">加急<", ">平急<")),
    ("7.2.3", "紧急程度", "notice", at(">加急<", swap("黑体", "仿宋_GB2312"))),
    ("7.2.3", "版头要素顺序", "secret", exchange(">特急<", ">机密★10年<")),
    ("7.2.3", "版头要素顺序", "secret", exchange(">000001<", ">机密★10年<")),
    ("7.2.4", "发文机关标志位置", "notice", at("文件<", cut(r'w:before="\d+"', 'w:before="0"'))),
    ("7.2.4", "发文机关标志位置", "notice", at("文件<", cut(r'w:before="\d+"', 'w:before="3000"'))),
    ("7.2.4", "发文机关标志颜色", "notice", at("文件<", swap("FF0000", "000000"))),
    ("7.2.4", "发文机关标志", "notice", at("文件<", swap("方正小标宋简体", "黑体"))),
    ("7.2.4", "发文机关标志对齐", "notice", at("文件<", swap('"center"', '"left"'))),
    ("7.2.5", "发文字号上空行", "notice", at(">安水发", swap('w:before="1158"', 'w:before="200"'))),
    ("7.2.5", "发文字号对齐", "notice", at(">安水发", swap('"center"', '"left"'))),
    ("7.2.5", "发文字号", "notice", at(">安水发", swap("仿宋_GB2312", "黑体"))),
    ("7.2.5", "发文字号括号", "notice", swap("〔2026〕3号", "[2026]3号")),
    ("7.2.5", "发文字号序号", "notice", swap("〔2026〕3号", "〔2026〕03号")),
    ("7.2.5", "发文字号年份", "notice", swap("〔2026〕3号", "〔26〕3号")),
    ("7.2.5", "发文字号年份", "notice", swap("〔2026〕3号", "〔二〇二六〕3号")),
    ("7.2.5", "发文字号缺项", "notice", swap(">安水发〔2026〕3号<", "><")),
    ("7.2.5", "发文字号位置", "request", at("〕9号", _indents(FLUSH))),
    ("7.2.5", "发文字号位置", "request", at("〕9号", own('<w:jc w:val="center"/>'))),
    ("7.2.6", "签发人", "unsigned", swap("县人民政府", "市人民政府")),
    ("7.2.6", "签发人", "request", swap("楷体_GB2312", "仿宋_GB2312")),
    ("7.2.6", "签发人冒号", "request", swap("签发人：", "签发人:")),
    ("7.2.7", "版头分隔线颜色", "notice", swap('w:space="0" w:color="FF0000"', 'w:space="0" w:color="000000"')),
    ("7.2.7", "版头分隔线", "notice", cut("<w:pBdr>.*?</w:pBdr>")),
    ("7.2.7", "版头分隔线位置", "notice", at("<w:pBdr>", cut(r'w:before="\d+"', 'w:before="850"'))),
    ("7.2.7", "版头分隔线长度", "notice", at("<w:pBdr>", own('<w:ind w:left="2000" w:right="2000"/>'))),
    ("7.3.1", "标题字号", "notice", at(TITLE, in_runs('<w:sz w:val="36"/>'))),
    ("7.3.1", "标题", "notice", at(TITLE, swap("方正小标宋简体", "黑体"))),
    ("7.3", "标题字形", "notice", at(TITLE, in_runs("<w:b/>"))),
    ("7.3.1", "标题对齐", "notice", at(TITLE, own('<w:jc w:val="left"/>'))),
    ("7.3.1", "标题上空行", "notice", at(TITLE, swap('w:before="1158"', 'w:before="0"'))),
    ("7.3.2", "主送机关上空行", "notice", at(TITLE, swap('w:after="579"', 'w:after="0"'))),
    ("7.3.2", "主送机关缩进", "notice", at("各乡镇", swap('"Addressees"', '"BodyText"'))),
    ("7.3.2", "主送机关冒号", "notice", swap("机关各科室：", "机关各科室:")),
    ("7.3.3", "正文缩进", "notice", at("为进一步", own(f"<w:ind {FLUSH}/>"))),
    ("7.3.3", "正文字号", "notice", at("为进一步", in_runs('<w:sz w:val="30"/>'))),
    ("7.3.3", "一级标题", "notice", at("一、总体", swap("黑体", "仿宋_GB2312"))),
    ("7.3.3", "二级标题", "notice", at("抓好学习", swap("楷体_GB2312", "黑体"))),
    ("7.3.3", "正文", "notice", at("抓好学习", swap("仿宋_GB2312", "楷体_GB2312"))),
    ("7.3.3", "三级标题", "notice", at("1.建立", swap("仿宋_GB2312", "黑体"))),
    ("7.3.3", "四级标题", "notice", at("逐项登记", swap("仿宋_GB2312", "楷体_GB2312"))),
    ("7.3.3", "层次序数", "notice", swap("一、总体", "一.总体")),
    ("7.3.4", "附件说明上空行", "attached", at("附件：", swap('w:before="579"', 'w:before="0"'))),
    ("7.3.4", "附件说明缩进", "attached", at("附件：", _indents(FLUSH))),
    ("7.3.4", "附件说明对齐", "long", at("附件：", _indents(TWO_IN))),
    ("7.3.4", "附件说明对齐", "attached", at("2.联系", _indents(TWO_IN))),
    ("7.3.4", "附件名称标点", "attached", swap("1.任务分工表", "1.任务分工表；")),
    ("7.3.4", "附件说明冒号", "attached", swap("附件：1.", "附件:1.")),
    ("7.3.4", "附件顺序号", "attached", swap("附件：1.", "附件：1、")),
    ("7.3.4", "附件顺序号", "attached", swap("附件：1.", "附件：一、")),
    ("7.3.4", "附件顺序号", "one", swap("附件：任务", "附件：1.任务")),
    ("7.3.4", "附件顺序号", "attached", swap(">2.联系", ">3.联系")),
    ("7.3.4", "附件说明", "one", cut(r"<w:p>(?:(?!<w:p>).)*附件：任务.*?</w:p>")),
    ("7.3.5", "署名和成文日期位置", "notice", at(">2026年3月2日<", _indents(FLUSH))),
    ("7.3.5", "成文日期写法", "notice", swap(">2026年3月2日<", ">2026年03月02日<")),
    ("7.3.5", "成文日期写法", "notice", swap(">2026年3月2日<", ">二〇二六年三月二日<")),
    ("7.3.5", "署名上空行", "notice", at(SIGNATURE, swap('w:before="1158"', 'w:before="3600"'))),
    ("7.3.5", "署名上空行", "unsealed", at(SIGNATURE, swap('w:before="579"', 'w:before="0"'))),
    ("7.3.5", "签名章位置", "stamp", at("局长", _indents(FLUSH))),
    ("7.3.5", "签名章上空行", "stamp", at("局长", swap('w:before="1158"', 'w:before="0"'))),
    ("7.3.5", "成文日期上空行", "stamp", at(">2026年3月2日<", swap('w:before="579"', 'w:before="0"'))),
    ("7.3.5", "成文日期位置", "order", at(">2026年3月2日<", _indents('w:rightChars="200" w:right="632"'))),
    ("7.3.6", "附注缩进", "notice", at("此件公开", own(f"<w:ind {FLUSH}/>"))),
    ("7.3.6", "附注括号", "notice", swap("（此件公开发布）", "此件公开发布")),
    ("7.3.6", "附注括号", "notice", swap("（此件公开发布）", "(此件公开发布)")),
    ("7.3.7", "附件另面编排", "two", swap("<w:pageBreakBefore/>", "", 1)),
    ("7.3.7", "附件", "two", at(">附件1<", swap("黑体", "仿宋_GB2312"))),
    ("7.3.7", "附件缩进", "two", at(">附件1<", own(f"<w:ind {TWO_IN}/>"))),
    ("7.3.7", "附件标识标点", "two", swap(">附件1<", ">附件1：<")),
    ("7.3.7", "附件标题上空行", "two", at(">任务分工表<", swap('w:before="579"', 'w:before="0"'))),
    ("7.3.7", "附件标题", "two", swap("附件：1.任务分工", "附件：1.任务分解")),
    ("7.3.7", "附件顺序号", "two", swap(">附件1<", ">附件3<")),
    ("7.3.7", "附件顺序号", "two", swap(">附件2<", ">附件<")),
    ("7.3.7", "附件顺序号", "one", swap(">附件<", ">附件1<")),
    ("7.3.7", "附件位置", "two", _imprint_first),
    ("7.4", "主题词", "notice", swap("（此件公开发布）", "主题词：水务　通知")),
    ("7.4", "印数", "notice", swap("（此件公开发布）", "（共印50份）")),
    ("7.4.1", "版记分隔线", "notice", cut("<w:tcBorders>.*?</w:tcBorders>")),
    ("7.4.1", "版记分隔线颜色", "notice", swap('w:color="000000"', 'w:color="FF0000"')),
    ("7.4.1", "版记分隔线粗细", "notice", swap('w:sz="8" w:space="0" w:color="000000"', 'w:sz="4" w:color="000000"')),
    ("7.4.1", "版记分隔线长度", "notice", swap('w:w="8845"', 'w:w="6000"')),
    ("7.4.2", "抄送机关字号", "notice", at("抄送：", swap('<w:sz w:val="28"/>', '<w:sz w:val="32"/>'))),
    ("7.4.2", "抄送机关", "notice", at("抄送：", swap("仿宋_GB2312", "黑体"))),
    ("7.4.2", "抄送机关位置", "notice", at("抄送：", _indents('w:left="0" w:right="0"'))),
    ("7.4.2", "抄送机关位置", "notice", at("抄送：", swap('w:right="280"', 'w:right="0"'))),
    ("7.4.2", "抄送机关句号", "notice", swap("县委组织部。", "县委组织部")),
    ("7.4.2", "抄送机关", "notice", swap("抄送：", "抄报：")),
    ("7.4.3", "印发机关和印发日期字号", "notice", at("日印发", swap('<w:sz w:val="28"/>', '<w:sz w:val="32"/>'))),
    ("7.4.3", "印发机关和印发日期位置", "notice", at("日印发", _indents('w:left="0" w:right="0"'))),
    ("7.4.3", "印发机关和印发日期位置", "notice", swap('w:pos="8565"', 'w:pos="6000"')),
    ("7.4.3", "印发日期写法", "notice", swap("2026年3月3日印发", "2026年03月03日印发")),
    ("7.4.3", "印发日期写法", "notice", swap("2026年3月3日印发", "2026年3月3日")),
    ("7.4.3", "印发日期", "notice", swap("2026年3月3日印发", "2026年2月3日印发")),
    ("7.4.3", "版记要素顺序", "notice", _exchanged_rows),
    ("7.5", "页码位置", "notice", swap('w:footer="1361"', 'w:footer="850"')),
    ("7.5", "页码", "notice", swap(NUMBERED, f"{NUMBERED}<w:titlePg/>")),
    ("7.5", "页码数字", "notice", swap(NUMBERED, '<w:pgNumType w:fmt="upperRoman"/>')),
    ("7.5", "页码连续", "notice", swap(NUMBERED, '<w:pgNumType w:start="3"/>')),
    ("7.5", "页码连续", "order", cut(r"(evenPage(?:(?!</w:sectPr>).)*)(<w:docGrid)", rf"\1{NUMBERED}\2")),
    ("10.1", "发文机关标志写法", "letter", at('"Mark"', swap("水务局<", "水务局文件<"))),
    ("10.1", "发文机关标志位置", "letter", swap(">1000760<", ">2160000<")),
    ("7.2.4", "发文机关标志颜色", "letter", swap('<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>')),
    ("7.2.4", "发文机关标志", "letter", at('"Mark"', swap("方正小标宋简体", "黑体"))),
    ("10.1", "首条双线", "letter", cut(DOUBLE.format("[23]"))),
    ("10.1", "末条双线", "letter", cut(DOUBLE.format("[45]"))),
    ("10.1", "首条双线", "letter", cut(DOUBLE.format("3"))),
    ("10.1", "末条双线", "letter", exchange('w="25400"', 'w="9525"')),
    ("10.1", "首条双线颜色", "letter", swap('srgbClr val="FF0000"', 'srgbClr val="000000"')),
    ("10.1", "首条双线长度", "letter", swap('cx="6120130"', 'cx="5616000"')),
    ("10.1", "首条双线位置", "letter", lambda xml: xml.replace("1844675", "2500000").replace("1882775", "2538100")),
    ("10.1", "末条双线位置", "letter", lambda xml: xml.replace("9972040", "9432040").replace("10010140", "9470140")),
    ("10.1", "发文字号对齐", "letter", swap('<w:jc w:val="right"/>', '<w:jc w:val="left"/>', 1)),
    ("10.1", "发文字号位置", "letter", swap('w:before="953"', 'w:before="2500"')),
    ("7.3.1", "标题上空行", "letter", at(TITLE, swap('w:before="1158"', 'w:before="0"'))),
    ("10.1", "首页页码", "letter", swap("<w:titlePg/>", "")),
    ("10.1", "版记分隔线", "letter", cut(r"</w:tcPr>", '<w:tcBorders><w:top w:val="single"/></w:tcBorders></w:tcPr>')),
    ("10.1", "印发机关和印发日期", "letter", swap("抄送：县财政局。", "县水务局办公室　2026年3月3日印发")),
    ("10.2", "发文机关标志位置", "order", swap('w:before="1009"', 'w:before="1860"')),
    ("7.2.5", "发文字号上空行", "order", at("第3号", swap('w:before="1158"', 'w:before="0"'))),
    ("10.2", "令号下空行", "order", at("第3号", swap('w:after="1158"', 'w:after="0"'))),
    ("10.2", "版头分隔线", "order", at("第3号", own('<w:pBdr><w:bottom w:val="single"/></w:pBdr>'))),
    ("10.3", "发文机关标志位置", "minutes", at('"Mark"', cut(r'w:before="\d+"', 'w:before="300"'))),
    ("10.3", "出席、请假、列席人员", "minutes", at("出席：", swap("黑体", "仿宋_GB2312"))),
    ("10.3", "出席、请假、列席人员缩进", "minutes", at("出席：", _indents(FLUSH))),
    ("10.3", "出席人员名单对齐", "minutes", at("出席：", _indents(TWO_IN))),
    ("10.3", "出席人员名单上空行", "minutes", at("出席：", swap('w:before="579"', 'w:before="0"'))),
    ("10.3", "出席人员名单冒号", "minutes", swap("出席：", "出席:")),
    ("10.3", "出席人员名单顺序", "minutes", exchange("出席：", "请假：")),
)  # fmt: skip
OF_WORDS: Final = (
    "写法", "冒号", "括号", "标点", "句号", "序号", "年份", "顺序", "顺序号", "附件标题", "附件位置", "主题词", "印数",
    "份号", "签发人", "缺项", "印发日期", "印发机关和印发日期", "附件说明", "首条双线",
)  # fmt: skip
"""How those are called that only a person corrects: words, or the order of paragraphs."""


@pytest.mark.parametrize(
    ("clause", "element", "kind", "alter"),
    CLAUSES,
    ids=[f"{clause}-{element}-{number}" for number, (clause, element, _, _) in enumerate(CLAUSES)],
)
def test_what_departs_from_a_clause_is_named_and_repaired(clause: str, element: str, kind: str, alter: Alter) -> None:
    data = altered(kind, alter)
    repaired = repair_docx(data)
    assert (clause, element) in {(one.clause, one.element) for one in (*repaired.changed, *repaired.left)}
    assert [one for one in repaired.left if one.rank == "must" and not one.element.endswith(OF_WORDS)] == []
    assert repair_docx(repaired.data).data == repaired.data


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "unsigned"])
def test_what_is_right_is_left_alone(kind: str) -> None:
    assert inspect_docx(made(kind)) == ()


def test_a_page_number_with_other_dashes_is_named() -> None:
    assert "页码格式" in {one.element for one in inspect_docx(altered("notice", swap("— ", "- "), "word/footer1.xml"))}
