"""Lines (行) of a text as a reader sees them: without white space at either end, empty ones left out."""

import re
from typing import NamedTuple

SENTENCE_ENDS = "。！？；!?;…"
"""Marks that end a sentence or an item."""

CLOSERS = "”’\"'）)」』》】〉］]"
"""Marks that may stand after the end of a sentence."""

_DATE = re.compile(
    r"[（(]?(?:[0-9０-９xX×Ｘ]{2,4}|[〇○零一二三四五六七八九十]{2,4})\s*[年./．-]\s*"
    r"[0-9０-９一二三四五六七八九十xX×]{1,3}\s*(?:[月./．-]\s*(?:[0-9０-９一二三四五六七八九十xX×]{1,3}\s*日?)?)?[）)]?"
)

_UNIT_ENDS = (
    "局", "委", "委员会", "政府", "办公室", "办公厅", "公司", "法院", "检察院", "供销社", "中心", "党委", "总支",
    "支部", "集团", "学校", "大学", "学院", "医院", "总队", "支队", "大队", "所", "站", "处", "科", "厅", "社", "部",
    "联合会", "党组", "协会", "银行", "监狱", "乡", "镇", "街道", "妇联", "残联", "文联", "工商联", "科协", "侨联",
    "总工会", "商会", "学会", "研究会", "基金会", "红十字会", "小学", "中学", "幼儿园", "党校", "研究院", "设计院",
    "电视台", "日报社", "广播电台", "林场", "农场", "合作社", "事务所", "工作队", "工作组", "专班", "支行", "分行",
    "管委会", "社区", "村委会", "居委会", "图书馆", "博物馆", "档案馆", "文化馆", "指挥部", "领导小组",
)  # fmt: skip

_NOT_IN_A_NAME = re.compile(
    r"[，。；：、！？“”《》]|坚持|打造|推动|推进|加强|聚焦|关于|建设|工作|强化|创建|提升|做好|落实"
)


class Line(NamedTuple):
    """One line with something on it; `start` and `end` bound `text` in the whole text (code points)."""

    start: int
    end: int
    text: str


def content_lines(text: str) -> list[Line]:
    """The lines of `text` that hold something, in order."""
    lines = []
    position = 0
    for raw in text.splitlines(keepends=True):
        shown = raw.strip()
        if shown:
            start = position + (0 if raw[0] == shown[0] else raw.index(shown[0]))
            lines.append(Line(start, start + len(shown), shown))
        position += len(raw)
    return lines


def sentence_lines(text: str, breaks: re.Pattern[str]) -> list[Line]:
    """`text` cut after every match of `breaks`, for a text whose line breaks were lost (全文一行)."""
    lines = []
    position = 0
    for end in [*(found.end() for found in breaks.finditer(text)), len(text)]:
        raw = text[position:end]
        shown = raw.strip()
        if shown:
            start = position + raw.index(shown[0])
            lines.append(Line(start, start + len(shown), shown))
        position = end
    return lines


def ends_sentence(line: str) -> bool:
    """Whether `line` closes with 。！？； or kin, closing quotation marks and brackets set aside."""
    return line.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS if line[-1] in CLOSERS else line[-1] in SENTENCE_ENDS


def is_date(line: str) -> bool:
    """Whether `line` holds a date and nothing else: 2025年3月5日, 二〇二五年三月, 2025.3.5, 20xx年x月x日."""
    return len(line) <= 24 and _DATE.fullmatch(line) is not None


def is_unit_name(line: str) -> bool:
    """Whether `line` looks like nothing but the name of a unit, as in a signature: 临河县水务局, xx集团有限公司."""
    return 2 <= len(line) <= 24 and line.endswith(_UNIT_ENDS) and not _NOT_IN_A_NAME.search(line)
