"""What waits for a person, from every room in one list (等我办): cases, duties and tasks, drafts to decide on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Clock
from mofan.cases.noticing import reported_to, said_of
from mofan.cases.queries import my_work
from mofan.drafting.awaiting import Awaiting, awaiting
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.records.owed import Owed, owed_by
from mofan.records.reminders import reminding_of
from mofan.web.views.cases.desk import TABS, centres_of, waiting_at
from mofan.web.views.cases.loading import LOOKS

AHEAD: Final = timedelta(days=7)
"""Cases that are due later are on their own page alone, as with duties."""
MOST: Final = 10
_READ: Final = 3
"""Time limits read for each line: one case may have several."""
HELD: Final = 100
"""Reported ones that are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: how it stands, what it is, where it is done, by when."""

    look: str
    said: str
    what: str
    address: str
    why: str
    on: date
    rank: int
    """0 what is late, 1 what waits for a word, 2 what is due."""
    key: int = 0
    """Of a time limit of a case."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """The list of a page, and how many there are of each."""

    lines: list[Line]
    """The most pressing: what is late, then what waits for a word, then by day."""
    cases: int
    late_cases: int
    owed: int
    late_owed: int
    drafts: int
    reported: list[Line] = field(default_factory=list)
    """What is late in units under this person and was reported to him, read by nobody yet."""
    more_reported: int = 0
    desk: tuple[tuple[str, str, int], ...] = ()
    """At a dispatcher's own desk: (tab, its name, how many wait), without those where nothing waits."""

    def __bool__(self) -> bool:
        return bool(self.cases or self.owed or self.drafts or self.desk or self.reported)


def awaited_by(person: Person, now: datetime) -> Awaited:
    """What waits for this person now."""
    today = timezone.localdate(now)
    clocks = my_work(person)
    late = Q(paused_at=None, due_at__lt=now)
    counts = clocks.order_by().aggregate(all=Count("pk"), late=Count("pk", filter=late))
    near = list(clocks.filter(paused_at=None, due_at__lte=now + AHEAD)[: _READ * MOST]) if counts["all"] else []
    owed = owed_by(person, today) if reminding_of(person).wanted else []
    drafts = awaiting(person, today)
    reported = list(_of_cases(reported_to(person, now)[:HELD], now))
    lines = [*_of_cases(near, now), *_of_duties(owed, today), *_of_drafts(drafts)]
    lines.sort(key=lambda line: (line.rank, line.on))
    own = {line.address for line in lines[:MOST]}
    reported = [line for line in reported if line.address not in own]
    return Awaited(
        lines[:MOST],
        counts["all"],
        counts["late"],
        len(owed),
        sum(one.late for one in owed),
        len(drafts),
        reported[:MOST],
        len(reported) - MOST,
        _at_desk(person, now),
    )


def _at_desk(person: Person, now: datetime) -> tuple[tuple[str, str, int], ...]:
    """What waits at the first desk of a dispatcher, tab by tab; nothing for whoever dispatches only because he
    administers the system."""
    if person.may_everywhere(Right.DISPATCH) or not person.may(Right.DISPATCH) or not (centres := centres_of(person)):
        return ()
    counts = {code: rows.count() for code, rows in waiting_at(person, centres[0], now).items()}
    return tuple((code, name, counts[code]) for code, name in TABS.items() if counts[code])


def _of_cases(clocks: Iterable[Clock], now: datetime) -> Iterable[Line]:
    """A line for each case, that of its most pressing time limit; the others, by unit and step, stand in it too."""
    kinds = known_kinds()
    by_case: dict[int, list[Clock]] = {}
    for clock in clocks:
        by_case.setdefault(clock.case_id, []).append(clock)
    for some in by_case.values():
        first, case = some[0], some[0].case
        standing = first.standing(now)
        owed = "、".join(dict.fromkeys(f"{one.unit} {one.name}" for one in some))
        why = f"{kinds[case.kind].name}　{owed}"
        address, day = reverse("case", args=[case.pk]), timezone.localdate(first.due_at)
        rank = 0 if standing == "overdue" else 2
        yield Line(LOOKS[standing], said_of(first, standing, now), case.title, address, why, day, rank, first.pk)


def _of_duties(owed: Iterable[Owed], today: date) -> Iterable[Line]:
    for one in owed:
        address = reverse("record_task" if one.of == "task" else "duty", args=[one.key])
        look = "late" if one.late else "due"
        yield Line(look, one.left(today), one.what, address, one.unit, one.due_on, 0 if one.late else 2)


def _of_drafts(drafts: Iterable[Awaiting]) -> Iterable[Line]:
    for one in drafts:
        draft, address = one.draft, reverse("draft_review", args=[one.draft.pk])
        why = f"{draft.unit}　{draft.created_by.name}起草　{one.step.name}"
        yield Line("doing", "待您审签", draft.title, address, why, timezone.localdate(draft.changed_at), 1)
