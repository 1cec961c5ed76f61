"""Cutting a text without advertisements: which blocks begin its pieces, by all the evidence together."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from mofan.text.lines import SENTENCE_ENDS, Line, content_lines, ends_sentence, is_unit_name, sentence_lines
from mofan.text.split.blocks import (
    Block,
    is_two_line_title,
    marked_blocks,
    upper_line_is_title,
    with_upper_line,
)
from mofan.text.split.chain import best_run, best_series, count_bonus
from mofan.text.split.frame import NO_FRAME, Frame, read_contents, read_frame, without_separators
from mofan.text.split.marks import STRENGTH
from mofan.text.split.unnumbered import (
    AFTER_SIGNATURE,
    bare_blocks,
    byline_blocks,
    byline_kind,
    has_byline_stem,
    separated_blocks,
    unit_dash_blocks,
    unit_lead_blocks,
)

_UNIT_AND_DATE = (
    r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日"
    r"(?!\s*(?:[，。、；：至起前后止晚]|以来|以前|上午|下午|凌晨|召开|在))"
)
"""The date of a signature: what follows begins something new."""

_ONE_LINE_BREAKS = re.compile(
    r"[。！？][”’）)」』》】]*(?=\s*[^\s”’）)」』》】])"  # the end of a sentence
    rf"|(?<=[局委会府室厅司院社心部团校学队所站处科组行狱乡镇道联工馆场])\s*{_UNIT_AND_DATE}"  # a signature
    r"|(?=[【（(]?(?:篇|范文|例文)[一二三四五六七八九十0-9]{1,3}[】）)：:])"  # a number that opens a title
    r"|(?=[【（(]?第[一二三四五六七八九十0-9]{1,3}篇[】）)：:])"
    r"|[（(]共?[0-9０-９一二三四五六七八九十]{1,3}[篇份][）)]"  # the declared count
    r"|(?<=[^，。；、\s])[（(][0-9０-９]{1,3}[）)](?=\s*[^\s，。；、：])"  # a number that closes a title
    r"|\s{3,}"
)
"""Where a text without line breaks is cut into lines."""


_LEAST_TITLE = 8
"""The least mean length of titles, marks included, that only a mark of headings numbers and no count confirms."""

_TRUST = {
    "contents": 6.0, "dash": 4.0, "author": 4.0, "brackets": 3.0, "separator": 3.0, "named": 3.0, "unit": 2.0,
    "person": 1.0,
}  # fmt: skip
"""How far each kind of series without numbers is trusted by itself."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as lines, its frame, and the blocks that begin its pieces (none: the text is one piece)."""

    lines: list[Line]
    frame: Frame
    blocks: list[Block]
    notes: tuple[str, ...]


def lay_out(text: str) -> Layout:
    """The frame and the blocks of `text`, which holds no advertisements."""
    lines = content_lines(text)
    if len(lines) <= 2 and len(text) >= 200:
        layout = _lay_out_lines(sentence_lines(text, _ONE_LINE_BREAKS))
        if layout.blocks:
            return layout
    return _lay_out_lines(lines)


def _lay_out_lines(lines: list[Line]) -> Layout:
    lines, divided = without_separators(lines)
    frame = read_frame(lines)
    frame = replace(frame, divided=divided) if divided else frame
    if frame.heads:
        lines = [
            line for index, line in enumerate(lines) if index < frame.size or not _is_page_head(lines, index, frame)
        ]
    blocks = _choose(lines, frame)
    notes: tuple[str, ...] = ()
    if blocks:
        blocks = _fill_gaps(lines, frame, blocks)
        blocks = _with_upper_lines(lines, frame, blocks)
        blocks = _with_bylines(lines, blocks)
        if frame.count is None and not frame.size and blocks[0].first > 0:
            frame = _unnamed_frame(lines)
        notes = _notes(blocks, frame)
    elif frame.count is not None and frame.count > 1:
        notes = (f"标题写明{frame.count}篇，但没有找到各篇的分界，请核对原文。",)
    elif frame.count is None:
        frame = NO_FRAME
    return Layout(lines, frame, blocks, notes)


