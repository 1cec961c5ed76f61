"""Reads of records, drafts, tasks (记录的读取). Every one starts from `visible_to(person)`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.expressions import RawSQL

from mofan.org.models import Person, Unit
from mofan.org.models.units import sees_every_unit
from mofan.org.queries import leading_body_on, members_on, posts_on
from mofan.records.attendance import State
from mofan.records.catalogue import Kind
from mofan.records.entry import OnRoll, Who
from mofan.records.finding import with_words
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Attachment, Draft, Record, RecordState, Serving, Task
from mofan.records.models.drafts import LedgerMapping
from mofan.records.models.parts import ROLL
from mofan.records.models.records import RecordQuerySet, withheld_from
from mofan.records.models.tasks import TaskQuerySet

MOST_OFFERED: Final = 20
R = TypeVar("R", bound=QuerySet[Any])


def records_visible_to(person: Person) -> RecordQuerySet:
    """The records that this person may read, newest event first, corrected and voided ones too."""
    return Record.objects.visible_to(person).select_related("unit", "entered_by")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of records is narrowed to (筛选). Empty: everything."""

    kind: str = ""
    unit: int | None = None
    """A unit with all below it."""
    since: date | None = None
    until: date | None = None
    words: str = ""
    state: str = RecordState.KEPT
    late: bool = False
    serving: bool = False
    """Also records of other kinds that serve this one."""
    order: str = "-held_on"

    def filtered(self, rows: RecordQuerySet) -> RecordQuerySet:
        """The rows that fit, in the order asked for."""
        if self.kind:
            served = Q(servings__kind=self.kind) if self.serving else Q(kind=self.kind)
            rows = rows.filter(served)
        if self.state and self.words:  # said so, no index of states draws a database away from the keys of the words
            rows = rows.exclude(state__in=[one for one in RecordState.values if one != self.state])
        elif self.state:
            rows = rows.filter(state=self.state)
        if self.unit is not None:
            below = Unit.objects.under(Unit(pk=self.unit)).order_by().values("pk")
            rows = rows.filter(unit__in=below)
        if self.since:
            rows = rows.filter(held_on__gte=self.since)
        if self.until:
            rows = rows.filter(held_on__lte=self.until)
        if words := self.words.split():
            rows = rows.filter(pk__in=with_words(words))
        if self.late:
            rows = rows.filter(is_late=True)
        return rows.order_by(*ORDERS.get(self.order, ORDERS["-held_on"]))


ORDERS: Final = {
    "-held_on": ("-held_on", "-pk"),
    "held_on": ("held_on", "pk"),
    "-entered_at": ("-entered_at", "-pk"),
    "unit": ("unit__order", "unit_id", "-held_on", "-pk"),
    "title": ("title", "pk"),
}


def record_list(person: Person, asked: Asked) -> RecordQuerySet:
    """The records that a list shows."""
    return asked.filtered(records_visible_to(person))


def years_of(person: Person, kind: str, unit: int | None = None, most: int = 10) -> list[int]:
    """The years that hold records of a kind which this person may read, the latest first (有记录的年份)."""
    rows, years = record_list(person, Asked(kind=kind, unit=unit)), list[int]()
    while len(years) < most and (last := rows.values_list("held_on", flat=True).first()):
        years.append(last.year)
        rows = rows.filter(held_on__lt=date(last.year, 1, 1))
    return years


def drafts_of(person: Person, kind: str = "") -> QuerySet[Draft]:
    """The drafts of this person, last saved first."""
    drafts = Draft.objects.visible_to(person)
    return drafts.filter(kind=kind) if kind else drafts


def tasks_visible_to(person: Person) -> TaskQuerySet:
    """The tasks that this person may see, the most urgent first."""
    return Task.objects.visible_to(person).select_related("record", "record__unit", "owner", "closed_by", "reported_by")


def tasks_of(record: Record) -> QuerySet[Task]:
    """The tasks of a record that was loaded through `records_visible_to`."""
    return record.tasks.select_related("owner", "item", "reported_by", "closed_by", "evidence_file")


def attachments_of(record: Record) -> QuerySet[Attachment]:
    """The files of such a record, those taken off at the end."""
    return record.attachments.select_related("added_by").order_by("taken_off_at", "pk")


