"""Title blocks without numbers: over a byline (单位、作者), after lines of signs, by the unit's name, bare."""

import re

from mofan.text.lines import Line, ends_sentence, is_date, is_unit_name
from mofan.text.split.blocks import (
    BULLET,
    HEADING,
    LONGEST_TITLE,
    Block,
    closes,
    echo,
    edge_quality,
    is_title_like,
    join_title,
    may_be_title,
    title_above,
    without_contents,
)
from mofan.text.split.frame import Frame
from mofan.text.split.marks import DASH_START

_NOTE = re.compile(
    r"[（(【](?:.*(?:删减|公开|发布|通过|修订|施行|征求意见|印发|年|月|摘要|节选|草案|试行|代拟|附件|件|篇).*"
    r"|[0-9一二三四五六七八九十]+)[）)】]"
)
_GENRE_END = re.compile(
    r"(?:材料|范文|总结|汇报|报告|做法|经验|交流|简报|信息|讲话|发言|体会|方案|事迹|创建|建设|工作|篇)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆汪范廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
)
_BYLINE = {
    "dash": re.compile(rf"{DASH_START.pattern}(?!.*(?:会议上|大会上|讨论时)).{{2,50}}"),
    "author": re.compile(
        r"[（(]?(?:作者|单位|报送单位|供稿|供稿单位|来源|撰稿|撰稿人|文|作者单位|发言人|主讲人)\s*[:：/／].{1,40}"
    ),
    "brackets": re.compile(r"[（(【](?P<name>[^（()）【】]{2,30})[）)】]"),
    "person": re.compile(rf"[{_SURNAMES}](?:[ \u3000]{{0,2}}[\u4e00-\u9fff]){{1,2}}"),
    "unit": re.compile(r"(?P<name>.{2,24})"),
}


AFTER_SIGNATURE = 2.0
"""What it is worth to a bare title that the date of a signature stands above it."""

UNIT_LEAD = re.compile(
    r"(?:[【\[〔](?P<name>[^【】\[\]〔〕]{2,24})[】\]〕]|(?P<bare>[^：:，。、\s]{3,24})[：:])\s*(?=\S{3})"
)
SPACED_HALVES = re.compile(r"(?<=[\u4e00-\u9fff”])[ \u3000]{1,4}(?=[\u4e00-\u9fff“])")


def byline_kind(line: str) -> str | None:
    """What kind of line under a title names unit or author: dash, author, brackets, unit, person; None for others."""
    if len(line) > 54:
        return None
    if DASH_START.match(line):
        return "dash" if _BYLINE["dash"].fullmatch(line) and not ends_sentence(line) else None
    if _BYLINE["author"].fullmatch(line):
        return "author"
    if found := _BYLINE["brackets"].fullmatch(line):
        return "brackets" if is_unit_name(found["name"]) or not _NOTE.fullmatch(line) else None
    if is_unit_name(line):
        return "unit"
    return "person" if _BYLINE["person"].fullmatch(line) else None


def byline_blocks(lines: list[Line], frame: Frame, kind: str) -> list[Block]:
    """Blocks of a title and a byline of one kind, without numbers."""
    blocks = []
    signature = kind in ("unit", "person")
    least = -0.5 if kind in ("dash", "author") and frame.named else 0.5
    for index in range(frame.size + 1, len(lines)):
        dated = index + 1 < len(lines) and is_date(lines[index + 1].text)
        if byline_kind(lines[index].text) != kind or (dated and signature):
            continue
        first = title_above(lines, index, frame)
        if first == index:
            continue
        title = join_title(shown.text for shown in lines[first:index])
        quality = 1 + edge_quality(lines, first, index, frame)
        if quality >= least:
            blocks.append(Block(first, index, index, title, lines[index].text, None, quality, kind, (kind,)))
    return without_contents(blocks)


def separated_blocks(lines: list[Line], frame: Frame) -> list[Block]:
    """Blocks after lines of signs; the first stands at the beginning or after the frame."""
    if not frame.divided:
        return []
    blocks = []
    for index in range(frame.size, len(lines)):
        line = lines[index].text
        titled = may_be_title(line) or len(line) <= 20
        if titled and (index == frame.size or lines[index].start in frame.divided):
            quality = 1 + edge_quality(lines, index, index, frame)
            blocks.append(
                Block(index, index, index, lines[index].text, None, None, quality, "separator", ("separator",))
            )
    return blocks


def bare_blocks(lines: list[Line], frame: Frame, first: int, stop: int) -> list[Block]:
    """Titles without any mark between the lines `first` and `stop`: short, open, after an ending, before an opening.

    A second heading or an address (各位领导：) may stand between the title and the opening.
    """
    blocks = []
    for index in range(first, stop - 1):
        line = lines[index].text
        if len(line) > LONGEST_TITLE or not closes(lines, index - 1, frame) or is_unit_name(line):
            continue
        echoed = echo(lines, line, index) if len(line) <= 60 and not ends_sentence(line) else 0.0
        signed = index > frame.size and is_date(lines[index - 1].text)
        sure = signed or index == frame.size
        if not echoed and not (_is_bare_title(line) and _opens_below(lines, index + 1, stop, headed=sure)):
            continue
        quality = 1.0 + AFTER_SIGNATURE * signed + echoed + 0.5 * (SPACED_HALVES.search(line) is not None)
        blocks.append(Block(index, index, index, line, None, None, quality, "bare", ("bare",)))
    return blocks


def _is_bare_title(line: str) -> bool:
    listed = line[0] not in "●◆■" and BULLET.match(line)
    return 4 <= len(line) <= 60 and is_title_like(line) and not HEADING.match(line) and not listed


def _opens_below(lines: list[Line], below: int, stop: int, *, headed: bool) -> bool:
    """Whether a text opens at line `below`, or under a second heading or an address that stands there.

    `headed` says that the text may open with a numbered heading.
    """
    second = lines[below].text
    if _opens(second) or (headed and HEADING.match(second)):
        return True
    heads = (_is_bare_title(second) and not is_unit_name(second)) or (len(second) <= 30 and second[-1] in "：:")
    return heads and below + 1 < stop and _opens(lines[below + 1].text)


def _opens(line: str) -> bool:
    return len(line) >= 30 and "。" in line and not HEADING.match(line)


def unit_dash_blocks(lines: list[Line], frame: Frame) -> list[Block]:
    """Blocks of a title over ——unit, the unit by its full name: evidence enough without a frame that names them."""
    blocks = byline_blocks(lines, frame, "dash")
    named = [block for block in blocks if is_unit_name(DASH_START.sub("", block.subtitle or "").strip())]
    return named if len(named) == len(blocks) else []


def unit_lead_blocks(lines: list[Line], frame: Frame) -> list[Block]:
    """Blocks whose title begins with the name of its unit: 临河县水务局：守好一方水, 【临河县水务局】守好一方水."""
    blocks = []
    for index in range(frame.size, len(lines)):
        line = lines[index].text
        found = UNIT_LEAD.match(line) if 6 <= len(line) <= 60 and closes(lines, index - 1, frame) else None
        if found and is_unit_name(found["name"] or found["bare"]) and not ends_sentence(line):
            quality = 1 + edge_quality(lines, index, index, frame)
            blocks.append(Block(index, index, index, line, None, None, quality, "named", ("named",)))
    return without_contents(blocks)


def has_byline_stem(block: Block) -> bool:
    """Whether a marked line, its number set aside, only names unit and genre: x县民政局经验材料（2）."""
    return bool(block.stem) and (byline_kind(block.stem) is not None or _GENRE_END.search(block.stem) is not None)
