"""Reading versions (版本): any text as it was, and the list of them, saves in passing gathered by writer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mofan.drafting.document import Body, Change, apply, changes, read_body
from mofan.drafting.models import Draft, DraftVersion
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

GATHERED = timedelta(minutes=10)
"""Saves of one writer that follow one another within this time are one line of the list."""


def text_of_revision(draft: Draft, revision: int) -> Body:
    """The text as it was after that save. Raises RuleBroken when there is no such version."""
    rows = DraftVersion.objects.filter(draft=draft, aside=False, revision__lte=revision)
    whole = rows.filter(body__isnull=False).order_by("-revision").first()
    if whole is None or not rows.filter(revision=revision).exists():
        raise RuleBroken("没有这一版。")
    body = read_body(whole.body)
    for later in rows.filter(revision__gt=whole.revision).order_by("revision"):
        body = apply(body, later.delta or {})
    return body


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one writer did in one go (一次写作): the last version of it stands for all."""

    last: DraftVersion
    first: DraftVersion
    saves: int

    @property
    def by(self) -> Person:
        return self.last.by

    @property
    def at(self) -> datetime:
        return self.last.at


def sittings(draft: Draft) -> list[Sitting]:
    """The versions, newest first, saves in passing gathered; a named version and one aside always stand alone."""
    rows = list(draft.versions.select_related("by").defer("body", "delta").order_by("-pk"))
    found: list[list[DraftVersion]] = []
    for row in rows:
        if found and _belongs(row, found[-1]):
            found[-1].append(row)
        else:
            found.append([row])
    return [Sitting(group[0], group[-1], len(group)) for group in found]


def _belongs(row: DraftVersion, group: Sequence[DraftVersion]) -> bool:
    later = group[-1]
    plain = not (row.label or row.aside or later.aside)
    return plain and row.by_id == later.by_id and later.at - row.at <= GATHERED


def compared(draft: Draft, first: int, second: int) -> tuple[Change, ...]:
    """What changed from one revision to another. Raises RuleBroken."""
    return changes(text_of_revision(draft, first), text_of_revision(draft, second))
