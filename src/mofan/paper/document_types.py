"""The fifteen types of official documents (文种) and what each must, may and must not have (公文要素).

The clauses are those of 《党政机关公文处理工作条例》 (中办发〔2012〕14号) unless another source is named.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from mofan.paper.official import OfficialDocument

Direction = Literal["down", "up", "level", "public", "any"]
Layout = Literal["document", "letter", "order", "minutes"]
Rank = Literal["must", "normally", "habit"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether an element stands in a document of a type; `clause` is the source, `why` a Chinese half-sentence."""

    element: str
    wanted: bool
    rank: Rank
    clause: str
    why: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One of the fifteen (第八条): where it goes, in which format, and its own rules beside those of every document."""

    name: str
    direction: Direction
    layout: Layout = "document"
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One departure from the rules (要素问题): the element, the clause, how binding it is, and a Chinese sentence."""

    element: str
    clause: str
    rank: Rank
    sentence: str


_ORGAN: Final = Rule("发文机关标志", True, "must", "第九条第四项", "由发文机关全称或者规范化简称加“文件”二字组成")
_NUMBER: Final = Rule("发文字号", True, "must", "第九条第五项", "由发文机关代字、年份、发文顺序号组成")
_TITLE: Final = Rule("标题", True, "must", "第九条第七项", "由发文机关名称、事由和文种组成")
_BODY: Final = Rule("正文", True, "must", "第九条第九项", "公文首页必须显示正文")
_SIGNED: Final = Rule("发文机关署名", True, "must", "第九条第十一项", "署发文机关全称或者规范化简称")
_DATED: Final = Rule("成文日期", True, "must", "第九条第十二项", "署会议通过或者发文机关负责人签发的日期")
_ADDRESSED: Final = Rule("主送机关", True, "must", "第九条第八项", "要写明公文的主要受理机关")
_ISSUED: Final = Rule("印发机关和印发日期", True, "normally", "第九条第十七项", "写明公文的送印机关和送印日期")
_NO_SIGNATORY: Final = Rule("签发人", False, "must", "第九条第六项", "只有上行文标注签发人姓名")
_SIGNATORY: Final = Rule("签发人", True, "must", "第九条第六项", "上行文应当标注签发人姓名")
_PUBLIC: Final = Rule("主送机关", False, "normally", "第八条", "面向社会公布，没有特定的受理机关")
_MINUTES: Final = Rule("主送机关", False, "normally", "第八条第十五项", "记载会议情况，发给谁写在版记")
_UNSEALED: Final = Rule("印章", False, "must", "GB/T 9704-2012 10.3", "有特定发文机关标志，不加盖印章")
_ATTENDED: Final = Rule("出席人员", True, "normally", "GB/T 9704-2012 10.3", "在正文或者附件说明下空一行标注")
_CONTACT: Final = Rule("附注", True, "habit", "惯例", "写明联系人姓名和电话，便于上级机关询问")
_STAMPED: Final = Rule("签名章", True, "must", "GB/T 9704-2012 10.2", "由签发人职务、签名章和成文日期组成")
_NO_IMPRINT_LINES: Final = Rule(
    "印发机关和印发日期", False, "must", "GB/T 9704-2012 10.1", "信函格式的版记不加印发机关和印发日期"
)

_COMMON: Final = (_ORGAN, _NUMBER, _TITLE, _BODY, _SIGNED, _DATED, _ISSUED)
_DOWN: Final = (*_COMMON, _NO_SIGNATORY)
_MEETING: Final = tuple(rule for rule in _DOWN if rule.element != "发文机关署名")

