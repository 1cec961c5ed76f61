"""Set phrases with one place that only one word fills (固定搭配): 铸牢中华民族共同体意识, not 统一体."""

import re

from mofan.text.late import late
from mofan.text.proofread.lexicon.tables import rows
from mofan.text.proofread.pattern import Pattern

_STRANGE = "㐀㐁"
"""Characters that fill no place rightly: what every frame is tried with."""


def _frame(before: str, right: str, behind: str) -> Pattern:
    """The rule that another word, which does not hold the right one, fills the place."""
    own = rf"(?![\u3400-\u9fff]{{0,4}}?{right})"
    written = rf"(?<={re.escape(before)}){own}(?P<it>[\u3400-\u9fff]{{1,4}}?)(?={re.escape(behind)})"
    name, said = f"{before}…{behind}", f"固定提法为“{before}{right}{behind.strip('，、')}”。"
    lines = (f"{before}{_STRANGE}{behind}",), (f"{before}{right}{behind}",)
    return Pattern(name, "wording", "error", late(written), said, right, 0.85, *lines, (before,), (behind,))


FRAMES = tuple(_frame(before, right, behind) for before, right, behind in rows("frames.tsv"))
"""Rules of set phrases that another word stands in."""
