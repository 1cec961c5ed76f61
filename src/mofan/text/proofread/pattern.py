"""A rule that one pattern says (规则), beside lines that it must match and lines that it must not."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from operator import add

from mofan.text.proofread.finding import Finding, Severity

DIGITS = "0123456789０１２３４５６７８９"
"""Digits of both widths."""
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
    """Strings of which one stands in every text that the pattern can match: what spares most texts the search, and the
    pattern its compiling. Two characters or more tell far more than one."""
    beside: tuple[str, ...] = ()
    """Strings of which one stands there, too."""

    def find(self, text: str) -> Iterator[Finding]:
        """Every place of `text` where the rule is broken."""
        for needs in (self.needs, self.beside):
            if needs and not any(need in text for need in needs):
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


def both(first: str, second: str) -> tuple[str, ...]:
    """Every character of `first` before every one of `second`: needs of a rule about two that stand side by side."""
    return tuple(map("".join, product(first, second)))


class Patterns:
    """Many rules asked together: of a text only those whose needs may stand in it, found by how the needs begin."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._always = [number for number, one in enumerate(self._patterns) if not one.needs]
        self._by_beginning: dict[str, set[int]] = {}
        for number, one in enumerate(self._patterns):
            for need in one.needs:
                self._by_beginning.setdefault(need[:2], set()).add(number)

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str) -> Iterator[Finding]:
        """What each of the rules finds in `text`, in the order of the rules."""
        here = {*text, *map(add, text, text[1:])}
        beginnings = self._by_beginning
        numbers = set(self._always).union(*(beginnings[key] for key in beginnings.keys() & here))
        for number in sorted(numbers):
            yield from self._patterns[number].find(text)