def _is_page_head(lines: list[Line], index: int, frame: Frame) -> bool:
    """Whether a line repeats the collection title at the head of a page (页眉), and is not the title of a piece."""
    if lines[index].text not in frame.heads:
        return False
    return index + 1 == len(lines) or byline_kind(lines[index + 1].text) is None


def _choose(lines: list[Line], frame: Frame) -> list[Block]:
    """The best of all series; empty where none is good enough."""
    best_score, best = 0.0, list[Block]()
    for key, blocks in marked_blocks(lines, frame).items():
        strength = STRENGTH[key]
        score, series = best_series(blocks, frame.size, frame.count)
        if strength == 1 and frame.count is None:
            if not (
                frame.collected and series and series[0].first == frame.size and _mean_title(series) >= _LEAST_TITLE
            ):
                continue
            score, series = best_series(blocks, frame.size, max(block.number or 0 for block in series))
        if strength == 1 and frame.count is not None and not _counts_pieces(series, frame):
            score, series = best_run(_from_the_top(blocks, frame), frame.size, frame.count)
        if _is_enough(series, score, strength, frame) and score + 2 * strength > best_score:
            best_score, best = score + 2 * strength, series
    for blocks in _unnumbered(lines, frame):
        score, series = _value_unnumbered(blocks, frame)
        if score > best_score:
            best_score, best = score, series
    return best


def _is_enough(series: list[Block], score: float, strength: int, frame: Frame) -> bool:
    """Whether a series may cut the text. The weaker the mark, the more must speak for it."""
    if frame.count == 1 and len(series) == 1:
        return strength > 1 and series[0].first == frame.size
    if len(series) < 2 or score < 1.2 * len(series):
        return False
    first = series[0]
    if strength == 1:
        return _counts_pieces(series, frame)
    if frame.count == 1:
        return first.number == 1 and first.first == frame.size and score >= 2 * len(series)
    if strength == 2 and not frame.named:
        return first.number == 1 and first.first <= 3 and score >= 2 * len(series) and _bodies(series) >= 2
    if strength == 3 and not frame.named:
        return first.number == 1 and score >= 1.5 * len(series)
    return True


def _counts_pieces(series: list[Block], frame: Frame) -> bool:
    """Whether marks that headings use too count the pieces: from the top of the text, without a gap."""
    return series[0].first <= frame.size + 1 and _numbers_run(series, frame.count)


def _from_the_top(blocks: list[Block], frame: Frame) -> list[Block]:
    """Less the ones (一、) that cannot begin the first piece."""
    return [block for block in blocks if block.number != 1 or block.first <= frame.size + 1]


def _numbers_run(series: list[Block], declared: int | None) -> bool:
    """Whether the numbers are 1 to the declared count; of five or more, one may be lost."""
    numbers = [block.number for block in series]
    wanted = list(range(1, (len(series) if declared is None else declared) + 1))
    return numbers == wanted or (
        len(wanted) >= 5 and len(numbers) == len(wanted) - 1 and numbers == [one for one in wanted if one in numbers]
    )


def _mean_title(series: list[Block]) -> float:
    """The mean length of the titles: headings such as 1 总则 are shorter."""
    return sum(len(block.title) for block in series) / len(series)


def _bodies(series: list[Block]) -> float:
    """The mean number of lines between one block and the next."""
    gaps = [after.first - before.last - 1 for before, after in pairwise(series)]
    return sum(gaps) / len(gaps)


def _unnumbered(lines: list[Line], frame: Frame) -> list[list[Block]]:
    """The series without numbers: by a table of contents, by bylines, by lines of signs, by bare titles."""
    if not frame.named:
        series = [separated_blocks(lines, frame), unit_dash_blocks(lines, frame)]
        return [blocks for blocks in series if len(blocks) >= 3 and blocks[0].first <= 2 and _bodies(blocks) >= 2]
    series = [_listed_blocks(lines, frame)]
    series += [byline_blocks(lines, frame, kind) for kind in ("dash", "author", "brackets", "unit", "person")]
    series += [separated_blocks(lines, frame), unit_lead_blocks(lines, frame)]
    series.append(_best_bare(bare_blocks(lines, frame, frame.size, len(lines)), frame))
    return [blocks for blocks in series if blocks]


