"""Minutes of one record, and a year's volume of many (纪要、全年卷), on paper.

Minutes are assembled from what was entered: nobody's words are rounded off, no discussion is made up.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mofan.paper import OfficialDocument, Paper, Paragraph, write_docx, write_official
from mofan.paper.official import Attendance, Signature
from mofan.records.telling import Told, ToldItem
from mofan.text.numerals import write_numeral

_LABELS: Final = {"到会": "出席", "请假": "请假", "缺席": "缺席", "列席": "列席"}
MOST_BOUND: Final = 400
"""Records of one volume."""


def on_paper(told: Told) -> bytes:
    """A record as .docx: the minutes of a meeting, and of anything else a plain sheet with what was entered."""
    return minutes(told) if told.kind.has_agenda else sheet(told)


def sheet(told: Told) -> bytes:
    """A record that is no meeting, as a plain material (记录单): title, kind and unit, what was entered."""
    body = tuple(_paragraphs(told, level=1))
    out = io.BytesIO()
    write_docx(Paper(told.title, f"（{told.kind.name}）", body, told.unit, told.held_on), out)
    return out.getvalue()


def minutes(told: Told) -> bytes:
    """The minutes of a record as .docx, in the layout of 纪要 (GB/T 9704-2012, 10.3)."""
    document = OfficialDocument(
        type="纪要",
        title=told.title if told.title.endswith("纪要") else f"{told.kind.name}纪要",
        paragraphs=tuple(_paragraphs(told, level=1, opening=told.title)),
        organs=(told.unit,),
        signature=Signature((told.unit,), told.held_on, "plain"),
        attendance=tuple(Attendance(_LABELS[label], "、".join(names)) for label, names in told.roll),
        mark=f"{told.unit}纪要",
    )
    out = io.BytesIO()
    write_official(document, out)
    return out.getvalue()


def _paragraphs(told: Told, *, level: int, opening: str = "") -> Iterator[Paragraph]:
    facts = "；".join(f"{name}：{text}" for name, text in told.facts)
    theme = f"，{told.kind.title_name}：{opening}" if opening else ""
    yield Paragraph(f"{told.held_on}，{told.unit}{told.kind.verb}{told.kind.name}{theme}。")
    if facts:
        yield Paragraph(f"{facts}。")
    if told.presence is not None:
        yield Paragraph(f"{told.presence.sentence}。")
    elif told.tally:
        yield Paragraph(f"{told.tally}。")
    for no, item in enumerate(told.items, 1):
        yield from _item(item, no, level)
    after = len(told.items)
    for no, (name, text) in enumerate(told.passages, after + 1):
        yield _heading(f"{_number(no, level)}{name}", level)
        yield from (Paragraph(line.strip()) for line in text.splitlines() if line.strip())
    if told.tasks:
        yield _heading(f"{_number(after + len(told.passages) + 1, level)}交办事项", level)
        for task in told.tasks:
            yield Paragraph(f"{task.what}。责任人{task.owner}，时限{task.due_on}，{task.state}。")


def _item(item: ToldItem, no: int, level: int) -> Iterator[Paragraph]:
    yield _heading(f"{_number(no, level)}{item.title}", level)
    for who, said in item.points:
        yield Paragraph(f"{who}：{said}" if who else said)
    if item.conclusion:
        lines = [line.strip() for line in item.conclusion.splitlines() if line.strip()]
        yield Paragraph(f"会议决定：{lines[0]}")
        yield from map(Paragraph, lines[1:])
    if item.result is not None:
        yield Paragraph(f"表决：{item.result.sentence}。")
    elif item.votes:
        yield Paragraph(f"表决：{item.votes}。")


def _heading(text: str, level: int) -> Paragraph:
    return Paragraph(text, level, "line", len(text))


def _number(no: int, level: int) -> str:
    return f"{write_numeral(no)}、" if level == 1 else f"（{write_numeral(no)}）"


def volume(records: Sequence[Told], *, title: str, subtitle: str) -> bytes:
    """A year's records of a kind as one .docx with a table of contents (全年卷), the oldest first, each on a page of
    its own. The page numbers of the table are fields, which the program that opens the file fills in."""
    paragraphs: list[Paragraph] = []
    for no, told in enumerate(records, 1):
        paragraphs.append(_heading(f"{_number(no, 1)}{told.held_on}　{told.title}", 1))
        paragraphs += _paragraphs(told, level=2)
        for label, names in told.roll:
            paragraphs.append(Paragraph(f"{_LABELS[label]}：{'、'.join(names)}"))
        paragraphs.append(Paragraph(f"（{told.entered}）"))
    out = io.BytesIO()
    write_docx(Paper(title, subtitle, tuple(paragraphs)), out)
    return _with_contents(out.getvalue())


def _with_contents(data: bytes) -> bytes:
    """A table of contents before the first heading, and every record on a page of its own."""
    document = Document(io.BytesIO(data))
    headings = [one for one in document.paragraphs if one.style and str(one.style.name).lower() == "heading 1"]
    if headings:
        first = headings[0]
        label = first.insert_paragraph_before("目　录")
        label.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, heading in enumerate(headings):
            _bookmark(heading, number)
            heading.paragraph_format.page_break_before = True
            entry = first.insert_paragraph_before()
            _link(entry, heading.text, number)
        first.insert_paragraph_before().add_run().add_break(WD_BREAK.LINE)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _bookmark(paragraph: Any, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"_Toc{number + 1:05}")
    end.set(qn("w:id"), str(number))
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def _link(paragraph: Any, text: str, number: int) -> None:
    """A line of the table: the heading as a link, a tab, the page as a field."""
    name = f"_Toc{number + 1:05}"
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.append(_run(text))
    paragraph._p.append(link)
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(_right_edge(paragraph), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    tab = _run("")
    tab.append(OxmlElement("w:tab"))
    paragraph._p.append(tab)
    for part in ("begin", "instruction", "separate", "shown", "end"):
        run = _run("—" if part == "shown" else "")
        if part == "instruction":
            code = OxmlElement("w:instrText")
            code.text = f" PAGEREF {name} \\h "
            run.append(code)
        elif part != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            if part == "begin":
                mark.set(qn("w:dirty"), "true")
            run.append(mark)
        paragraph._p.append(run)


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    if text:
        holder = OxmlElement("w:t")
        holder.text = text
        holder.set(qn("xml:space"), "preserve")
        run.append(holder)
    return run


def _right_edge(paragraph: Any) -> Any:
    """The right edge of the type area (版心)."""
    section = paragraph.part.document.sections[0]
    return section.page_width - section.left_margin - section.right_margin
