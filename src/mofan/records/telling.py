"""What a record says, ready to be shown, printed or bound (记录的陈述). Nothing is added to what was entered."""

from dataclasses import dataclass

from mofan.measure import date_text
from mofan.org.models import Person
from mofan.records.attendance import STATES, Judged, VoteResult, Votes, judge_presence, judge_votes
from mofan.records.catalogue import Kind
from mofan.records.entry import shown
from mofan.records.models import Record
from mofan.records.models.parts import ROLL
from mofan.records.queries import tasks_of


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One item of the agenda as it is told."""

    no: int
    title: str
    points: tuple[tuple[str, str], ...]
    conclusion: str
    votes: str = ""
    result: VoteResult | None = None


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A task as it is told: what, who, until when, how it stands."""

    what: str
    owner: str
    due_on: str
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """A whole record (一条记录)."""

    kind: Kind
    unit: str
    title: str
    held_on: str
    facts: tuple[tuple[str, str], ...]
    """(name, text) of one-line fields, in the order of the kind."""
    passages: tuple[tuple[str, str], ...]
    """(name, text) of fields of several lines."""
    tally: str
    presence: Judged | None
    roll: tuple[tuple[str, tuple[str, ...]], ...]
    """(到会、请假、缺席、列席, names; with the reason in brackets)."""
    items: tuple[ToldItem, ...]
    tasks: tuple[ToldTask, ...]
    also: tuple[str, ...]
    """Names of the further duties that it meets."""
    entered: str
    """Who entered it and when, and whether that was late."""


def tell(record: Record, kind: Kind, kinds: dict[str, Kind]) -> Told:
    """A record that was loaded through `records_visible_to`, told by its kind."""
    people: dict[str, list[str]] = {}
    roll: dict[str, list[str]] = {}
    for one in record.participants.all():
        if one.field == ROLL:
            roll.setdefault(one.state, []).append(f"{one.name}（{one.reason}）" if one.reason else one.name)
        else:
            people.setdefault(one.field, []).append(one.name)
    facts: list[tuple[str, str]] = []
    passages: list[tuple[str, str]] = []
    for field in kind.fields:
        if field.type == "people":
            text = "、".join(people.get(field.code, ()))
        else:
            text = shown(field, record.detail.values.get(field.code))
        if text:
            (passages if field.type == "paragraph" else facts).append((field.name, text))
    served = record.servings.filter(own=False).values_list("kind", flat=True)
    late = "，补记" if record.is_late else ""
    return Told(
        kind=kind,
        unit=str(record.unit),
        title=record.title,
        held_on=date_text(record.held_on),
        facts=tuple(facts),
        passages=tuple(passages),
        tally=record.tally.sentence if record.tally else "",
        presence=_presence(record, kind),
        roll=tuple((label, tuple(roll[state])) for state, label in STATES.items() if state in roll),
        items=tuple(_items(record, kind)),
        tasks=tuple(
            ToldTask(one.what, one.owner.name, date_text(one.due_on), one.get_state_display())
            for one in tasks_of(record)
        ),
        also=tuple(kinds[code].name for code in served if code in kinds),
        entered=f"{_name(record.entered_by)}录入{late}",
    )


def _name(person: Person) -> str:
    return person.name


def _presence(record: Record, kind: Kind) -> Judged | None:
    if kind.roll is None or kind.roll.quorum.present is None or record.tally is None:
        return None
    return judge_presence(kind.roll.quorum.present, record.tally)


def _items(record: Record, kind: Kind) -> list[ToldItem]:
    told = []
    for item in record.agenda.all():
        votes = Votes(item.yes, item.no_votes or 0, item.abstained or 0) if item.yes is not None else None
        result = None
        if votes and record.tally and kind.roll and kind.roll.quorum.yes:
            result = judge_votes(kind.roll.quorum.yes, record.tally, votes, kind.roll.quorum.present)
        points = tuple((str(who), str(said)) for who, said in item.points)
        sentence = votes.sentence if votes else ""
        told.append(ToldItem(item.no, item.title, points, item.conclusion, sentence, result))
    return told
