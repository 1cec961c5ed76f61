"""Markdown (标记文本): the words without the marks, a paragraph a line, as every other format is read.

Line by line: two lines that Markdown would join stay two, since official texts are written a paragraph a line.
"""

import re
from html import unescape

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_TABLE_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_PREFIX = re.compile(r"\s{0,3}(?:>\s?|[-*+]\s+(?=\S))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0x10F900
"""Escaped marks wait here, in the last private plane, where no font has characters."""
_KEPT = re.compile("[\U0010f900-\U0010f97f]")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!?\[([^\[\]\n]*)\]\((?:<[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"\n]*\")?\)"), r"\1"),
    (re.compile(r"(`+)(?!`)([^`\n]+)\1(?!`)"), r"\2"),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
)
"""Mark → what stays of it. An underscore inside a word is a blank of the form (召开__次), never emphasis."""


def without_marks(text: str) -> str:
    """The words of a Markdown text, one paragraph, heading, item or table row a line (cells joined by a tab)."""
    lines: list[str] = []
    in_code = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        elif in_code:
            lines.append(line)
        elif not _RULE.match(line) and not _TABLE_RULE.match(line):
            lines.append(_line(line))
    return "\n".join(line for line in "\n".join(lines).split("\n") if line.strip())


def _line(line: str) -> str:
    if heading := _HEADING.match(line):
        return _inline(heading.group(1))
    if row := _TABLE_ROW.match(line):
        return "\t".join(_inline(cell.strip()) for cell in re.split(r"(?<!\\)\|", row.group(1)))
    while prefix := _PREFIX.match(line):
        line = line[prefix.end() :]
    return _inline(line.rstrip(" "))


def _inline(text: str) -> str:
    """Escaped marks are set aside in private characters while the real marks are taken out."""
    text = _ESCAPED.sub(lambda escaped: chr(_ASIDE + ord(escaped.group(1))), text)
    for mark, stays in _INLINE:
        text = mark.sub(stays, text)
    return _KEPT.sub(lambda kept: chr(ord(kept.group()) - _ASIDE), unescape(text))
