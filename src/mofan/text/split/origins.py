"""The way back from the clean view to the text as read (还原位置)."""

from mofan.text.clean import Cleaned
from mofan.text.span import Span


class Origins:
    """Raw places of what was found in the clean text of one source."""

    def __init__(self, text: str, cleaned: Cleaned) -> None:
        self._text = text
        self._cleaned = cleaned
        self._advertisements = {removal.start: removal.end for removal in cleaned.removals if removal.kind == "ad"}

    def start(self, position: int) -> int:
        """Where the clean character at `position` stands in the text as read."""
        return self._cleaned.to_raw(position)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw bounds of the clean span (not empty): from its first character to its last, with the advertisements that
        follow on the same line; a paid mark (##paidend##) stays outside."""
        raw = self._cleaned.raw_span(Span(start, end))
        last = raw.end
        while self._advertisements:
            after = self._after_blanks(last)
            if after not in self._advertisements:
                break
            last = self._advertisements[after]
        return raw.start, raw.start + len(self._text[raw.start : last].rstrip())

    def _after_blanks(self, position: int) -> int:
        while position < len(self._text) and self._text[position] in " \t\u3000\u00a0":
            position += 1
        return position
