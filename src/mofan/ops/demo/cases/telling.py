"""What a story of a case needs (讲述一件事): the hand that writes, the people, chance, the time that passes."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from django.utils import timezone

from mofan.cases.actions import Said
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts, Value
from mofan.cases.kinds import Need
from mofan.cases.models import Case, Channel, Relation, Satisfied
from mofan.ops.demo.cases.by_actions import ByActions
from mofan.ops.demo.cases.rows_beside import Rows
from mofan.ops.demo.cases.staff import Staff
from mofan.ops.demo.cases.wording import Words, places_of
from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.people import Crowd
from mofan.org.models import Person, Unit
from mofan.org.roles import UnitRole

_COME_AGAIN: Final = 0.13
"""How many of those who come were here before."""
_OTHER_WORDS: Final = ("", "", "", "办得很快。", "电话里说得很清楚。", "希望以后不要再出现。", "来的人很客气。")
_UNHAPPY: Final = ("slow", "not_solved", "not_solved", "no_contact", "manner", "reply")


class Late(Exception):
    """What comes next lies ahead of now."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How often what happens (构成)."""

    kinds: dict[str, float]
    whistles: float = 0.02
    merges: float = 0.025
    """How many demands are followed by others about the same matter, which are merged into them."""
    passed_on: float = 0.15
    """How many legs are sent further down."""
    forgotten: float = 0.25
    """Of what fell due within the last weeks: how much lies undone."""


