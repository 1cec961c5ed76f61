"""The organisation of 安澜县, a fictional county, drawn from a seed: units, people, posts, memberships of some years.

Pure: plans as dataclasses, the same for the same seed and day. `planting.py` makes rows of them. Places are of our own
making, names of people are put together by chance, telephone numbers begin with 100, which no mobile number does.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from mofan.ops.demo.names import AGENCIES, COUNTY, STATIONS, TEAMS, TOWNSHIPS, Agency, village_names
from mofan.ops.demo.people import Crowd
from mofan.org.kinds import Rank, Standing, UnitKind

SEED = 20261120
CELLS_FROM = 22
"""A branch of so many members is divided into groups."""
LARGEST_BRANCH = 42


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the county is planted (规模): units directly below it, and how many people in all."""

    agencies: int
    townships: int
    villages: int
    people: int


SMALL = Size(agencies=12, townships=3, villages=2, people=260)
"""A dozen agencies and three townships, loaded in a second."""
FULL = Size(agencies=76, townships=14, villages=5, people=3000)
"""Ninety units below the county, with their branches, groups, windows, stations and villages, and 3,000 people."""


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit; `above` is the key of its parent."""

    key: str
    name: str
    kind: UnitKind
    above: str = ""
    called: str = ""
    order: int = 0
    short: str = ""


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A person, with the key of his own unit."""

    key: int
    name: str
    gender: str
    born_on: date
    joined_party_on: date | None
    phone: str
    unit: str


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post, from a day to a day."""

    person: int
    unit: str
    title: str
    rank: Rank
    since: date
    until: date | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class MembershipPlan:
    """Membership of a branch, from a day to a day."""

    person: int
    branch: str
    cell: str
    standing: Standing
    since: date
    until: date | None = None


@dataclass(slots=True)
class Organisation:
    """The whole of it (组织)."""

    units: list[UnitPlan] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    posts: list[PostPlan] = field(default_factory=list)
    memberships: list[MembershipPlan] = field(default_factory=list)


def organisation(size: Size, today: date, seed: int = SEED) -> Organisation:
    """The county of that size as it has come to be by `today`."""
    return _Drawing(size, today, Random(seed)).whole()


_TOWNSHIP_WEIGHT = 2.2
_FEWEST = 5


def _divide(number: int, weights: list[float]) -> list[int]:
    """`number` in as many parts as there are weights, by weight, each of a few at least; together exactly `number`."""
    parts = [max(_FEWEST, int(number * weight / sum(weights))) for weight in weights]
    largest = sorted(range(len(parts)), key=lambda place: -weights[place])
    for step in range(abs(number - sum(parts))):
        parts[largest[step % max(1, len(largest) // 2)]] += 1 if sum(parts) < number else -1
    return parts


class _Drawing:
    def __init__(self, size: Size, today: date, chance: Random) -> None:
        self.size, self.today, self.chance = size, today, chance
        self.crowd = Crowd(chance, today)
        self.made = Organisation()

    def whole(self) -> Organisation:
        self._unit(COUNTY, COUNTY, UnitKind.COUNTY)
        agencies = AGENCIES[: self.size.agencies]
        townships = TOWNSHIPS[: self.size.townships]
        numbers = _divide(self.size.people, [one.weight for one in agencies] + [_TOWNSHIP_WEIGHT] * len(townships))
        villages = iter(village_names())
        for order, agency in enumerate(agencies):
            self._agency(agency, order, numbers[order])
        for order, name in enumerate(townships, len(agencies)):
            names = [next(villages) for _ in range(self.size.villages)]
            self._township(name, names, order, numbers[order])
        for order, name in enumerate(TEAMS[: 1 + len(agencies) // 20], 200):
            self._team(name, order)
        return self.made

    def _unit(self, key: str, name: str, kind: UnitKind, above: str = "", called: str = "", order: int = 0) -> str:
        self.made.units.append(UnitPlan(key, name, kind, above, called, order))
        return key

    def _called_in_short(self, short: str) -> None:
        self.made.units[-1] = replace(self.made.units[-1], short=short)

    def _agency(self, agency: Agency, order: int, number: int) -> None:
        unit = self._unit(agency.name, agency.name, agency.kind, COUNTY, order=order)
        self._called_in_short(agency.short)
        staff = [self._person(unit, agency.members) for _ in range(number)]
        self._leaders(unit, staff, agency.head, agency.deputy)
        for place, (name, kind) in enumerate(agency.below):
            part = self._unit(f"{unit}/{name}", name, kind, unit, order=place)
            for person in staff[-3 - place :][:3]:
                self._post(person, part, "工作人员" if kind != UnitKind.MEDIATION else "调解员")
        if agency.name.endswith("市场监督管理局"):
            for place, name in enumerate(STATIONS):
                self._unit(f"{unit}/{name}", name, UnitKind.STATION, unit, order=20 + place)
        self._branches(unit, agency.short, staff)

    def _township(self, name: str, villages: list[str], order: int, number: int) -> None:
        unit = self._unit(name, name, UnitKind.TOWNSHIP, COUNTY, "镇" if name.endswith("镇") else "乡", order)
        per_village = max(3, round(number * 0.11))
        own = [self._person(unit, 0.72) for _ in range(max(6, number - per_village * len(villages)))]
        self._leaders(unit, own, "党委书记", "副镇长" if name.endswith("镇") else "副乡长")
        self._unit(f"{unit}/中心", f"{name}社会治理中心", UnitKind.CENTRE, unit, order=0)
        self._unit(f"{unit}/调解", f"{name}人民调解委员会", UnitKind.MEDIATION, unit, order=1)
        for person in own[-4:]:
            self._post(person, f"{unit}/中心", "窗口工作人员")
            self._post(person, f"{unit}/调解", "调解员")
        self._branches(unit, f"{name}机关", own)
        for place, village in enumerate(villages, 10):
            key = self._unit(f"{unit}/{village}", village, UnitKind.VILLAGE, unit, "村", place)
            people = [self._person(key, 0.8) for _ in range(per_village)]
            self._leaders(key, people, "党支部书记、村委会主任", "村委会委员", deputies=1)
            self._branches(key, village, people)

    def _team(self, name: str, order: int) -> None:
        unit = self._unit(name, name, UnitKind.TEAM, COUNTY, order=order)
        for place, person in enumerate(self.chance.sample(self.made.people, 8)):
            since = self.today - timedelta(days=self.chance.randint(90, 500))
            title, rank = ("组长", Rank.HEAD) if place == 0 else ("成员", Rank.STAFF)
            self.made.posts.append(PostPlan(person.key, unit, title, rank, since, None, place))

    def _person(self, unit: str, share_of_members: float) -> PersonPlan:
        one = self.crowd.another(share_of_members)
        made = PersonPlan(
            len(self.made.people), one.name, one.gender, one.born_on, one.joined_party_on, one.phone, unit
        )
        self.made.people.append(made)
        return made

    def _post(self, person: PersonPlan, unit: str, title: str, rank: Rank = Rank.STAFF, order: int = 90) -> None:
        since = self._day_before(365 * 5)
        self.made.posts.append(PostPlan(person.key, unit, title, rank, since, None, order))

    def _day_before(self, days: int) -> date:
        return self.today - timedelta(days=self.chance.randint(60, days))

    def _leaders(self, unit: str, staff: list[PersonPlan], head: str, deputy: str, deputies: int = 0) -> None:
        """The head, whose predecessor left some time ago, deputies, and the others; one in eight changed his post."""
        by_age = sorted(staff, key=lambda one: one.born_on)
        deputies = deputies or min(5, 1 + len(staff) // 9)
        leading = by_age[2 : 3 + deputies] if len(by_age) > deputies + 4 else by_age[: 1 + deputies]
        taken_over = self._day_before(700)
        if len(by_age) > deputies + 4:  # the one before, who is a member of staff now
            before = PostPlan(
                by_age[0].key, unit, head, Rank.HEAD, taken_over - timedelta(days=1500), taken_over - timedelta(days=1)
            )
            self.made.posts.append(before)
        for place, person in enumerate(leading):
            rank = Rank.LEADING if place else Rank.HEAD
            since = self._day_before(1800) if place else taken_over
            self.made.posts.append(PostPlan(person.key, unit, deputy if place else head, rank, since, None, place))
        others = [one for one in staff if one not in leading]
        for person in others:
            since = self._day_before(2500)
            title = self.chance.choice(("科员", "科员", "干事", "四级主任科员", "二级主任科员", "办公室主任"))
            if self.chance.random() < 0.12:
                changed = self._day_before(720)
                if changed > since + timedelta(days=60):
                    ended = changed - timedelta(days=1)
                    self.made.posts.append(PostPlan(person.key, unit, "科员", Rank.STAFF, since, ended, 50))
                    since = changed
            self.made.posts.append(PostPlan(person.key, unit, title, Rank.STAFF, since, None, 50))

    def _branches(self, unit: str, short: str, staff: list[PersonPlan]) -> None:
        """One branch, or as many as keep each below its largest size; fewer than three full members make none."""
        members = [one for one in staff if one.joined_party_on]
        count = -(-len(members) // LARGEST_BRANCH)
        if len(members) < 3:
            return
        for no in range(count):
            name = f"{short}党支部" if count == 1 else f"{short}第{'一二三四五六七八九十'[no]}党支部"
            branch = self._unit(f"{unit}/{name}", name, UnitKind.BRANCH, unit, order=30 + no)
            self._branch(branch, members[no::count])

    def _branch(self, branch: str, members: list[PersonPlan]) -> None:
        cells = [""]
        if len(members) >= CELLS_FROM:
            cells = [
                self._unit(f"{branch}/{no}", f"第{'一二三四五'[no]}党小组", UnitKind.CELL, branch, order=no)
                for no in range(min(5, -(-len(members) // 12)))
            ]
        for place, person in enumerate(members):
            self._membership(person, branch, cells[place % len(cells)])
        full = [one for one in members if self._confirmed_on(one) < self.today - timedelta(days=900)]
        titles: tuple[str, ...] = ("支部书记", "组织委员", "宣传委员") if len(members) >= 7 else ("支部书记",)
        titles += ("纪检委员", "副书记") if len(members) >= 25 else ()
        for place, (title, person) in enumerate(zip(titles, full, strict=False)):
            rank = Rank.HEAD if place == 0 else Rank.LEADING
            since = self.today - timedelta(days=self.chance.randint(750, 900))
            self.made.posts.append(PostPlan(person.key, branch, title, rank, since, None, place))

    @staticmethod
    def _confirmed_on(person: PersonPlan) -> date:
        """A year after joining, a probationary member becomes a full one."""
        assert person.joined_party_on
        return person.joined_party_on + timedelta(days=365)

    def _membership(self, person: PersonPlan, branch: str, cell: str) -> None:
        assert person.joined_party_on
        confirmed, joined = self._confirmed_on(person), person.joined_party_on
        came = max(joined, self.today - timedelta(days=self.chance.randint(760, 3000)))
        if came >= confirmed:
            standing = Standing.ON_PROBATION if self.chance.random() < 0.002 else Standing.FULL
            self.made.memberships.append(MembershipPlan(person.key, branch, cell, standing, came))
            return
        last = confirmed - timedelta(days=1)
        ended = last if confirmed <= self.today else None
        self.made.memberships.append(MembershipPlan(person.key, branch, cell, Standing.PROBATIONARY, came, ended))
        if ended:
            self.made.memberships.append(MembershipPlan(person.key, branch, cell, Standing.FULL, confirmed))
