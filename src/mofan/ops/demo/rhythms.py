"""What units of the demonstration do, how often, in which words (节奏): read from rhythms.toml. Pure: no Django."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One kind of record as some sort of unit makes it; what each part means is said at the head of rhythms.toml."""

    kind: str
    of: tuple[str, ...]
    titles: tuple[str, ...]
    every: str = ""
    times: int = 1
    per_month: float = 0.0
    share: float = 1.0
    season: tuple[int, ...] = ()
    duty: bool = False
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    serves: Mapping[str, float] = field(default_factory=dict)
    guests: tuple[int, int, int] | None = None
    """How many come to a meeting whose people are chosen each time: least, usual, most."""
    grades: bool = False
    """Its four numbers grade those with a vote."""
    votes: bool = False
    deadline: str = ""
    """A field that holds a day some weeks ahead."""
    tasks: float = 0.0
    """How often it makes a task by itself."""


@cache
def rhythms() -> tuple[Rhythm, ...]:
    """All of them, in the order of the file."""
    text = resources.files("mofan.ops.demo").joinpath("rhythms.toml").read_text(encoding="utf-8")
    return tuple(_rhythm(table) for table in tomllib.loads(text)["rhythm"])


def _rhythm(table: Mapping[str, Any]) -> Rhythm:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    plain["texts"] = {name: tuple(some) for name, some in table.get("texts", {}).items()}
    plain["numbers"] = {name: tuple(some) for name, some in table.get("numbers", {}).items()}
    return Rhythm(**plain)