class Story:
    """What the stories of all kinds have in common."""

    def __init__(self, do: ByActions | Rows, staff: Staff, mix: Mix, chance: Random, now: datetime) -> None:
        self.do, self.staff, self.mix, self.chance, self.now = do, staff, mix, chance, now
        self.crowd = Crowd(chance, timezone.localdate(now))
        self.callers: deque[tuple[PartyFacts, Case | None]] = deque(maxlen=3_000)
        self.places = {0: places_of("", ())}
        for town in staff.towns:
            self.places[town.pk] = places_of(town.name, [one.name for one in staff.villages(town)])
        self.everywhere = [place for some in self.places.values() for place in some]
        self.lately: deque[tuple[Case, Words]] = deque(maxlen=400)
        self.before: Case | None = None
        self.helping: set[int] = set()
        self.outside = 0

    # time

    def after(self, at: datetime, low: float, high: float) -> datetime:
        """So many hours later, by day. Raises Late for what lies ahead."""
        later = timezone.localtime(at + timedelta(hours=self.chance.uniform(low, high)))
        if later.hour < 8 or later.hour >= 21:
            minute = self.chance.randint(0, 59)
            later = later.replace(hour=9, minute=minute) + timedelta(days=1 if later.hour >= 21 else 0)
        if later > self.now:
            raise Late
        return later

    def days_after(self, at: datetime, low: float, high: float) -> datetime:
        """So many days later, in office hours."""
        return self.after(at, low * 24, high * 24)

    def at_times(self, share: float) -> bool:
        """True with that probability."""
        return self.chance.random() < share

    # people

    def who(self, role: UnitRole, unit: Unit, *but: Person) -> Person:
        """Somebody who has that role there."""
        return self.staff.pick(role, unit, but)

    def caller(self) -> tuple[PartyFacts, Case | None]:
        """Somebody new, or somebody who came before, with what he came for."""
        if self.callers and self.at_times(_COME_AGAIN):
            return self.chance.choice(self.callers)
        one = self.crowd.another(0)
        where = self.chance.choice(self.everywhere)
        return PartyFacts("applicant", name=one.name, phone=one.phone, address=f"{COUNTY}{where}"), None

    def centre(self) -> Unit:
        """Where somebody goes: to the county's centre, or to that of his town."""
        centres = self.staff.centres
        return self.chance.choices(centres, [max(4.0, len(centres) * 0.55), *(1.0 for _ in centres[1:])])[0]

    def places_near(self, centre: Unit) -> Sequence[str]:
        """Where that of which a centre hears may be."""
        town = self.staff.town_of.get(centre.pk)
        return self.places[town.pk] if town is not None else self.everywhere

    # coming in

    def take_in(
        self,
        one: Words,
        unit: Unit,
        at: datetime,
        channel: Channel,
        *,
        by: Person | None = None,
        others: tuple[PartyFacts, ...] = (),
        values: dict[str, Value] | None = None,
        who: PartyFacts | None = None,
    ) -> Case:
        """Somebody comes with it, or sends it; `others` stand in it too."""
        kind = kind_of(one.matter.kind)
        before = None
        if who is None:
            who, before = self.caller()
        parties = [] if not kind.parties else [*_as_form(kind.parties[0].role, who, one), *others]
        if channel == Channel.WEB and not kind.from_public:
            channel = Channel.HOTLINE if kind.takers[0] == "clerk" else Channel.OWN
        intake = Intake(
            kind,
            one.title,
            channel,
            text=one.text,
            urgency=one.matter.urgency,
            category=one.matter.category,
            place=one.place,
            points=one.points,
            parties=tuple(party for party in parties if party is not None),
            values=values or {},
            outside=self._outside(at) if channel == Channel.UPPER else None,
        )
        if channel == Channel.WEB:
            case = self.do.hand_in(intake, unit, at=at)
        else:
            case = self.do.take_in(intake, unit, by=by or self.who(UnitRole.CLERK, unit), at=at)
        if who.phone and kind.parties:
            self.callers.append((who, case if not case.restricted else None))
        self._come_again(case, before)
        return case

    def _come_again(self, case: Case, before: Case | None) -> None:
        """The same person: the desk says so where it sees it."""
        self.before = before
        if before is None or case.restricted or before.unit_id != case.unit_id or before.pk == case.pk:
            self.before = None

    def say_repeat(self, case: Case, desk: Person, at: datetime) -> None:
        """Link what the same person came for before, more often than not."""
        if self.before is not None and self.at_times(0.6):
            same = self.before.category == case.category and self.before.kind == case.kind
            relation = Relation.REPEAT_MATTER if same else Relation.REPEAT_PERSON
            self.do.link(case, self.before, relation, by=desk, at=at)
        self.before = None

    def _outside(self, at: datetime) -> str:
        self.outside += 1
        return f"SJ{at:%Y%m%d}{self.outside:06d}"

    # its end

    def call_back(self, case: Case, clerk: Unit, at: datetime) -> bool:
        """Ask how it went. True where it is to be opened again."""
        chance, callback = self.chance, self.do.callback(case)
        if self.at_times(0.05):
            at = self.after(at, 1, 60)
            self.do.rate(callback, self._said(), at=at)
            return False
        at = self.after(max(at, callback.due_at), 1, 70)
        by = self.who(UnitRole.CLERK, clerk)
        if self.at_times(0.1):
            for _ in range(chance.randint(1, 3)):
                self.do.not_reached(callback, by=by, at=at)
                at = self.after(at, 3, 30)
            return False
        said = self._said()
        self.do.record_callback(callback, said, by=by, at=at)
        desk = self.who(UnitRole.DISPATCHER, clerk)
        if said.satisfied == Satisfied.NO and self.at_times(0.1):
            at = self.after(at, 2, 40)
            ground = chance.choice(("beyond_policy", "untrue", "excessive"))
            words = "经核实，办理单位已依规答复。"
            asked = self.do.propose_exclusion(callback, ground, words, by=desk, at=at)
            head = self.who(UnitRole.LEADER, clerk, desk)
            self.do.decide_exclusion(asked, self.at_times(0.7), by=head, at=self.after(at, 2, 40))
            return False
        if not said.wants_reopening:
            return False
        at = self.after(at, 1, 20)
        if self.at_times(0.35):
            self.do.decline_reopening(callback, "已依规办结并当面说明，暂无重办必要。", by=desk, at=at)
            return False
        self.move(case, "reopen", {"why": "本人反映问题没有解决，经核实属实。"}, by=desk, at=at)
        return True

    def _said(self) -> Said:
        chance = self.chance
        solved = self.at_times(0.87)
        satisfied = Satisfied.YES if solved and self.at_times(0.8) else Satisfied.MOSTLY if solved else Satisfied.NO
        unhappy = chance.choice(_UNHAPPY) if satisfied == Satisfied.NO else ""
        words = "" if unhappy else chance.choice(_OTHER_WORDS)
        return Said(
            self.at_times(0.95), solved, satisfied, unhappy=unhappy, words=words,
            wants_reopening=bool(unhappy) and self.at_times(0.45),
        )  # fmt: skip

    def move(
        self, case: Case, code: str, values: Mapping[str, Value] | None = None, *, by: Person, at: datetime
    ) -> None:
        """A move of the table; what it needs beside what the story says is filled in."""
        needs = kind_of(case.kind).move(code).needs
        filled = {one.code: _fitting(one) for one in needs if one.required} | dict(values or {})
        self.do.move(case, code, filled, by=by, at=at)

    def archive(self, case: Case, by: Person, at: datetime) -> None:
        """Put it away after some weeks; some are forgotten."""
        if self.at_times(0.93):
            self.move(case, "archive", by=by, at=self.days_after(at, 20, 45))

    def day(self, at: datetime, low: int, high: int) -> date:
        """A day so many days ahead."""
        return timezone.localdate(at) + timedelta(days=self.chance.randint(low, high))


def _as_form(role: str, who: PartyFacts, one: Words) -> list[PartyFacts]:
    """Whoever comes, with no more than the kind asks for."""
    form = next(form for form in kind_of(one.matter.kind).parties if form.role == role)
    given = {datum: getattr(who, datum) for datum in form.data if datum != "unit" and getattr(who, datum)}
    if "organisation" in form.required:
        given["organisation"] = f"安澜{one.place[:2]}{_TRADES[len(one.text) % len(_TRADES)]}有限公司"
    return [PartyFacts(form.role, **given)]


def _fitting(need: Need) -> Value:
    """Something that can stand there."""
    match need.type:
        case "tick":
            return True
        case "number":
            return Decimal(1)
        case "choice":
            return next(iter(need.choices))
    return f"{need.name}见附件材料。"


_TRADES: Final = ("食品", "机械", "纺织", "建材", "电子", "农业", "物流", "家具")
