"""How long a draft is (字数), and the limits that rules set."""

from dataclasses import dataclass
from typing import Final

LIMITS: Final = ((4_000, "部署专项工作的文件一般不超过 4,000 字"), (5_000, "部署全面工作的文件一般不超过 5,000 字"))
"""整治形式主义为基层减负若干规定 (2024): a notice, never a refusal."""


@dataclass(frozen=True, slots=True)
class Length:
    """Characters without white space (字数), and the limits that are passed."""

    characters: int
    notices: tuple[str, ...]


def length_of(text: str) -> Length:
    """How long a text is."""
    count = sum(not char.isspace() for char in text)
    return Length(count, tuple(f"{rule}，现有 {count:,} 字。" for limit, rule in LIMITS if count > limit))
