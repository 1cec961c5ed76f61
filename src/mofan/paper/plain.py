"""Markdown and plain text (纯文本): the same lines as the .docx."""

import re
from collections.abc import Iterator

from mofan.paper.characters import readable
from mofan.paper.paper import Paper, Paragraph, lines_of
from mofan.paper.paragraph import Grid, GridCell
from mofan.text.read.insets import Note, Picture

_INLINE = re.compile(r"[\\`*_\[\]<>&~|]")
_LINE_START = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)]))")
_CLOSERS = "。：；！？，.:;!?,"


def write_text(paper: Paper) -> str:
    """One line a paragraph, title and subtitle first, ended by a newline; without indentation."""
    return "".join(f"{readable(line).text}\n" for line in paper.lines())


def write_markdown(paper: Paper) -> str:
    """Markdown: headings on their own line as `##` and deeper, those at the start of a paragraph in bold.

    What Markdown would take for its own marks is escaped; 一、 and （一） stay as they are. Tables have bars, notes
    stand at the end; a picture is named where it stood, since a text holds none.
    """
    notes: list[Note] = []
    titles = [f"# {escaped(line)}" for line in lines_of(paper.title)]
    if titles:
        titles[-1] += "".join(_noted(note, notes) for note in paper.title_notes)
    blocks = titles + [escaped(line) for line in lines_of(paper.subtitle)]
    blocks += [_block(paragraph, notes) for paragraph in paper.paragraphs]
    blocks += [escaped(line) for signed in (paper.author, paper.date) for line in lines_of(signed)]
    blocks += [_note(number, note) for number, note in enumerate(notes, 1)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """`text` so that Markdown shows just these characters, at the start of a line, too."""
    safe = _inline(text.strip())
    if (mark := _LINE_START.match(safe)) is None:
        return safe
    end = mark.end()
    return f"{safe[:end]}\\{safe[end:]}" if mark.group()[-1].isdigit() else f"\\{safe}"


def _inline(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", readable(text).text)


def _block(paragraph: Paragraph, notes: list[Note]) -> str:
    if paragraph.grid:
        return _table(paragraph.grid, notes)
    if paragraph.form == "line":
        return f"{'#' * (paragraph.level + 1)} {_marked(paragraph, notes)}"
    if paragraph.form == "lead" and not paragraph.marks:
        return _with_bold(paragraph.text, paragraph.heading_end)
    return _marked(paragraph, notes)


def _marked(paragraph: Paragraph, notes: list[Note], *, begins: bool = True) -> str:
    """The words of a paragraph with its notes and pictures; `begins` where it begins a line."""
    made, start = "", 0
    for mark in (*paragraph.marks, None):
        part = paragraph.text[start : len(paragraph.text) if mark is None else mark.place]
        made += _inline(part) if start or made or not begins else escaped(part)
        start += len(part)
        if mark is not None:
            made += _noted(mark, notes) if isinstance(mark, Note) else _pictured(mark)
    return made.strip()


def _noted(note: Note, notes: list[Note]) -> str:
    notes.append(note)
    return f"[^{len(notes)}]"


def _note(number: int, note: Note) -> str:
    return f"[^{number}]: " + "\n\n    ".join(_inline(line) for line in note.paragraphs)


def _pictured(picture: Picture) -> str:
    return f"（图片：{_inline(picture.description)}）" if picture.description else "（图片）"


def _table(grid: Grid, notes: list[Note]) -> str:
    """A table with bars, the first row as its head; what is merged stands in its first cell. A frame is a quotation."""
    if grid.frames:
        paragraphs = (one for row in grid.rows for cell in row.cells for one in cell.paragraphs)
        lines = [_block(one, notes).replace("\n", "\n> ") for one in paragraphs]
        return "\n>\n".join(f"> {line}" for line in lines)
    rows = ["| " + " | ".join(_cells(row.cells, row.skipped, grid.columns, notes)) + " |" for row in grid.rows]
    return "\n".join([rows[0], "|" + " --- |" * grid.columns, *rows[1:]])


def _cells(cells: tuple[GridCell, ...], skipped: int, columns: int, notes: list[Note]) -> Iterator[str]:
    yield from [""] * skipped
    used = skipped
    for cell in cells:
        yield "<br>".join(_cell_line(one, notes) for one in cell.paragraphs)
        yield from [""] * (cell.columns - 1)
        used += cell.columns
    yield from [""] * (columns - used)


def _cell_line(paragraph: Paragraph, notes: list[Note]) -> str:
    """A paragraph of a cell; a table in it in one line."""
    if paragraph.grid:
        cells = (cell for row in paragraph.grid.rows for cell in row.cells)
        return " ".join(_cell_line(one, notes) for cell in cells for one in cell.paragraphs)
    return _marked(paragraph, notes, begins=False)


def _with_bold(text: str, end: int) -> str:
    """`text` with its first `end` characters in bold, where Markdown can: ** closes only behind a letter or digit."""
    inner = text[:end].rstrip(_CLOSERS + " 　")
    if not inner or not inner[-1].isalnum():
        return escaped(text)
    return f"**{escaped(inner)}**{_inline(text[len(inner) :])}"