TYPES: Final = {
    one.name: one
    for one in (
        DocumentType("决议", "down", rules=_MEETING),
        DocumentType("决定", "down", rules=_DOWN),
        DocumentType("命令", "down", "order", (_ORGAN, _NUMBER, _BODY, _STAMPED, _DATED, _PUBLIC, _NO_SIGNATORY)),
        DocumentType("公报", "public", rules=(*_MEETING, _PUBLIC)),
        DocumentType("公告", "public", rules=(*_DOWN, _PUBLIC)),
        DocumentType("通告", "public", rules=(*_DOWN, _PUBLIC)),
        DocumentType("意见", "any", rules=(*_COMMON, _ADDRESSED)),
        DocumentType("通知", "down", rules=(*_DOWN, _ADDRESSED)),
        DocumentType("通报", "down", rules=(*_DOWN, _ADDRESSED)),
        DocumentType("报告", "up", rules=(*_COMMON, _ADDRESSED, _SIGNATORY)),
        DocumentType("请示", "up", rules=(*_COMMON, _ADDRESSED, _SIGNATORY, _CONTACT)),
        DocumentType("批复", "down", rules=(*_DOWN, _ADDRESSED)),
        DocumentType("议案", "level", rules=(*_DOWN, _ADDRESSED)),
        DocumentType(
            "函", "level", "letter",
            (_ORGAN, _NUMBER, _TITLE, _ADDRESSED, _BODY, _SIGNED, _DATED, _NO_SIGNATORY, _NO_IMPRINT_LINES),
        ),
        DocumentType("纪要", "any", "minutes", (_ORGAN, _BODY, _DATED, _MINUTES, _UNSEALED, _ATTENDED, _NO_SIGNATORY)),
    )
}  # fmt: skip
"""第八条: name → type. 命令 is also written 令."""

_PRESENT: Final[dict[str, Callable[[OfficialDocument], object]]] = {
    "发文机关标志": lambda document: document.organs or document.mark,
    "发文字号": lambda document: document.number,
    "签发人": lambda document: document.signatories,
    "标题": lambda document: document.title.strip(),
    "主送机关": lambda document: document.addressees,
    "正文": lambda document: document.paragraphs,
    "发文机关署名": lambda document: document.signature.organs or document.signature.stamps,
    "成文日期": lambda document: document.signature.date,
    "印章": lambda document: document.signature.manner == "seal" and document.signature.organs,
    "签名章": lambda document: document.signature.manner == "stamp" and document.signature.stamps,
    "附注": lambda document: document.note,
    "出席人员": lambda document: document.attendance,
    "印发机关和印发日期": lambda document: document.imprint.office or document.imprint.date,
}