def roster(kind: Kind, unit: Unit, day: date, most: int | None = None) -> tuple[OnRoll, ...]:
    """Who is due at a meeting of this kind (应到名册) on that day, everybody as present, at most so many; empty where
    it is chosen each time. Members without a vote keep their place (预备党员不计入表决)."""
    if kind.roll is None or kind.roll.roster == "invited":
        return ()
    if kind.roll.roster in ("members", "group"):
        members = members_on(unit, day)[:most]
        return tuple(OnRoll(Who(one.person.name, one.person_id), has_vote=one.votes) for one in members)
    leading = kind.roll.roster in ("committee", "leading_body")
    posts = leading_body_on(unit, day) if leading else posts_on(day, unit)
    people = {one.person_id: one.person.name for one in posts.order_by("rank", "order", "pk")}
    if kind.roll.roster == "staff":
        staff = Person.objects.valid().filter(unit=unit, is_active=True).order_by("pinyin", "pk")[:most]
        people |= {one.pk: one.name for one in staff if one.pk not in people}
    return tuple(OnRoll(Who(name, pk)) for pk, name in people.items())[:most]


def own_units(person: Person, kind: Kind, day: date) -> set[int]:
    """The units for which somebody most likely enters this kind: for meetings of members his branch or group, else his
    own unit."""
    roster = kind.roll.roster if kind.roll is not None else ""
    if roster in ("members", "group"):
        column = "branch_id" if roster == "members" else "cell_id"
        return set(person.memberships.on(day).exclude(**{column: None}).values_list(column, flat=True))
    return {person.unit_id} if person.unit_id is not None else set()


