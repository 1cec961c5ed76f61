"""How a text that is one piece opens (开头): its title and subtitle, below the head of an official document."""

import re

from mofan.text.lines import Line
from mofan.text.red_head import TYPE_END, red_head
from mofan.text.split.blocks import LONGEST_TITLE, goes_on, is_title_like, join_title
from mofan.text.split.marks import TAILS, read_mark
from mofan.text.split.unnumbered import byline_kind

_HEAD, _TITLE_LINES = 16, 5
"""Lines in which the head of an official document is looked for, and lines of its title, at most."""
_OPEN_ENDS = tuple("。；，：:")
"""No line of a title ends so."""

_FIRST_HEADING = re.compile(r"(?:一[、．.是]|[（(]一[）)]|1[、．.](?![0-9])|[（(]1[）)]|第一[编章节条])")
"""A first line that is the first heading or article, not a title."""


def opening_title(lines: list[Line]) -> tuple[int, str, str | None]:
    """Title and subtitle of a text that is one piece: how many lines they take, and both; 0 lines where it has none.

    The head of an official document (发文机关标志, 发文字号 …) is counted with them; its number is the subtitle.
    """
    if head := red_head([line.text for line in lines[:_HEAD]]):
        size, title = _official_title([line.text for line in lines[head.lines : head.lines + _TITLE_LINES]])
        return head.lines + size, title, head.number
    opening = lines[0].text if len(lines) > 1 else ""
    numbered = len(opening) <= LONGEST_TITLE and read_mark(TAILS[0], opening) is not None
    titled = not _FIRST_HEADING.match(opening) and (is_title_like(opening) or _is_closed_title(opening))
    if not numbered and not titled:
        return 0, "", None
    size, title = 1, opening
    if len(lines) > 2 and goes_on(opening, lines[1].text):
        size, title = 2, join_title([opening, lines[1].text])
    if len(lines) > size + 1 and byline_kind(lines[size].text) in ("dash", "author"):
        return size + 1, title, lines[size].text
    return size, title, None


def _official_title(lines: list[str]) -> tuple[int, str]:
    """The title below a head: as many lines as it takes to come to the type (文种), or the first one."""
    for size, line in enumerate(lines, 1):
        if line.endswith(_OPEN_ENDS):
            break
        if TYPE_END.search(line):
            return size, "".join(lines[:size])
    return (0, "") if lines[0].endswith(_OPEN_ENDS) else (1, lines[0])


def _is_closed_title(line: str) -> bool:
    """A short first line that is one sentence."""
    return 0 < len(line) <= 40 and "。" not in line[:-1]
