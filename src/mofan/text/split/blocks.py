"""Title blocks (题块): the lines at which a piece may begin, with the evidence for each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from mofan.text.lines import CLOSERS, Line, ends_sentence, is_date, is_unit_name
from mofan.text.split.frame import CONTENTS_HEAD, Frame
from mofan.text.split.marks import (
    ALONE,
    DASH_INSIDE,
    DASH_START,
    LEADS,
    STRONG_FIRST,
    TAIL_LAST,
    TAILS,
    Numbered,
    read_followed,
    read_mark,
)

_FOLLOWED = 1.5
"""What it costs a block that its line goes on after the number."""

_LOOSE_END = "。！？；：，、!?;:,"
_SUBTITLED = 1.0
"""What it is worth to a numbered line that a subtitle with a dash follows."""

_ECHO, _ECHOED = 3.0, 12
"""What an echo of the title in the first line below is worth, and how many characters of it are compared."""

LONGEST_TITLE = 130
"""No line longer than this (code points) is taken for a title or a subtitle."""

BULLET = re.compile(
    r"[（(]\s*[0-9一二三四五六七八九十]{1,3}\s*[）)]|[①-⑳]|第[一二三四五六七八九十百零\d]+条|[一二三四五六七八九十]是|[-•·●◆■]"
)
_SUPPLEMENT = re.compile(r"(?:附件|附表|附录|附图|图|表|专栏|注)\s*[0-9一二三四五六七八九十：:]*")
HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[、.．]|第[一二三四五六七八九十百]+[章节条]"
)
_SHEET = re.compile(r"(?:表|台账|清单|名单|名册|一览|明细|示意图|流程图)$")
_OFFICIAL_TITLE = re.compile(
    r"(?:通知|意见|办法|方案|报告|决定|批复|规定|规划|要点|条例|细则|函|公告|通报|讲话|总结|汇报|材料)$"
)
_NEVER_FIRST_HALF = re.compile(r"[：:（(【]|[0-9xX×〇一二三四五六七八九十]年[0-9xX×一二三四五六七八九十]{1,2}月")


@dataclass(frozen=True, slots=True)
class Block:
    """A place where a piece may begin: lines `first` to `last` of the content lines are its title and subtitle."""

    first: int
    last: int
    marked: int
    """The line that carries the number; `last` where none does."""
    title: str
    subtitle: str | None
    number: int | None
    quality: float
    """How much the line and its neighbours look like the head of a piece; about -3 to 3."""
    key: str
    """Blocks of one key can make one series."""
    look: tuple[str, ...]
    """Decoration that the blocks of a series share: dash or not, the characters before the number."""
    stem: str = ""
    """The marked line without its number."""


def is_title_like(line: str) -> bool:
    """Whether `line` may be a title or one of its lines: short, open at its end, no date, no other item."""
    return (
        2 <= len(line) <= 90
        and not ends_sentence(line)
        and line[-1] not in "，、：:,；"
        and "。" not in line
        and not is_date(line)
        and not _SUPPLEMENT.match(line)
        and not CONTENTS_HEAD.fullmatch(line)
    )


def closes(lines: list[Line], index: int, frame: Frame) -> bool:
    """Whether a piece, the frame or the text's edge can end with line `index` (-1: the beginning)."""
    if index < frame.size or (index + 1 < len(lines) and lines[index + 1].start in frame.divided):
        return True
    line = lines[index].text
    return ends_sentence(line) or is_date(line) or is_unit_name(line) or (line[-1] in CLOSERS and len(line) <= 20)


def marked_blocks(lines: list[Line], frame: Frame) -> dict[str, list[Block]]:
    """Every block with a number, by key. Marks that headings use too are tried in a named frame only."""
    found: dict[str, list[Block]] = {}
    leads = LEADS if frame.named else tuple(mark for mark in LEADS if mark.strength == 3)
    for index in range(frame.size, len(lines)):
        text = lines[index].text
        if len(text) > LONGEST_TITLE:
            continue
        if text[-1] in TAIL_LAST:
            for mark in TAILS:
                _add(found, lines, index, frame, read_mark(mark, text))
        if frame.named and ("）" in text or ")" in text) and (followed := read_followed(text)):
            numbered, shown = followed
            block = _tail_block(lines, index, frame, numbered, shown)
            found.setdefault(block.key, []).append(replace(block, quality=block.quality - _FOLLOWED))
        if frame.named or text[0] in STRONG_FIRST:
            for mark in leads:
                _add(found, lines, index, frame, read_mark(mark, text))
    return {key: without_contents(_without_inner(blocks)) for key, blocks in found.items()}


