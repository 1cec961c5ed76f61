"""The parallel headings of a piece (排比标题) as its row keeps them: found once, in the process that describes it."""

from collections.abc import Iterable, Sequence
from typing import Any

from mofan.text.outline.parallel_groups import ParallelGroup, parallel_groups

FOUND_BY = 1
"""Raise it when `parallel_groups` gives other groups: what a row keeps of an older one is not read, but found again."""

Stored = list[Any]
"""As JSON: [FOUND_BY, skeleton, members, skeleton, members, …]."""


def wording(heading: dict[str, Any]) -> str:
    """A heading without its mark: 守正创新 of 一、守正创新."""
    text: str = heading["text"]
    marker = heading.get("marker") or ""
    return (text[len(marker) :] if text.startswith(marker) else text).strip()


def to_store(outline: Iterable[dict[str, Any]]) -> Stored:
    """The parallel groups of an outline for its row."""
    found = parallel_groups([(heading["level"], wording(heading)) for heading in outline])
    return [FOUND_BY, *(part for group in found for part in (group.skeleton, group.members))]


def groups_of(outline: Sequence[dict[str, Any]], stored: Stored | None) -> tuple[ParallelGroup, ...]:
    """The parallel groups of an outline: as its row keeps them, else found now."""
    if not stored or stored[0] != FOUND_BY:
        stored = to_store(outline)
    return tuple(
        ParallelGroup(skeleton, tuple(members)) for skeleton, members in zip(stored[1::2], stored[2::2], strict=True)
    )
