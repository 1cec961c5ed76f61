"""What only changed words can correct (须改文字的问题): numbers, dates, marks, spaces. Nothing here is repaired."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.finding import Departure, Finding, Rank
from mofan.paper.inspecting.roles import SIGNED_IN_ONE, Placed, Role


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern that is a departure where it stands in an element; beside it what it must match and must not."""

    roles: tuple[Role, ...]
    pattern: re.Pattern[str]
    clause: str
    element: str
    rank: Rank
    expected: str
    matches: tuple[str, ...]
    refuses: tuple[str, ...]


_HAN = "[\u3400-\u9fff“”（）《》，。；：]"
_RUNNING: tuple[Role, ...] = ("title", "subtitle", "address", "heading", "body", "attachments", "attached", "note")

WORDINGS = (
    Wording(
        ("copy_number",),
        re.compile(r"^(?!\d{6}$)"),
        "7.2.1",
        "份号写法",
        "normally",
        "6 位阿拉伯数字（如 000001）",
        ("0001", "份号：000001", "No.12"),
        ("000001",),
    ),
    Wording(
        ("secrecy",),
        re.compile(r"^(?!(?:绝密|机密|秘密)(?:★(?:[1-9]\d?年|[1-9]\d?个月|长期))?$)"),
        "7.2.2",
        "密级和保密期限写法",
        "must",
        "密级和保密期限之间用“★”，期限用阿拉伯数字（如 机密★10年），不标期限的不加“★”",
        ("机密10年", "机密★", "秘密★五年", "机密*10年", "机密★05年"),
        ("机密", "机密★10年", "秘密★6个月", "绝密★长期"),
    ),
    Wording(
        ("urgency",),
        re.compile(r"^(?!特\s?急$|加\s?急$)"),
        "7.2.3",
        "紧急程度写法",
        "must",
        "“特急”或者“加急”",
        ("急件", "平急", "特提"),
        ("特急", "加急", "特　急"),
    ),
    Wording(
        ("document_number",),
        re.compile(r"[〔［\[（(【]\s*(?!\d{4}\s*[〕］\])）】])"),
        "7.2.5",
        "发文字号年份",
        "must",
        "年份用阿拉伯数字标全称，不加“年”字",
        ("安政发〔26〕12号", "安政发〔二〇二六〕12号", "安政发〔2026年〕12号"),
        ("安政发〔2026〕12号", "第3号"),
    ),
    Wording(
        ("signatory", "document_number"),
        re.compile(r"签\s*发\s*人\s*:"),
        "7.2.6",
        "签发人冒号",
        "must",
        "全角冒号“：”",
        ("签发人:何以宁",),
        ("签发人：何以宁",),
    ),
    Wording(
        ("document_number",),
        re.compile(r"[［\[（(【］\])）】]"),
        "7.2.5",
        "发文字号括号",
        "must",
        "年份用六角括号“〔〕”",
        ("安政发[2026]12号", "安政发（2026）12号", "安政发【2026】12号"),
        ("安政发〔2026〕12号",),
    ),
    Wording(
        ("document_number",),
        re.compile(r"[〕］\])）】]\s*[第0]"),
        "7.2.5",
        "发文字号序号",
        "must",
        "不加“第”字，不编虚位",
        ("安政发〔2026〕第12号", "安政发〔2026〕012号"),
        ("安政发〔2026〕12号", "安政发〔2026〕100号"),
    ),
    Wording(
        ("date",),
        re.compile(r"年0|月0|[〇○零一二三四五六七八九十xX×]|^\d{2,3}年"),
        "7.3.5",
        "成文日期写法",
        "must",
        "阿拉伯数字，年份写全称，月、日不编虚位（如 2026年1月5日）",
        ("2026年01月05日", "2026年1月05日", "二〇二六年一月五日", "26年1月5日", "2026年x月x日"),
        ("2026年1月5日", "2026年10月20日"),
    ),
    Wording(
        ("address",),
        re.compile(":$"),
        "7.3.2",
        "主送机关冒号",
        "must",
        "全角冒号“：”",
        ("各科室:",),
        ("各科室：",),
    ),
    Wording(
        ("issued",),
        re.compile(r"年\s*0|月\s*0|[〇○零一二三四五六七八九十]{1,4}\s*[年月日](?=.*印)"),
        "7.4.3",
        "印发日期写法",
        "must",
        "阿拉伯数字，年份写全称，月、日不编虚位（如 2026年1月5日印发）",
        ("县水务局办公室　2026年01月05日印发", "二〇二六年一月五日印发"),
        ("县水务局办公室　2026年1月5日印发", "第二办公室　2026年10月20日印发"),
    ),
    Wording(
        ("copied_to",),
        re.compile(r"^抄\s*送(?:机关)?\s*:"),
        "7.4.2",
        "抄送机关冒号",
        "must",
        "全角冒号“：”",
        ("抄送:县委办公室。",),
        ("抄送：县委办公室。",),
    ),
    Wording(
        ("copied_to",),
        re.compile(r"^抄\s*送.*(?<![。，、；])$"),
        "7.4.2",
        "抄送机关句号",
        "must",
        "最后一个抄送机关后标句号",
        ("抄送：县委办公室，县政府办公室",),
        ("抄送：县委办公室，县政府办公室。", "抄送：县委办公室，", "发：各股室"),
    ),
    Wording(
        ("copied_to",),
        re.compile(r"^抄\s*报"),
        "7.4.2",
        "抄送机关",
        "normally",
        "一律用“抄送”",
        ("抄报：县委办公室。",),
        ("抄送：县委办公室。", "发：各股室"),
    ),
    Wording(
        ("attachments",),
        re.compile(r"^附\s*件\s*:"),
        "7.3.4",
        "附件说明冒号",
        "must",
        "全角冒号“：”",
        ("附件:1.任务分工表",),
        ("附件：1.任务分工表",),
    ),
    Wording(
        ("attachments", "attached"),
        re.compile(
            r"^(?:附\s*件\s*[：:]\s*)?(?:\d{1,2}\s*、|[一二三四五六七八九十]{1,3}\s*、|[（(]\s*\d{1,2}\s*[）)])"
        ),
        "7.3.4",
        "附件顺序号",
        "must",
        "用阿拉伯数字和圆点（如 附件：1.……）",
        ("附件：1、任务分工表", "2、时间安排表", "附件：一、任务分工表", "附件：（1）任务分工表"),
        ("附件：1.任务分工表", "2.时间安排表", "附件：任务分工表"),
    ),
    Wording(
        ("attachment_label",),
        re.compile(r"[：:]$"),
        "7.3.7",
        "附件标识标点",
        "must",
        "“附件”和顺序号之后不加标点",
        ("附件1：", "附件:"),
        ("附件1", "附件"),
    ),
    Wording(
        ("note",),
        re.compile(r"^(?!（.*）$)"),
        "7.3.6",
        "附注括号",
        "must",
        "用圆括号括起（如 （此件公开发布））",
        ("此件公开发布", "(此件公开发布)"),
        ("（此件公开发布）",),
    ),
    Wording(
        ("attendance",),
        re.compile(r"^(?:出席|请假|列席|缺席|主持|记录)(?:人员?)?\s*:"),
        "10.3",
        "出席人员名单冒号",
        "must",
        "全角冒号“：”",
        ("出席:何以宁",),
        ("出席：何以宁",),
    ),
    Wording(
        ("attachments", "attached"),
        re.compile(r"[。；，、;,.]$"),
        "7.3.4",
        "附件名称标点",
        "must",
        "附件名称后不加标点",
        ("附件：1.任务分工表；", "2.时间安排表。"),
        ("附件：1.任务分工表", "附件：任务分工表（试行）"),
    ),
    Wording(
        ("title",),
        re.compile(r"[。，；、.,;]$"),
        "7.3.1",
        "标题标点",
        "normally",
        "标题末尾不加标点",
        ("关于开展检查的通知。",),
        ("关于开展检查的通知", "怎么看？怎么办？"),
    ),
    Wording(
        ("heading",),
        re.compile(r"^[一二三四五六七八九十]{1,3}\s*[.．,，]"),
        "7.3.3",
        "层次序数",
        "normally",
        "一级用“一、”",
        ("一.总体要求", "二．重点任务"),
        ("一、总体要求",),
    ),
    Wording(
        ("heading",),
        re.compile(r"^(?:\([一二三四五六七八九十\d]{1,3}[)）]|（[一二三四五六七八九十\d]{1,3}\))"),
        "7.3.3",
        "层次序数括号",
        "normally",
        "全角括号“（一）”“（1）”",
        ("(一)抓好学习", "（1)学什么", "(2)学什么"),
        ("（一）抓好学习",),
    ),
    Wording(
        ("heading",),
        re.compile(r"^[（(][一二三四五六七八九十\d]{1,3}[）)]\s*[、.．]"),
        "7.3.3",
        "层次序数标点",
        "normally",
        "“（一）”“（1）”之后不加标点",
        ("（一）、抓好学习", "(1).学什么"),
        ("（一）抓好学习",),
    ),
    Wording(
        ("heading",),
        re.compile(r"^\d{1,2}\s*、"),
        "7.3.3",
        "层次序数",
        "normally",
        "三级用“1.”",
        ("1、学习内容",),
        ("1.学习内容", "1．学习内容"),
    ),
    Wording(
        ("heading",),
        re.compile("^[⑴-⒇㈠-㈩⒈-⒛]"),
        "7.3.3",
        "层次序数",
        "normally",
        "用“（一）”“1.”“（1）”，不用合成一个字符的序号",
        ("⑴学什么", "㈠抓好学习"),
        ("（1）学什么",),
    ),
    Wording(
        _RUNNING,
        re.compile(f'"[^"]*{_HAN}[^"]*"'),
        "GB/T 15834",
        "引号",
        "normally",
        "中文引号“”‘’",
        ('坚持"三个贴近"',),
        ("坚持“三个贴近”", '5" 屏'),
    ),
    Wording(
        _RUNNING,
        re.compile(
            rf"{_HAN}\s*[,;!?](?![\w.])|{_HAN}[,;!?:](?={_HAN}|$)|{_HAN}\([^()]{{0,80}}\)|\([^()]{{0,80}}{_HAN}\)"
        ),
        "GB/T 15834",
        "全角半角",
        "normally",
        "中文里用全角标点",
        ("坚持学习,抓好落实。", "县水务局(盖章)", "现通知如下:"),
        ("坚持学习，抓好落实。", "1,200人", "网址https://example.org", "(1)学什么"),
    ),
    Wording(
        _RUNNING,
        re.compile("[０-９Ａ-Ｚａ-ｚ]"),
        "GB/T 15835",
        "全角半角",
        "normally",
        "数字和字母用半角",
        ("召开会议１２次",),
        ("召开会议12次",),
    ),
    Wording(
        _RUNNING,
        re.compile(r"\S(?:[ \u00a0]{2,}|\u3000{2,})\S"),
        "惯例",
        "空格",
        "habit",
        "不用连续空格排版",
        ("县水务局  年度总结", "县水务局　　年度总结"),
        ("县水务局 年度总结", "县水务局年度总结"),
    ),
)
"""By element; the first place where each pattern stands is shown."""