def _add(found: dict[str, list[Block]], lines: list[Line], index: int, frame: Frame, mark: Numbered | None) -> None:
    if mark is not None:
        block = (
            _tail_block(lines, index, frame, mark, lines[index].text)
            if mark.mark.side == "tail"
            else _lead_block(lines, index, frame, mark)
        )
        found.setdefault(block.key, []).append(block)


def _tail_block(lines: list[Line], index: int, frame: Frame, mark: Numbered, line: str) -> Block:
    key = mark.mark.name + mark.script
    quality = _line_quality(mark.stem)
    if len(mark.stem) <= 8 and mark.mark.name == "范文1":
        return _with_title_below(lines, index, frame, mark, key, quality)
    if DASH_START.match(line):
        title_first = title_above(lines, index, frame)
        look = ("dash", mark.stem[-2:])
        if title_first < index:
            quality += 1 + edge_quality(lines, title_first, index, frame)
            title = join_title(shown.text for shown in lines[title_first:index])
            return Block(title_first, index, index, title, line, mark.number, quality, key, look)
        quality += edge_quality(lines, index, index, frame) - 0.5
        return Block(index, index, index, line, None, mark.number, quality, key, look)
    quality += edge_quality(lines, index, index, frame) + echo(lines, mark.stem, index)
    inside = DASH_INSIDE.search(line)
    if inside and inside.start() >= 4:
        title, subtitle = line[: inside.start()], line[inside.start() :].strip()
        return Block(index, index, index, title, subtitle, mark.number, quality, key, ("inside", mark.stem[-2:]))
    return Block(index, index, index, line, None, mark.number, quality, key, ("plain", mark.stem[-2:]), mark.stem)


def _lead_block(lines: list[Line], index: int, frame: Frame, mark: Numbered) -> Block:
    key = mark.mark.name + mark.script
    if not mark.stem:
        return _with_title_below(lines, index, frame, mark, key + ALONE * (mark.mark.strength == 1), 0.5)
    quality = _line_quality(mark.stem) + edge_quality(lines, index, index, frame) + echo(lines, mark.stem, index)
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if DASH_START.match(below) and len(below) <= 50 and not ends_sentence(below):
        quality += _SUBTITLED
    return Block(index, index, index, lines[index].text, None, mark.number, quality, key, ("lead",))


def _with_title_below(lines: list[Line], index: int, frame: Frame, mark: Numbered, key: str, quality: float) -> Block:
    """A mark alone on its line: the title is the next line, where that looks like one."""
    below = index + 1
    if below + 1 < len(lines) and may_be_title(lines[below].text):
        quality += edge_quality(lines, index, below, frame)
        return Block(index, below, index, lines[below].text, None, mark.number, quality, key, ("alone",))
    quality += edge_quality(lines, index, index, frame)
    return Block(index, index, index, lines[index].text, None, mark.number, quality, key, ("alone",))


def title_above(lines: list[Line], index: int, frame: Frame) -> int:
    """The first line of the title that stands above the subtitle at `index`; `index` itself where none does."""
    above = index - 1
    if above < frame.size:
        return index
    text = lines[above].text
    if not (may_be_title(text) or _closed_title(lines, above, frame)):
        return above if len(text) <= LONGEST_TITLE and echo(lines, text.rstrip(_LOOSE_END), index) else index
    if is_two_line_title(lines, above, frame):
        return above - 1
    return above


def may_be_title(line: str) -> bool:
    """A title, or the beginning of the text in its place, cut off in the middle of a sentence."""
    if is_title_like(line):
        return True
    return len(line) <= 60 and not ends_sentence(line) and line[-1] not in "，、：:," and not is_date(line)


def _closed_title(lines: list[Line], index: int, frame: Frame) -> bool:
    """A short title with 。 or ！ at its end, between the end of a piece and a subtitle."""
    line = lines[index].text
    return len(line) <= 40 and "。" not in line[:-1] and line[-1] in "。！？!?" and closes(lines, index - 1, frame)


