"""The entering form (登记表单): what stands in its controls, read into an entry; what is kept, put back into them.

A form is a mapping of control → texts, as the browser sends it and as a draft keeps it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Final, get_args

from django.http import QueryDict

from mofan.org.models import Person, Unit
from mofan.records.attendance import State, Votes
from mofan.records.catalogue import Kind
from mofan.records.checking import problems
from mofan.records.entry import (
    Assigned,
    Entry,
    FieldValue,
    Item,
    NotAValue,
    OnRoll,
    Who,
    read_day,
    read_names,
    read_points,
    read_value,
)
from mofan.records.queries import people_found, people_named, roster
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong

Form = Mapping[str, Sequence[str]]

MOST_ITEMS: Final = 60
OUTSIDE: Final = "x"
"""Begins the key of somebody on the roll who is no row of the organisation."""


def form_of(given: QueryDict) -> dict[str, list[str]]:
    """What the browser sent, without what is no content."""
    left_out = {"csrfmiddlewaretoken", "draft", "seen", "do"}
    return {name: [str(one) for one in given.getlist(name)] for name in given if name not in left_out}


def text_of(form: Form, name: str) -> str:
    """What stands in a control; empty where it is not there."""
    values = form.get(name) or [""]
    return str(values[0])


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """One item of the agenda as the page draws it."""

    no: int
    title: str = ""
    points: str = ""
    conclusion: str = ""
    yes: str = ""
    no_votes: str = ""
    abstained: str = ""
    task: str = ""
    owner: str = ""
    due_on: str = ""
    error: str = ""


@dataclass
class Read:
    """A form that was read: the entry where one can be made, and all that is wrong."""

    entry: Entry | None
    wrongs: list[Wrong] = made(default_factory=list)
    by_control: dict[str, str] = made(default_factory=dict)

    def add(self, control: str, sentence: str) -> None:
        """Something is wrong with a control."""
        self.wrongs.append(Wrong(sentence, control))
        self.by_control[control] = self.by_control.get(control, "") + sentence


class People:
    """Names to rows of the organisation, looked up once for the whole form (对人): full names, or initials that only
    one person of the unit has."""

    def __init__(self, person: Person, unit: Unit, texts: Iterable[str]) -> None:
        self.person, self.unit = person, unit
        self.known = people_named(person, {name for text in texts for name in read_names(text)}, unit)

    def of(self, text: str) -> tuple[Who, ...]:
        """The people that a text names."""
        return tuple(self._who(name) for name in read_names(text))

    def _who(self, name: str) -> Who:
        if name not in self.known and name.isascii() and name.isalpha():
            own = [one for one in people_found(self.person, name, self.unit) if one.initials == name.lower()]
            if len(own) == 1:
                return Who(own[0].name, own[0].pk)
        return Who(name, self.known.get(name))


def read_form(kind: Kind, unit: Unit, form: Form, person: Person, today: date) -> Read:
    """The entry behind a form. All that is wrong is collected, in the order of the page."""
    read = Read(None)
    held_on = _day(read, kind, text_of(form, "held_on"))
    fields = {one.code: text_of(form, f"f-{one.code}") for one in kind.fields}
    named = [fields[one.code] for one in kind.fields if one.type == "people"]
    people = People(person, unit, [*named, text_of(form, "more"), text_of(form, "observers"), *_owners(form)])
    values: dict[str, FieldValue] = {}
    for one in kind.fields:
        if one.type not in ("people", "agenda", "file"):
            try:
                value = read_value(one, fields[one.code])
            except NotAValue as error:
                read.add(f"f-{one.code}", f"{one.name}：{error}")
                continue
            if value is not None:
                values[one.code] = value
    agenda = tuple(_items(read, form, people)) if kind.has_agenda else ()
    entry = Entry(
        kind=kind,
        title=" ".join(text_of(form, "title").split()),
        held_on=held_on or today,
        values=values,
        people={one.code: people.of(fields[one.code]) for one in kind.fields if one.type == "people"},
        roll=_roll(kind, unit, form, held_on or today, people),
        agenda=agenda,
        serves=tuple(code for code in form.get("serves", ()) if code in kind.may_serve),
    )
    controls = {one.code: f"f-{one.code}" for one in kind.fields}
    told = set(read.by_control)
    for problem in problems(entry, today):
        control = controls.get(problem.control, problem.control)
        if control not in told:
            read.add(control, problem.sentence)
    order = ["title", "held_on", *controls.values(), "roll"]
    read.wrongs.sort(key=lambda one: order.index(one.control) if one.control in order else len(order))
    read.entry = entry
    return read


def _day(read: Read, kind: Kind, text: str) -> date | None:
    try:
        return read_day(text)
    except NotAValue as error:
        read.add("held_on", f"{kind.date_name}要填写。" if not text.strip() else f"{kind.date_name}：{error}")
        return None


def item_numbers(form: Form) -> list[int]:
    """The numbers of the item blocks that the page held, at least one."""
    count = number_asked(text_of(form, "items")) or 1
    return list(range(1, min(count, MOST_ITEMS) + 1))


def _owners(form: Form) -> list[str]:
    return [text_of(form, f"item-{no}-owner") for no in item_numbers(form)]


def _items(read: Read, form: Form, people: People) -> Iterable[Item]:
    """The blocks that hold anything; an empty one in between is left out."""
    for no in item_numbers(form):
        block = block_of(form, no)
        if not any((block.title, block.points, block.conclusion, block.yes, block.task)):
            continue
        yield Item(
            title=block.title,
            points=read_points(block.points),
            conclusion=block.conclusion,
            votes=_votes(read, no, block),
            tasks=_task(read, no, block, people),
        )


def _votes(read: Read, no: int, block: ItemBlock) -> Votes | None:
    typed = (block.yes, block.no_votes, block.abstained)
    if not any(typed):
        return None
    counted = [0 if not one else number_asked(one) for one in typed]
    if None in counted or any(one is not None and one > 30_000 for one in counted):
        read.add(f"item-{no}-yes", f"第 {no} 项的票数只写数字。")
        return None
    return Votes(*(one or 0 for one in counted))


def _task(read: Read, no: int, block: ItemBlock, people: People) -> tuple[Assigned, ...]:
    if not block.task:
        return ()
    owner = people.of(block.owner)
    known = owner[0].person if len(owner) == 1 else None
    if known is None:
        read.add(f"item-{no}-owner", f"第 {no} 项的任务要写一位责任人，姓名在本系统里找得到。")
    try:
        due_on = read_day(block.due_on)
    except NotAValue:
        read.add(f"item-{no}-due", f"第 {no} 项的任务要写时限，如 2026-12-31。")
        return ()
    return () if known is None else (Assigned(block.task[:300], known, due_on),)


def block_of(form: Form, no: int) -> ItemBlock:
    """What stands in the block of an item."""

    def at(part: str) -> str:
        return text_of(form, f"item-{no}-{part}").strip()

    return ItemBlock(
        no,
        " ".join(at("title").split()),
        at("points").replace("\r\n", "\n"),
        at("conclusion").replace("\r\n", "\n"),
        at("yes"),
        at("no"),
        at("abstained"),
        " ".join(at("task").split()),
        at("owner"),
        at("due"),
    )


def _roll(kind: Kind, unit: Unit, form: Form, day: date, people: People) -> tuple[OnRoll, ...]:
    """The roll as ticked: who is due and whether he came; then who was added, and who sat in. Whether somebody has a
    vote is looked up, never taken from the form."""
    if kind.roll is None:
        return ()
    due = {key_of(one.who): one for one in roster(kind, unit, day)}
    of_members = kind.roll.roster in ("members", "group")
    lines = []
    for key in dict.fromkeys(form.get("due", ())):
        known = due.get(key)
        name = text_of(form, f"name-{key}")
        who = known.who if known else Who(name, number_asked(key))
        if not who.name or (known is None and who.person is not None and who.person not in _visible(people, who)):
            continue
        state, reason = state_of(form, key)
        lines.append(OnRoll(who, state, known.has_vote if known else not of_members, reason))
    there = {key_of(one.who) for one in lines}
    for who in people.of(text_of(form, "more")):
        if key_of(who) not in there:
            vote = due[key_of(who)].has_vote if key_of(who) in due else not of_members
            lines.append(OnRoll(who, "present", vote))
    for who in people.of(text_of(form, "observers")):
        if key_of(who) not in there:
            lines.append(OnRoll(who, "observer", has_vote=False))
    return tuple(lines)


def _visible(people: People, who: Who) -> set[int]:
    found = people_named(people.person, [who.name], people.unit)
    return set(found.values())


def key_of(who: Who) -> str:
    return str(who.person) if who.person else f"{OUTSIDE}{who.name}"


def state_of(form: Form, key: str) -> tuple[State, str]:
    """Ticked: present. Not ticked: on leave or absent, with the reason that was written."""
    if text_of(form, f"there-{key}"):
        return "present", ""
    asked = text_of(form, f"state-{key}")
    state: State = "absent" if asked == "absent" else "leave"
    return (state if asked in get_args(State) else "absent"), " ".join(text_of(form, f"reason-{key}").split())
