"""What goes on paper (稿件): a title, paragraphs with their level, a signature."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mofan.paper.laying import SPACE, laid_in, without
from mofan.paper.paragraph import HeadingLike, Paragraph
from mofan.text.read.insets import NOTHING, Insets, Note

__all__ = [
    "DATE_LINE",
    "MOST_UNITS",
    "PERSON_LINE",
    "UNIT_LINE",
    "HeadingLike",
    "Paper",
    "Paragraph",
    "lines_of",
    "paper_of",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document in reading order: title, subtitle, paragraphs, author (署名, one unit a line), date (成文日期)."""

    title: str
    subtitle: str | None
    paragraphs: tuple[Paragraph, ...]
    author: str | None = None
    date: str | None = None
    title_notes: tuple[Note, ...] = ()
    """Notes to the title; they stand at its end."""
    annex: tuple[Paragraph, ...] = ()
    """What follows the signature on lying sheets of its own (附表); in .docx alone."""

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
MOST_UNITS = 8
"""Units that may sign together (联合行文)."""


def paper_of(
    title: str,
    subtitle: str | None,
    body: str,
    headings: Iterable[HeadingLike],
    insets: Insets = NOTHING,
    above: Insets = NOTHING,
) -> Paper:
    """Lay out a text: `body` is what follows the titles, one paragraph a line; the offsets of `headings` are in `body`.

    Blank lines and white space around a paragraph are left out; a unit line and a date line at the end become the
    signature. A heading that crosses its paragraph, or has a level beyond 4, is held within. `insets` are those of the
    body, `above` those of what stands before it: its notes go to the title, its pictures before the body.
    """
    paragraphs = laid_in(body, headings, insets)
    if above.pictures:
        paragraphs.insert(0, Paragraph("", marks=tuple(replace(one, place=0) for one in above.pictures)))
    spoken = [paragraph for paragraph in paragraphs if paragraph.text]
    signature = spoken[len(spoken) - _signature(spoken) :]
    author, date = _signed([paragraph.text for paragraph in signature])
    notes = tuple(replace(note, place=len(_clean(title))) for note in above.notes)
    return Paper(
        _clean(title), _clean(subtitle or "") or None, without(paragraphs, signature), author, date, title_notes=notes
    )


def _clean(title: str) -> str:
    return "\n".join(lines_of(title))


def lines_of(block: str | None) -> list[str]:
    """The lines of a title or a signature, without white space around them; none for None."""
    return [line.strip(SPACE) for line in (block or "").split("\n") if line.strip(SPACE)]


def _signature(paragraphs: list[Paragraph]) -> int:
    """How many paragraphs at the end are the signature (署名和日期): a date, and before it the units or the person."""
    if (
        len(paragraphs) < 2
        or paragraphs[-1].level
        or paragraphs[-1].grid
        or not DATE_LINE.fullmatch(paragraphs[-1].text)
    ):
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
