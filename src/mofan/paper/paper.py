"""What goes on paper (稿件): a title, paragraphs with their level, a signature."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol


class HeadingLike(Protocol):
    """A heading as `mofan.text.outline` gives it: `start` and `end` are code points in the body."""

    @property
    def level(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (段落), without indentation."""

    text: str
    level: int = 0
    """0 for body text, 1 to 4 for a heading (一、 （一） 1. （1）)."""
    form: Literal["line", "lead"] | None = None
    """For a heading: the whole paragraph ("line"), or only its first `heading_end` characters ("lead", 段首句)."""
    heading_end: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One document in reading order: title, subtitle, paragraphs, author (署名, one unit a line), date (成文日期)."""

    title: str
    subtitle: str | None
    paragraphs: tuple[Paragraph, ...]
    author: str | None = None
    date: str | None = None

    def lines(self) -> Iterator[str]:
        """Every line of the document in order, as plain text has it."""
        for block in (self.title, self.subtitle, *(paragraph.text for paragraph in self.paragraphs)):
            yield from lines_of(block)
        for block in (self.author, self.date):
            yield from lines_of(block)


DATE_LINE = re.compile(
    r"[\dxX×〇○零一二三四五六七八九]{2,4}\s*年\s*[\dxX×一二三四五六七八九十]{0,3}\s*月"
    r"(?:\s*[\dxX×一二三四五六七八九十]{0,3}\s*日)?"
)
"""A line that is the date of a document: 2026年11月20日, 二〇二六年十一月二十日, 20xx年x月x日."""
UNIT_LINE = re.compile(
    r"[^\s。；！？，：;,!?:、]{1,36}"
    r"(?:局|委|院|办|部|厅|署|社|站|所|处|室|会|组|队|校|馆|厂|行|团|园|司|学|街道|乡|镇|县|市|区|村|旗|州|盟"
    r"|苏木|嘎查|中心|集团|支部|总支|政府|工会)(?:[（(](?:盖章|章)[）)])?"
)
"""A line that is the unit which signs: 安澜县水务局."""
PERSON_LINE = re.compile(
    r"(?:(?:述职|汇报|报告|发言|申请|承诺|签发|撰稿|执笔|主讲)人\s*[：:]\s*)?"
    r"[\u3400-\u9fff]{1,3}[ 　]?[\u3400-\u9fff]{1,3}"
)
"""A line that is the person who signs: 述职人：周砚秋, 周 砚."""
_NO_NAME = frozenset(("此致", "敬礼", "此致 敬礼", "谢谢", "谢谢大家", "完", "特此通知", "特此报告", "特此说明"))
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_END_MARKS = tuple("。；：！？.;:!?")
"""What ends a heading at the start of a paragraph and stands in its face; the outline leaves it out."""
_SPACE = " \t\r\n\u00a0\u3000\u2002\u2003"
MOST_UNITS = 8
"""Units that may sign together (联合行文)."""


def paper_of(title: str, subtitle: str | None, body: str, headings: Iterable[HeadingLike]) -> Paper:
    """Lay out a text: `body` is what follows the titles, one paragraph a line; the offsets of `headings` are in `body`.

    Blank lines and white space around a paragraph are left out; a unit line and a date line at the end become the
    signature. A heading that crosses its paragraph, or has a level beyond 4, is held within.
    """
    by_start = sorted(headings, key=lambda heading: heading.start)
    paragraphs: list[Paragraph] = []
    place = start = 0
    for line in _LINE.findall(body):
        end = start + len(line)
        while place < len(by_start) and by_start[place].start < start:
            place += 1
        first = by_start[place] if place < len(by_start) and by_start[place].start < end else None
        if line.strip(_SPACE):
            paragraphs.append(_paragraph(line, start, first))
        start = end
    signature = _signature(paragraphs)
    body_end = len(paragraphs) - signature
    author, date = _signed([paragraph.text for paragraph in paragraphs[body_end:]])
    return Paper(_clean(title), _clean(subtitle or "") or None, tuple(paragraphs[:body_end]), author, date)


def _clean(title: str) -> str:
    return "\n".join(lines_of(title))


def lines_of(block: str | None) -> list[str]:
    """The lines of a title or a signature, without white space around them; none for None."""
    return [line.strip(_SPACE) for line in (block or "").split("\n") if line.strip(_SPACE)]


def _paragraph(line: str, start: int, heading: HeadingLike | None) -> Paragraph:
    """The paragraph of `line`, which begins at `start`; `heading` is the first that begins in it."""
    text = line.strip(_SPACE)
    indent = len(line) - len(line.lstrip(_SPACE))
    if heading is None or heading.start > start + indent:
        return Paragraph(text)
    level = min(max(heading.level, 1), 4)
    heading_end = heading.end - start - indent
    if text[heading_end : heading_end + 1] in _END_MARKS:
        heading_end += 1
    if heading.form != "lead" or heading_end >= len(text):
        return Paragraph(text, level, "line", len(text))
    return Paragraph(text, level, "lead", heading_end) if heading_end > 0 else Paragraph(text)


def _signature(paragraphs: list[Paragraph]) -> int:
    """How many paragraphs at the end are the signature (署名和日期): a date, and before it the units or the person."""
    if len(paragraphs) < 2 or paragraphs[-1].level or not DATE_LINE.fullmatch(paragraphs[-1].text):
        return 0
    before = paragraphs[1:-1][::-1][:MOST_UNITS]
    if not before or before[0].text in _NO_NAME:
        return 1
    units = 0
    while units < len(before) and not before[units].level and UNIT_LINE.fullmatch(before[units].text):
        units += 1
    if not units and not before[0].level and PERSON_LINE.fullmatch(before[0].text):
        return 2
    return units + 1


def _signed(lines: list[str]) -> tuple[str | None, str | None]:
    return ("\n".join(lines[:-1]) or None, lines[-1]) if lines else (None, None)
