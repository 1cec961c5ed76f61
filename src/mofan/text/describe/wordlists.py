"""Word lists (词表) are written as one line of words with spaces between them."""

from collections.abc import Iterable


def alternation(choices: Iterable[str]) -> str:
    """A pattern for any of `choices`, the longest first, grouped by first character so that most fail early."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(choices), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(found)})" for first, found in sorted(rests.items()))


def words(line: str) -> list[str]:
    """The words of `line`."""
    return line.split()