def _best_bare(blocks: list[Block], frame: Frame) -> list[Block]:
    """Of titles without any mark as many as are declared; without a count, in a collection, those most alike."""
    if len(blocks) < 2 or blocks[0].first != frame.size or not (frame.count or frame.collected):
        return []
    if frame.count is None:
        sure = [block for block in blocks[1:] if block.quality > 1]
        return [blocks[0], *sure] if 3 * len(sure) >= 2 * (len(blocks) - 1) else blocks
    best = sorted(blocks[1:], key=lambda block: -block.quality)[: frame.count - 1]
    return [blocks[0], *sorted(best, key=lambda block: block.first)]


def _value_unnumbered(blocks: list[Block], frame: Frame) -> tuple[float, list[Block]]:
    """The value of a series without numbers, 0 where it is not to be trusted."""
    kind = blocks[0].key
    met = frame.count is None or len(blocks) == frame.count
    least = 2 if frame.count is not None or kind == "contents" or blocks[0].first == frame.size else 3
    if len(blocks) < least or (kind == "person" and (frame.count is None or not met)):
        return 0.0, []
    if not met and frame.count is not None and abs(len(blocks) - frame.count) > max(1, frame.count // 4):
        return 0.0, []
    if kind != "contents" and blocks[0].first > frame.size + 3:
        return 0.0, []
    if kind == "bare":
        return (1.0 if met else 0.5), blocks
    base = _TRUST[kind]
    return base + sum(block.quality for block in blocks) + count_bonus(len(blocks), frame.count), blocks


def _listed_blocks(lines: list[Line], frame: Frame) -> list[Block]:
    """The blocks that a table of contents names."""
    return [
        Block(title, title, title, lines[title].text, None, None, 1.5, "contents", ("contents",))
        for _, title in read_contents(lines, frame.size, frame.count)
    ]


def _fill_gaps(lines: list[Line], frame: Frame, blocks: list[Block]) -> list[Block]:
    """Put in a piece without a number where one number is left out and just one title could be its own."""
    if frame.count is None or len(blocks) >= frame.count:
        return blocks
    shape = {_shape(block.title) for block in blocks}
    filled: list[Block] = []
    for before, after in zip_longest(blocks, blocks[1:]):
        filled.append(before)
        if before.number is None or (after is not None and after.number != before.number + 2):
            continue
        if after is None and before.number + 1 != frame.count:
            continue
        stop = after.first - 1 if after else len(lines)
        bare = bare_blocks(lines, frame, before.last + 2, stop)
        if after is None and _holds_bare(lines, frame, blocks):
            bare = [block for block in bare if block.quality >= AFTER_SIGNATURE]
        if len(bare) > 1:
            bare = [block for block in bare if _shape(block.title) in shape]
        if len(bare) == 1:
            filled.append(replace(bare[0], number=before.number + 1))
    return filled


def _holds_bare(lines: list[Line], frame: Frame, blocks: list[Block]) -> bool:
    """Whether bare titles stand inside the pieces whose numbers follow one another: subheadings of this text's kind."""
    neighbours = [(one, two) for one, two in pairwise(blocks) if two.number == (one.number or 0) + 1]
    return any(bare_blocks(lines, frame, one.last + 2, two.first) for one, two in neighbours)


def _shape(title: str) -> tuple[bool, bool, bool]:
    """What titles of one hand have in common: halves with a space or a comma, a slogan in quotation marks."""
    return (" " in title or "\u3000" in title, "，" in title, "“" in title)


def _with_upper_lines(lines: list[Line], frame: Frame, blocks: list[Block]) -> list[Block]:
    """Take the line above into the title, where it is one.

    Where most pieces have an open line above a marked line that only names unit and genre, the upper line is the title
    and the marked one the subtitle. Else the two are one title over two lines (题分两行), piece by piece, and in every
    piece where most have it.
    """
    blocks = _with_units_above(lines, frame, blocks)
    blocks = _with_whole_titles(_without_last_sentences(blocks))
    plain = [block for block in blocks if block.look[0] == "plain"]
    named = [block for block in plain if has_byline_stem(block) and upper_line_is_title(lines, block, frame)]
    if len(named) >= max(2, 0.6 * len(blocks)):
        return [
            replace(block, first=block.first - 1, title=lines[block.first - 1].text, subtitle=block.title)
            if block in plain and upper_line_is_title(lines, block, frame, closed=False)
            else block
            for block in blocks
        ]
    joined = [
        with_upper_line(lines, block) if block in plain and is_two_line_title(lines, block.first, frame) else block
        for block in blocks
    ]
    double = [_title_lines(block) == 2 for block in joined]
    if sum(double) < max(2, 0.6 * len(blocks)):
        return joined
    return [
        with_upper_line(lines, block)
        if not two and _title_lines(block) == 1 and is_two_line_title(lines, block.first, frame, closed=False)
        else block
        for block, two in zip(joined, double, strict=True)
    ]


def _without_last_sentences(blocks: list[Block]) -> list[Block]:
    """Where most subtitles have no title above them, a closed sentence above one ends the piece before."""
    dashed = [block for block in blocks if block.look[0] == "dash"]
    if 2 * sum(block.subtitle is None for block in dashed) <= len(dashed):
        return blocks
    return [
        replace(block, first=block.marked, title=block.subtitle, subtitle=None)
        if block.subtitle is not None and block.title[-1] in SENTENCE_ENDS
        else block
        for block in blocks
    ]


def _with_units_above(lines: list[Line], frame: Frame, blocks: list[Block]) -> list[Block]:
    """Take the line above, where the first piece and most others have the name of a unit there (单位在题上)."""
    above = [block.first > frame.size and is_unit_name(lines[block.first - 1].text) for block in blocks]
    if blocks[0].first != frame.size + 1 or not above[0] or sum(above) < max(2, 0.6 * len(blocks)):
        return blocks
    return [replace(block, first=block.first - 1) if unit else block for block, unit in zip(blocks, above, strict=True)]


def _with_whole_titles(blocks: list[Block]) -> list[Block]:
    """Where most marked lines hold no dash, one that does is all title (走好新路——青年干部座谈会侧记（2）)."""
    inside = [block for block in blocks if block.look[0] == "inside"]
    if 2 * len(inside) > len(blocks) or len(blocks) < 3:
        return blocks
    return [
        replace(block, title=f"{block.title}{block.subtitle}", subtitle=None) if block in inside else block
        for block in blocks
    ]


def _title_lines(block: Block) -> int:
    """How many lines the title takes; 0 where its form does not allow for two."""
    if block.look[0] == "plain":
        return block.marked - block.first + 1
    return block.marked - block.first if block.look[0] in ("dash", "author", "brackets", "unit", "person") else 0


def _with_bylines(lines: list[Line], blocks: list[Block]) -> list[Block]:
    """Take the line below as the subtitle: a dash or an author always, unit names where most pieces have them."""
    kinds = [
        byline_kind(lines[block.last + 1].text) if block.subtitle is None and block.last + 2 < len(lines) else None
        for block in blocks
    ]
    common = {kind for kind, count in Counter(kinds).items() if kind and count >= max(2, 0.5 * len(blocks))}
    return [
        replace(block, last=block.last + 1, subtitle=lines[block.last + 1].text)
        if kind in common or kind in ("author",)
        else block
        for block, kind in zip(blocks, kinds, strict=True)
    ]


def _unnamed_frame(lines: list[Line]) -> Frame:
    """A frame that only its place shows: the first line, where lines stand before the first piece."""
    title = lines[0].text
    if len(title) > 60 or ends_sentence(title):
        return NO_FRAME
    return Frame(title, None, 1, frozenset(), False)


def _notes(blocks: list[Block], frame: Frame) -> tuple[str, ...]:
    """What the reader should look at, in Chinese."""
    notes = []
    if frame.count is not None and frame.count != len(blocks):
        notes.append(f"标题写明{frame.count}篇，实际找到{len(blocks)}篇，请核对原文。")
    numbers = [block.number for block in blocks if block.number is not None]
    for before, after in pairwise(numbers):
        if after > before + 1:
            notes.append(f"篇号从{before}跳到{after}，中间可能缺篇。")
        elif after == before:
            notes.append(f"篇号{after}出现了两次。")
        elif after < before:
            notes.append(f"篇号在{before}之后又从{after}开始。")
    if numbers and numbers[0] > 1:
        notes.append(f"篇号从{numbers[0]}开始，前面可能缺篇。")
    return tuple(notes)