def units_held_before(person: Person, kind: str, units: QuerySet[Unit], most: int = 3) -> list[Unit]:
    """Of these units those for which this person entered this kind last, the latest first."""
    last = (
        Record.objects.visible_to(person)
        .filter(kind=kind, entered_by=person, unit__in=units.order_by().values("pk"))
        .order_by()
        .values("unit")
        .annotate(last=Max("entered_at"))
        .order_by("-last")[:most]
    )
    found = units.in_bulk([row["unit"] for row in last])
    return [found[row["unit"]] for row in last if row["unit"] in found]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What may be offered from the last record (沿用上次): fields that may be carried, nothing that was said."""

    record: Record
    values: dict[str, object]
    people: dict[str, tuple[Who, ...]]
    roll: tuple[OnRoll, ...]


def last_time(person: Person, kind: Kind, unit: Unit) -> LastTime | None:
    """The last record of this kind in this unit, with what may be carried over; None for the first one."""
    rows = Record.objects.visible_to(person).kept().filter(kind=kind.code, unit=unit)
    record = rows.order_by("-held_on", "-pk").select_related("detail").first()
    if record is None:
        return None
    carried = {one.code for one in kind.fields if one.carry}
    values = {code: value for code, value in record.detail.values.items() if code in carried}
    people: dict[str, list[Who]] = {}
    roll: list[OnRoll] = []
    for one in record.participants.all():
        if one.field == ROLL:
            state: State = "observer" if one.state == "observer" else "present"
            roll.append(OnRoll(Who(one.name, one.person_id), state, one.has_vote))
        elif one.field in carried:
            people.setdefault(one.field, []).append(Who(one.name, one.person_id))
    return LastTime(record, values, {code: tuple(who) for code, who in people.items()}, tuple(roll))


def people_found(person: Person, typed: str, unit: Unit | None, most: int = MOST_OFFERED) -> list[Person]:
    """People behind what was typed: characters of the name, its pinyin, or its initials; those of the unit first."""
    typed = "".join(typed.split()).lower()
    if not typed:
        return []
    visible = Person.objects.visible_to(person).valid().exclude(account="console").select_related("unit")
    if typed.isascii():
        rows = visible.filter(Q(initials__startswith=typed) | Q(pinyin__startswith=typed))
    else:
        rows = visible.filter(name__contains=typed)
    own = list(rows.filter(unit=unit).order_by("pinyin", "pk")[:most]) if unit else []
    others = rows.exclude(pk__in=[one.pk for one in own]).order_by("pinyin", "pk")[: most - len(own)]
    return [*own, *others]


_EVERY_KIND: Final = """
    WITH RECURSIVE found(kind) AS (
        SELECT MIN(kind) FROM records_serving WHERE counts
        UNION ALL
        SELECT (SELECT MIN(kind) FROM records_serving WHERE counts AND kind > found.kind)
        FROM found WHERE found.kind IS NOT NULL
    ) SELECT kind FROM found WHERE kind IS NOT NULL"""
"""The kinds of which there is a record that counts, known here or not: by a leap through the index from each to the
next."""


def counts_by_kind(person: Person, since: date, until: date) -> dict[str, int]:
    """Kind → how many records of it this person sees in that time (一次一行), of the kinds that are known: asked for by
    name, an index alone answers."""
    asked = Asked(since=since, until=until)
    if sees_every_unit(person):
        return _by_kind(asked.filtered(Record.objects.visible_to(person)))
    withheld = _by_kind(_withheld(person, asked))
    found = _by_kind(_counted(person, asked))
    return {kind: left for kind, number in found.items() if (left := number - withheld.get(kind, 0))}


def _by_kind(rows: QuerySet[Any]) -> dict[str, int]:
    known = rows.filter(kind__in=list(known_kinds())).order_by()
    return dict(known.values_list("kind").annotate(Count("pk")))


def how_many(person: Person, asked: Asked) -> int:
    """How many records `record_list` has. Where units are named, the narrow rows of records that count are counted in
    their place, of which an index leads to those of each unit; the few that are withheld are taken off."""
    everywhere = asked.unit is None and not asked.late and sees_every_unit(person)
    if everywhere or asked.state != RecordState.KEPT or asked.words or asked.serving:
        return record_list(person, asked).count()
    return _counted(person, asked).count() - _withheld(person, asked).count()


def _counted(person: Person, asked: Asked) -> QuerySet[Serving]:
    """The narrow rows of the records that count, each its own; withheld ones among them."""
    rows = Serving.objects.filter(counts=True, own=True)
    if not asked.kind:
        rows = rows.filter(kind__in=RawSQL(_EVERY_KIND, ()))
    return _narrowed(rows, person, asked)


def _withheld(person: Person, asked: Asked) -> RecordQuerySet:
    """Those of the records that count that this person may not read, though they are of units that he sees."""
    gone = [one for one in RecordState.values if one != RecordState.KEPT]  # as in `Asked.filtered`: no index of states
    return _narrowed(withheld_from(person).exclude(state__in=gone), person, asked)


def _narrowed(rows: R, person: Person, asked: Asked) -> R:
    """Records, or rows that repeat their kind, unit and day, as `Asked.filtered` narrows records."""
    if not sees_every_unit(person):
        rows = rows.filter(unit__in=Unit.objects.visible_to(person).order_by().values("pk"))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.unit is not None:
        rows = rows.filter(unit__in=Unit.objects.under(Unit(pk=asked.unit)).order_by().values("pk"))
    if asked.since:
        rows = rows.filter(held_on__gte=asked.since)
    if asked.until:
        rows = rows.filter(held_on__lte=asked.until)
    return rows.filter(is_late=True) if asked.late else rows


def chain_of(person: Person, record: Record) -> list[Record]:
    """A record with what it corrected and what corrected it, as far as the person sees, oldest first (更正链)."""
    chain = [record]
    rows = Record.objects.visible_to(person).select_related("entered_by")
    while before := rows.filter(corrected_by=chain[0]).first():
        chain.insert(0, before)
    while after := rows.filter(corrects=chain[-1]).first():
        chain.append(after)
    return chain


def mapping_for(kind: str, unit: Unit, headings: str) -> dict[str, str] | None:
    """The columns that were remembered for a sheet with these headings, of this unit first, else of any."""
    kept = LedgerMapping.objects.filter(kind=kind, headings=headings)
    found = kept.filter(unit=unit).first() or kept.order_by("-at").first()
    return found.columns if found else None


def people_named(person: Person, names: Iterable[str], unit: Unit) -> dict[str, int]:
    """Name → the one person of that name in the unit, or else the only one of that name who can be seen."""
    found: dict[str, list[Person]] = {}
    for one in Person.objects.visible_to(person).valid().filter(name__in=set(names)):
        found.setdefault(one.name, []).append(one)
    chosen = {}
    for name, people in found.items():
        own = [one for one in people if one.unit_id == unit.pk]
        if len(own) == 1 or len(people) == 1:
            chosen[name] = (own or people)[0].pk
    return chosen


def people_chosen(person: Person, typed: str, unit: Unit) -> Person | None:
    """The one person that a name or initials stand for; None where there is none or more than one."""
    name = typed.strip(" 、，,")
    found = people_named(person, [name], unit).get(name)
    if found is not None:
        return Person.objects.get(pk=found)
    close = [one for one in people_found(person, name, unit) if name.isascii() and one.initials == name.lower()]
    return close[0] if len(close) == 1 else None
