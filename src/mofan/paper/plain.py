"""Markdown and plain text (纯文本): the same lines as the .docx."""

import re

from mofan.paper.characters import readable
from mofan.paper.paper import Paper, Paragraph, lines_of

_INLINE = re.compile(r"[\\`*_\[\]<>&~|]")
_LINE_START = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)]))")
_CLOSERS = "。：；！？，.:;!?,"


def write_text(paper: Paper) -> str:
    """One line a paragraph, title and subtitle first, ended by a newline; without indentation."""
    return "".join(f"{readable(line).text}\n" for line in paper.lines())


def write_markdown(paper: Paper) -> str:
    """Markdown: headings on their own line as `##` and deeper, those at the start of a paragraph in bold.

    What Markdown would take for its own marks is escaped; 一、 and （一） stay as they are.
    """
    blocks = [f"# {escaped(line)}" for line in lines_of(paper.title)]
    blocks += [escaped(line) for line in lines_of(paper.subtitle)]
    blocks += [_block(paragraph) for paragraph in paper.paragraphs]
    blocks += [escaped(line) for signed in (paper.author, paper.date) for line in lines_of(signed)]
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


def _block(paragraph: Paragraph) -> str:
    if paragraph.form == "line":
        return f"{'#' * (paragraph.level + 1)} {escaped(paragraph.text)}"
    if paragraph.form == "lead":
        return _with_bold(paragraph.text, paragraph.heading_end)
    return escaped(paragraph.text)


def _with_bold(text: str, end: int) -> str:
    """`text` with its first `end` characters in bold, where Markdown can: ** closes only behind a letter or digit."""
    inner = text[:end].rstrip(_CLOSERS + " 　")
    if not inner or not inner[-1].isalnum():
        return escaped(text)
    return f"**{escaped(inner)}**{_inline(text[len(inner) :])}"
