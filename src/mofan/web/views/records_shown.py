"""What the entering form shows (登记表单的样子): controls, roll and blocks; what is kept, put back into them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from mofan.measure import date_text, half_year_of, month_of, quarter_of, year_of
from mofan.org.models import Unit
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import Field
from mofan.records.models import Record
from mofan.records.models.parts import ROLL
from mofan.records.queries import LastTime, roster
from mofan.web.views.records_form import OUTSIDE, Form, ItemBlock, block_of, item_numbers, key_of, state_of, text_of

MOST_LISTED: Final = 300
"""People of a roll that a form lists one by one."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control as the page draws it: its field, what stands in it, what is wrong with it."""

    field: Field
    value: str
    error: str = ""
    carried: bool = False

    @property
    def name(self) -> str:
        return f"f-{self.field.code}"


@dataclass(frozen=True, slots=True)
class RollLine:
    """Somebody due, as the page draws him."""

    key: str
    name: str
    there: bool
    state: str
    reason: str
    has_vote: bool


def controls_of(kind: Kind, form: Form, errors: Mapping[str, str], carried: Iterable[str] = ()) -> list[Control]:
    """The controls of a kind in the order in which a person thinks: as the catalogue lists them."""
    names = set(carried)
    return [
        Control(one, text_of(form, f"f-{one.code}"), errors.get(f"f-{one.code}", ""), f"f-{one.code}" in names)
        for one in kind.fields
        if one.type != "agenda"
    ]


def opening_of(kind: Kind) -> set[str]:
    """The fields that are asked for before the roll and the agenda: those up to the first that takes long to write."""
    codes = []
    for one in kind.fields:
        if one.type in ("paragraph", "agenda"):
            break
        codes.append(one.code)
    return set(codes)


def blocks_of(form: Form, errors: Mapping[str, str]) -> list[ItemBlock]:
    """The blocks of the agenda."""
    blocks = []
    for no in item_numbers(form):
        said = "".join(errors.get(f"item-{no}{part}", "") for part in ("", "-yes", "-owner", "-due"))
        blocks.append(replace(block_of(form, no), error=said))
    return blocks


def lines_of(kind: Kind, unit: Unit, form: Form, day: date) -> list[RollLine] | None:
    """Everybody on the roll: who is due that day by the books, and whoever stands in the form beside them. None where
    more than `MOST_LISTED` are due: whoever may enter for a whole county chooses first for which of its units."""
    if kind.roll is None:
        return []
    fresh = "due" not in form
    listed = roster(kind, unit, day, MOST_LISTED + 1)
    if len(listed) > MOST_LISTED:
        return None
    due = {key_of(one.who): one for one in listed}
    of_members = kind.roll.roster in ("members", "group")
    keys = list(due) if fresh else list(dict.fromkeys([*form["due"], *due]))
    lines = []
    for key in keys:
        known = due.get(key)
        name = known.who.name if known else text_of(form, f"name-{key}")
        if not name:
            continue
        new = fresh or key not in form["due"]
        state, reason = ("present", "") if new else state_of(form, key)
        vote = known.has_vote if known else not of_members
        lines.append(RollLine(key, name, state == "present", state, reason, vote))
    return lines


def form_from_last(last: LastTime | None, kind: Kind) -> tuple[dict[str, list[str]], list[str]]:
    """What is offered from last time, and the controls it stands in: fields that may be carried; for people invited
    each time also who came."""
    if last is None:
        return {}, []
    form = {f"f-{code}": [str(value)] for code, value in last.values.items()}
    form |= {f"f-{code}": ["、".join(one.name for one in who)] for code, who in last.people.items()}
    if kind.roll is not None and kind.roll.roster == "invited" and last.roll:
        form["more"] = ["、".join(one.who.name for one in last.roll if one.state != "observer")]
    return form, list(form)


def form_from_record(record: Record, kind: Kind) -> dict[str, list[str]]:
    """A record put back into the form, to be corrected."""
    form: dict[str, list[str]] = {"title": [record.title], "held_on": [record.held_on.isoformat()]}
    for code, value in record.detail.values.items():
        form[f"f-{code}"] = [str(value)]
    people: dict[str, list[str]] = {}
    due: list[str] = []
    observers: list[str] = []
    for one in record.participants.all():
        if one.field != ROLL:
            people.setdefault(one.field, []).append(one.name)
        elif one.state == "observer":
            observers.append(one.name)
        else:
            key = str(one.person_id) if one.person_id else f"{OUTSIDE}{one.name}"
            due.append(key)
            form |= {f"name-{key}": [one.name], f"state-{key}": [one.state], f"reason-{key}": [one.reason]}
            form[f"there-{key}"] = ["1"] if one.state == "present" else []
    form |= {f"f-{code}": ["、".join(names)] for code, names in people.items()}
    if kind.roll is not None:
        form |= {"due": due, "observers": ["、".join(observers)]}
    items = list(record.agenda.all())
    form["items"] = [str(max(1, len(items)))]
    for item in items:
        points = "\n".join(f"{who}：{said}" if who else said for who, said in item.points)
        form |= {
            f"item-{item.no}-title": [item.title],
            f"item-{item.no}-points": [points],
            f"item-{item.no}-conclusion": [item.conclusion],
        }
        if item.yes is not None:
            numbers: dict[str, Any] = {"yes": item.yes, "no": item.no_votes, "abstained": item.abstained}
            form |= {f"item-{item.no}-{part}": [str(number)] for part, number in numbers.items()}
    form["serves"] = list(record.servings.filter(own=False).values_list("kind", flat=True))
    return form


def period_said(kind: Kind, day: date) -> str:
    """What a record of that day is entered for: 2026年第四季度, or the day."""
    periods = {"month": month_of, "quarter": quarter_of, "half_year": half_year_of, "year": year_of}
    if kind.cadence is None or kind.cadence.every not in periods:
        return date_text(day)
    return periods[kind.cadence.every](day).label