def is_two_line_title(lines: list[Line], second: int, frame: Frame, *, closed: bool = True) -> bool:
    """Whether line `second` ends a title that the line before it begins (题分两行).

    `closed` asks that a piece ends above it; where all pieces of a series have such titles, that need not show.
    """
    first = second - 1
    if first < frame.size or first < 1:
        return False
    upper, lower = lines[first].text, lines[second].text
    return (
        4 <= len(upper) <= 40
        and 3 <= len(lower) <= 45
        and is_title_like(upper)
        and not HEADING.match(upper)
        and not HEADING.match(lower)
        and not DASH_START.match(upper)
        and not is_unit_name(upper)
        and not _NEVER_FIRST_HALF.search(upper)
        and upper[-1] not in CLOSERS.replace("”", "").replace("’", "")
        and (not closed or closes(lines, first - 1, frame))
    )


def goes_on(upper: str, lower: str) -> bool:
    """Whether the name of a document (关于…) that `upper` leaves open closes on the line `lower` (…的通知)."""
    return (
        "关于" in upper
        and not _OFFICIAL_TITLE.search(upper)
        and len(lower) <= 45
        and bool(_OFFICIAL_TITLE.search(lower))
    )


def join_title(parts: Iterable[str]) -> str:
    """The lines of one title as one: a space between two halves of a slogan, none inside the name of a document."""
    joined = ""
    for part in parts:
        glue = (
            ""
            if not joined or _OFFICIAL_TITLE.search(part) or "关于" in joined[:30] or part[0] in "的和与及、"
            else " "
        )
        joined += glue + part
    return joined


def _line_quality(stem: str) -> float:
    """How far the words of a line, its mark set aside, look like a title."""
    if len(stem) < 2:
        return -2.0
    quality = 1.0
    if "。" in stem[:-1] or "；" in stem:
        quality -= 3
    if stem[-1] in "，、：:,；;":
        quality -= 2
    elif stem[-1] in "。！？!?":
        quality -= 0.5
    if len(stem) > 60:
        quality -= 0.5
    if _SHEET.search(stem):
        quality -= 0.7
    if BULLET.match(stem):
        quality -= 1
    elif _SUPPLEMENT.match(stem):
        quality -= 2
    return quality


def edge_quality(lines: list[Line], first: int, last: int, frame: Frame) -> float:
    """How far the lines before and after look like the end of one piece and the opening of the next."""
    quality = 0.0
    if closes(lines, first - 1, frame):
        before = lines[first - 1].text if first > frame.size else ""
        quality += -1.5 if before.rstrip(CLOSERS).endswith(("；", ";")) else 0.5 + 0.5 * is_date(before)
    elif lines[first - 1].text[-1] in "：:，、":
        quality -= 1.5
    if last + 1 >= len(lines):
        return quality - 2
    after = lines[last + 1].text
    if len(after) >= 30 and "。" in after:
        quality += 0.5
    elif after.endswith(("；", ";")):
        quality -= 1
    return quality


def echo(lines: list[Line], title: str, last: int) -> float:
    """What it is worth that the text under a title begins with the very words of the title."""
    below = lines[last + 1].text if last + 1 < len(lines) else ""
    head = title.strip()[:_ECHOED]
    return _ECHO if len(head) >= 6 and below.startswith(head) else 0.0


def _without_inner(blocks: list[Block]) -> list[Block]:
    """Less the blocks whose line is the title of the next block."""
    return [
        block
        for block, following in zip_longest(blocks, blocks[1:])
        if following is None or following.first > block.last
    ]


def without_contents(blocks: list[Block]) -> list[Block]:
    """Less the entries of a table of contents: blocks that stand one directly below the other, the last one too where
    the first title follows it directly."""
    kept: list[Block] = []
    listed = False
    for block, following in zip_longest(blocks, blocks[1:]):
        adjacent = following is not None and following.first == block.last + 1
        first_title = listed and following is not None and following.number == 1
        listed = adjacent and (block.number is None or first_title or _goes_on(block, following))
        if not listed:
            kept.append(block)
    return kept


def _goes_on(block: Block, following: Block | None) -> bool:
    return following is not None and following.number == (block.number or 0) + 1


def with_upper_line(lines: list[Line], block: Block) -> Block:
    """The block with the line above it as the first half of its title."""
    return replace(block, first=block.first - 1, title=join_title([lines[block.first - 1].text, block.title]))


def upper_line_is_title(lines: list[Line], block: Block, frame: Frame, *, closed: bool = True) -> bool:
    """Whether the line above a block is a title, its own line the byline below it."""
    above = block.first - 1
    return (
        above >= max(frame.size, 1)
        and may_be_title(lines[above].text)
        and not is_unit_name(lines[above].text)
        and (not closed or closes(lines, above - 1, frame))
    )
