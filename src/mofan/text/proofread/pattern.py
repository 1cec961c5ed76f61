"""A rule that one pattern says (规则), beside lines that it must match and lines that it must not."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mofan.text.proofread.finding import Finding, Severity

Replace = str | Callable[[re.Match[str]], str | None] | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One named rule. The group `it` (or `it2` … of another branch) is what the finding
    marks, the whole match where there is none."""

    name: str
    kind: str
    severity: Severity
    pattern: re.Pattern[str]
    message: str
    """For the reader; {quote} and {new} stand for what is marked and what should stand instead."""
    replace: Replace
    """What should stand instead: a template of `re.Match.expand`, a function, or None."""
    confidence: float
    matches: tuple[str, ...]
    """Lines in which it must find something."""
    misses: tuple[str, ...]
    """Lines in which it must find nothing."""
    needs: tuple[str, ...] = ()
    """Strings of which one stands in every text that the pattern can match: what spares most texts the search."""
    letters: frozenset[str] = field(init=False)
    """The first characters of `needs`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", frozenset(need[0] for need in self.needs))

    def find(self, text: str) -> Iterator[Finding]:
        """Every place of `text` where the rule is broken."""
        if self.needs and not any(need in text for need in self.needs):
            return
        for found in self.pattern.finditer(text):
            new = self._new(found)
            names = (name for name in self.pattern.groupindex if name.startswith("it"))
            start, end = found.span(next((name for name in names if found[name] is not None), 0))
            quote = text[start:end]
            if new != quote:
                message = self.message.format(quote=quote, new=new)
                yield Finding(start, end, quote, self.kind, self.severity, message, new, self.name, self.confidence)

    def _new(self, found: re.Match[str]) -> str | None:
        if self.replace is None:
            return None
        return found.expand(self.replace) if isinstance(self.replace, str) else self.replace(found)


def find_all(patterns: Iterable[Pattern], text: str) -> Iterator[Finding]:
    """What each of `patterns` finds in `text`."""
    here = set(text)
    for pattern in patterns:
        if not pattern.needs or not pattern.letters.isdisjoint(here):
            yield from pattern.find(text)
