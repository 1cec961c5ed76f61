"""What is handed in (登记内容), and what cannot stand in it. Pure but for the units and people that it names."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from mofan.cases.kinds import PARTY_DATA, Kind, Need, PartyDatum, PartyForm, PartyRole, Urgency
from mofan.cases.models import Channel
from mofan.org.id_numbers import is_id_number
from mofan.org.models import Person, Unit

MOST_POINTS: Final = 20
LONGEST_TEXT: Final = 20_000
_PHONE: Final = re.compile(r"[0-9+()（）\- 转]{5,30}")
_LENGTHS: Final[Mapping[PartyDatum, int]] = {
    "name": 60,
    "phone": 30,
    "id_number": 18,
    "address": 200,
    "organisation": 120,
}
Value = str | Decimal | date | Unit | Person | bool | tuple[Unit, ...]
"""What is given for a need, read already."""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What is said of somebody who stands in a case (当事人信息)."""

    role: PartyRole
    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    organisation: str = ""
    unit: Unit | None = None
    person: Person | None = None

    def given(self) -> frozenset[PartyDatum]:
        """Which data are filled in."""
        return frozenset(datum for datum in PARTY_DATA if getattr(self, datum))


@dataclass(frozen=True, slots=True)
class Intake:
    """What is handed in (登记内容)."""

    kind: Kind
    title: str
    channel: Channel
    text: str = ""
    urgency: Urgency = "ordinary"
    category: str = ""
    place: str = ""
    points: tuple[str, ...] = ()
    parties: tuple[PartyFacts, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    outside: str | None = None
    """The key of an upper platform; the same one comes in once."""


ANSWERED_THERE: Final = frozenset({Channel.MAIL, Channel.UPPER})
"""Channels by which an answer goes back without a telephone number: to the sender, through the platform."""


def problems(intake: Intake) -> list[str]:
    """What cannot stand (不能登记的原因), each a Chinese sentence; empty: it can be taken in."""
    found = []
    title = " ".join(intake.title.split())
    if not title or len(title) > 120:
        found.append("标题要填写，不超过 120 个字。")
    if len(intake.text) > LONGEST_TEXT:
        found.append(f"诉求内容不超过 {LONGEST_TEXT} 个字，更长的请作为附件。")
    if intake.category and intake.category not in intake.kind.categories:
        found.append("没有这个类别，请从类别里选。")
    if len(intake.place) > 120:
        found.append("地点不超过 120 个字。")
    if len(intake.points) > MOST_POINTS or any(len(one) > 300 or not one.strip() for one in intake.points):
        found.append(f"诉求点最多 {MOST_POINTS} 个，每个 300 个字以内，不能空着。")
    found += _of_parties(intake.kind, intake.parties, intake.channel in ANSWERED_THERE)
    found += missing(intake.kind.fields, intake.values)
    return found


def missing(needs: Sequence[Need], values: Mapping[str, Value]) -> list[str]:
    """What of the needs is missing or cannot stand, each a sentence."""
    found = []
    for need in needs:
        value = values.get(need.code)
        if value in (None, "", (), False):
            if need.required:
                found.append(f"请填写“{need.name}”。")
        elif need.type == "choice" and value not in need.choices:
            found.append(f"“{need.name}”没有这个选项。")
    if unknown := sorted(values.keys() - {one.code for one in needs}):
        found.append(f"没有这些栏目：{'、'.join(unknown)}。")
    return found


def read_values(needs: Sequence[Need], typed: Mapping[str, str]) -> tuple[dict[str, Value], list[str]]:
    """What stands in a form, read by type, and what cannot be read. Units and people are for the page to look up."""
    values: dict[str, Value] = {}
    wrong = []
    for need in needs:
        text = typed.get(need.code, "").strip()
        if not text:
            continue
        try:
            values[need.code] = _read(need, text)
        except (ValueError, InvalidOperation):
            wrong.append(
                f"“{need.name}”里的“{text}”看不懂，{'写成 2026-11-20 的样子' if need.type == 'day' else '请填数字'}。"
            )
    return values, wrong


def _read(need: Need, text: str) -> Value:
    if need.type == "number":
        number = Decimal(text)
        if not number.is_finite():
            raise ValueError(text)
        return number
    if need.type == "day":
        return date.fromisoformat(text)
    return True if need.type == "tick" else text


def stored(value: Value) -> str:
    """As it is kept in JSON and shown: dates as ISO, numbers as text, units and people by their names."""
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value)
    if isinstance(value, bool):
        return "是" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _of_parties(kind: Kind, parties: Sequence[PartyFacts], answered_there: bool) -> Iterator[str]:
    forms = {one.role: one for one in kind.parties}
    for role, form in forms.items():
        count = sum(one.role == role for one in parties)
        if not count and form.required and not (kind.anonymous and role in ("applicant", "informant")):
            yield f"请填写{form.name}。"
        if count > form.most:
            yield f"{form.name}最多 {form.most} 个。"
    for one in parties:
        own = forms.get(one.role)
        if own is None:
            yield f"{kind.name}不登记这一种当事人。"
        else:
            yield from _of_party(kind, own, one, {"phone"} if answered_there else frozenset())


def _of_party(kind: Kind, form: PartyForm, one: PartyFacts, spared: Set[PartyDatum]) -> Iterator[str]:
    given = one.given()
    if over := [PARTY_DATA[datum] for datum in PARTY_DATA if datum in given and datum not in form.data]:
        yield f"{kind.name}不收集{form.name}的{'、'.join(over)}（最小必要）。"
    if lacking := [PARTY_DATA[datum] for datum in form.required if datum not in given and datum not in spared]:
        yield f"请填写{form.name}的{'、'.join(lacking)}。"
    if one.phone and not _PHONE.fullmatch(one.phone.strip()):
        yield f"{form.name}的电话里有不该有的字符，请核对。"
    if one.id_number and not is_id_number(one.id_number.strip().upper()):
        yield f"{form.name}的身份证号不对（位数、日期或校验码不符），请核对。"
    for datum, most in _LENGTHS.items():
        if len(getattr(one, datum)) > most:
            yield f"{form.name}的{PARTY_DATA[datum]}不超过 {most} 个字。"