_AROUND = 6
_ABOLISHED: dict[Role, str] = {"key_words": "主题词", "copies_printed": "印数"}


def word_departures(every: Sequence[Placed], blocks: Sequence[Block]) -> Iterator[Departure]:
    """Departures that a person must correct."""
    for placed in every:
        for wording in WORDINGS:
            if placed.role in wording.roles and (found := _match(wording, placed)):
                yield Departure(
                    Finding(wording.clause, wording.element, wording.rank, wording.expected, found, placed.block.where)
                )
        if (name := _ABOLISHED.get(placed.role)) is not None:
            expected = f"不标{name}（2012年起取消）"
            yield Departure(Finding("7.4", name, "must", expected, placed.block.text[:20], placed.block.where))
    yield from _spaces(every)
    yield from _blanks(blocks, every)


def _match(wording: Wording, placed: Placed) -> str | None:
    """The place that departs, with a few characters around it."""
    text = placed.block.text
    found = wording.pattern.search(text)
    return None if found is None else text[max(found.start() - _AROUND, 0) : found.end() + _AROUND].strip()


def _spaces(every: Sequence[Placed]) -> Iterator[Departure]:
    for placed in every:
        breaks = placed.block.raw.strip().count("\n")
        words = placed.role in ("heading", "body", "address", "attachments", "attached")
        if breaks and (words or SIGNED_IN_ONE.fullmatch(placed.block.text)):
            found = f"段内有 {breaks} 个手动换行"
            yield Departure(Finding("惯例", "换行", "habit", "另起一段，不用手动换行", found, placed.block.where))
        count = placed.block.spaces
        signs = placed.role in ("author", "date") and "\t" not in placed.block.raw[: placed.block.lead]
        if count and (signs or placed.role in ("heading", "body", "note", "title", "attachments")):
            yield Departure(
                Finding("惯例", "空格", "habit", "用缩进或居中，不用空格", f"段首有 {count} 个空格", placed.block.where)
            )


def _blanks(blocks: Sequence[Block], every: Sequence[Placed]) -> Iterator[Departure]:
    """Blank paragraphs between paragraphs of the body; around other elements the standard wants blank lines."""
    roles = {id(placed.block): placed.role for placed in every}
    for index in range(1, len(blocks) - 1):
        block = blocks[index]
        if block.shown or block.picture or block.text:
            continue
        sides = (roles.get(id(blocks[index - 1])), roles.get(id(blocks[index + 1])))
        if all(side in ("body", "heading") for side in sides):
            where = f"第{block.number}段之后"
            yield Departure(Finding("惯例", "空行", "habit", "正文各段之间不空行", "有空段落", where))