NUMBER: Final = re.compile(r"[^\W\d_]{1,14}〔\d{4}〕[1-9]\d{0,4}号")
"""7.2.5: 安政发〔2026〕3号; no 第, no leading zero, these brackets."""
SERIAL: Final = re.compile(r"(?:\d{4}年)?第[1-9]\d{0,4}[号期]|〔\d{4}〕[1-9]\d{0,4}号")
"""10.2: 令号 第3号; announcements and minutes, too: 2026年第3号, 第5期, 〔2026〕5号."""
DATE: Final = re.compile(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
"""7.3.5.4: 2026年1月5日, without zeros."""
SECRECY: Final = re.compile(r"(?:绝密|机密|秘密)(?:★(?:[1-9]\d?年|[1-9]\d?个月|长期))?")
"""7.2.2: 机密★10年; the star stands between the two alone."""
COPY_NUMBER: Final = re.compile(r"\d{6}")
"""7.2.1: six digits, with zeros before."""
URGENCIES: Final = ("特急", "加急")
"""第九条第三项, of documents (not telegrams)."""
_TITLE_END: Final = re.compile(r"（[^（）]*）$")
_SEVERAL: Final = re.compile(r"[，、；,;]")


def is_upward(document: OfficialDocument) -> bool:
    """Whether the document goes to a superior (上行文): 签发人 stands beside the number."""
    if document.upward is not None:
        return document.upward
    return TYPES[document.type].direction == "up" or bool(document.type == "意见" and document.signatories)


def problems_of(document: OfficialDocument) -> tuple[Problem, ...]:
    """What the document lacks, has too much or writes in another form than the rules say; in the order of elements."""
    return tuple([*_elements(document), *_forms(document)])


def _elements(document: OfficialDocument) -> Iterator[Problem]:
    rules = TYPES[document.type].rules
    if is_upward(document):
        rules = (*(rule for rule in rules if rule.element != "签发人"), _SIGNATORY)
    for rule in rules:
        there = bool(_PRESENT[rule.element](document))
        if there is not rule.wanted:
            if rule.wanted:
                said = f"没有{rule.element}。{document.type}{_SHOULD[rule.rank]}有：{rule.why}。"
            else:
                said = f"有{rule.element}。{document.type}{_SHOULD_NOT[rule.rank]}有：{rule.why}。"
            yield Problem(rule.element, rule.clause, rule.rank, said)


_SHOULD: Final = {"must": "应当", "normally": "一般", "habit": "按惯例"}
_SHOULD_NOT: Final = {"must": "不应", "normally": "一般没", "habit": "按惯例没"}


def _forms(document: OfficialDocument) -> Iterator[Problem]:
    """What is there, but in a form that the rules do not know."""
    yield from _number_form(document)
    title, kind = document.title.strip(), document.type
    if title and kind != "纪要" and not _TITLE_END.sub("", title).endswith(kind):
        sentence = f"标题没有以文种“{kind}”结尾。标题由发文机关名称、事由和文种组成。"
        yield Problem("标题", "第九条第七项", "must", sentence)
    for element, date in (("成文日期", document.signature.date), ("印发日期", document.imprint.date)):
        if date and not DATE.fullmatch(date):
            sentence = f"{element}“{date}”的写法不合规定，应当用阿拉伯数字写全年、月、日，不编虚位。"
            yield Problem(element, "GB/T 9704-2012 7.3.5.4", "must", sentence)
    if document.urgency and document.urgency not in URGENCIES:
        sentence = f"紧急程度“{document.urgency}”不合规定，公文应当写“特急”或者“加急”。"
        yield Problem("紧急程度", "第九条第三项", "must", sentence)
    if document.secrecy and not SECRECY.fullmatch(document.secrecy):
        sentence = f"密级和保密期限“{document.secrecy}”的写法不合规定，应当像“机密★10年”；不标期限时也不标“★”。"
        yield Problem("密级和保密期限", "GB/T 9704-2012 7.2.2", "must", sentence)
    if document.copy_number and not COPY_NUMBER.fullmatch(document.copy_number):
        sentence = f"份号“{document.copy_number}”的写法不合规定，一般用6位阿拉伯数字，如 000012。"
        yield Problem("份号", "GB/T 9704-2012 7.2.1", "normally", sentence)
    if document.secrecy and not document.copy_number:
        yield Problem("份号", "第九条第一项", "must", "没有份号。涉密公文应当标注份号。")
    if is_upward(document) and _SEVERAL.search(document.addressees or ""):
        sentence = f"主送了几个机关（{document.addressees}）。上行文原则上主送一个上级机关，其他机关用抄送。"
        yield Problem("主送机关", "第十五条第一项", "normally", sentence)
    for attachment in document.attachments:
        if attachment.title[-1:] in tuple("。；，、：.;,"):
            sentence = f"附件名称“{attachment.title}”后面不加标点符号。"
            yield Problem("附件说明", "GB/T 9704-2012 7.3.4", "must", sentence)
        if attachment.heading:
            sentence = f"附件标题“{attachment.heading}”与附件说明“{attachment.title}”不一致，应当一致。"
            yield Problem("附件标题", "GB/T 9704-2012 7.3.7", "must", sentence)
    if document.signature.organs and document.organs and document.mark is None:
        yield from _agreement(document)


def _number_form(document: OfficialDocument) -> Iterator[Problem]:
    kind, number = TYPES[document.type], document.number
    serial = kind.layout in {"order", "minutes"} or kind.direction == "public"
    if not number or (NUMBER.fullmatch(number) and kind.layout != "order"):
        return
    if serial and SERIAL.fullmatch(number):
        return
    if kind.layout == "order":
        sentence = f"“{number}”的写法不合规定，令号应当像“第3号”。"
    else:
        sentence = (
            f"“{number}”的写法不合规定，应当像“安政发〔2026〕3号”：年份用六角括号括入，序号不加“第”字、不编虚位。"
        )
    yield Problem("发文字号", "GB/T 9704-2012 7.2.5", "must", sentence)


def _agreement(document: OfficialDocument) -> Iterator[Problem]:
    """Head and signature name the same units in the same order."""
    if len(document.organs) > 1 and document.signature.organs[0] != document.organs[0]:
        sentence = f"署名的第一个机关是“{document.signature.organs[0]}”，应当是主办机关“{document.organs[0]}”。"
        yield Problem("发文机关署名", "GB/T 9704-2012 7.3.5", "must", sentence)
    if len(document.organs) > 1 and len(document.signature.organs) != len(document.organs):
        yield Problem(
            "发文机关署名", "第九条第十一项", "normally",
            f"版头有{len(document.organs)}个机关，署名有{len(document.signature.organs)}个，请核对。",
        )  # fmt: skip
