"""What the page of a case shows of its letters, its mediation and its links (文书、调解、关联)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from mofan.cases.deadlines import span
from mofan.cases.drafting_letters import OF_INTAKE, letter_name
from mofan.cases.kinds import Actor, Kind
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Agreement, Case, Letter, Mediation, Move, Performance, Relation
from mofan.cases.parties import masked
from mofan.cases.queries import cases_visible_to
from mofan.cases.related import likely_related
from mofan.cases.standing import LETTER_WRITERS, is_against, parts_for_letter
from mofan.cases.waiting import mediation_of
from mofan.org.models import Person
from mofan.web.views.cases.mediation_forms import mediation_forms
from mofan.web.views.cases.tried import Tried

MEDIATORS: Final[frozenset[Actor]] = frozenset({"mediator", "centre", "handler"})
LINKERS: Final[frozenset[Actor]] = frozenset({"centre", "clerk", "handler", "leader", "supervisor", "mediator"})


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as the list of them shows it: to whom, masked."""

    letter: Letter
    to: str
    mine: bool
    """Whether the person who looks issues such letters, and so delivers and voids them."""


@dataclass(frozen=True, slots=True)
class LinkShown:
    """Another case that this one belongs to (关联的事项), from this one's side."""

    key: int
    case: Case
    relation: str
    why: str
    by: str
    at: datetime
    can_undo: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class ConfirmUntil:
    """Until when the parties may ask a court together to confirm their agreement (共同申请司法确认的期限)."""

    day: date
    left: str
    """3 天; empty: it has passed."""


def letters_shown(row: Case, kind: Kind, moves: Sequence[Move], parts: frozenset[Actor], me: Person) -> dict[str, Any]:
    """The letters issued, those that a move asked for and nobody issued yet, and the others that could be; of both
    those that this person issues."""
    rows = list(row.issued.select_related("made_by", "party", "voided_by"))
    given = {one.code: one.made_at for one in rows if one.voided_at is None}
    asked: dict[str, datetime] = {}
    letters = {move.code: move.letter for move in kind.moves if move.letter}
    for one in moves:
        if one.leg_id is None and one.code in letters:
            asked[letters[one.code]] = one.at
        elif one.code == "grant_extension" and "extension" in kind.letters:
            asked["extension"] = one.at
    names = {code: letter_name(row, code) for code in kind.letters}
    owed = {code for code, at in asked.items() if code not in given or given[code] < at}
    mine = {code for code in names if parts_for_letter(row, code, me)}
    free = kind.letters.keys() - (set(letters.values()) - OF_INTAKE) - {"extension"}
    return {
        "letters": [
            LetterShown(one, told.name or told.organisation if told is not None else "", one.code in mine)
            for one in rows
            for told in (masked(one.party, kind) if one.party is not None else None,)
        ],
        "letters_owed": [(code, name) for code, name in names.items() if code in owed & mine],
        "letters_other": [
            (code, name) for code, name in names.items() if code in ((asked.keys() | free) - owed) & mine
        ],
        "may_read_letters": bool(parts & LETTER_WRITERS),
    }


def mediation_shown(
    row: Case, me: Person, parts: frozenset[Actor], effects: frozenset[str], tried: Tried, now: datetime
) -> dict[str, Any]:
    """The mediation with what can be done about it now. Sittings that are not public are for those who mediate."""
    mediation = mediation_of(row)
    agreement: Agreement | None = getattr(mediation, "agreement", None)
    may = bool(parts & MEDIATORS) and not is_against(row, me)
    return {
        "mediation": mediation,
        "mediation_parties": _consents(row, mediation),
        "mediation_signed": [
            (kind_of_case(row).called(one.party.role), one.at)
            for one in (agreement.signatures.select_related("party") if agreement is not None else ())
        ],
        "mediation_forms": mediation_forms(row, effects, mediation, tried) if may else [],
        "confirm_until": _confirm_until(row, agreement, now),
        "may_mediate": may,
        "may_read_sittings": mediation is not None and (not mediation.private or may),
        "performances": Performance.choices,
    }


def _consents(row: Case, mediation: Mediation | None) -> list[tuple[str, bool | None, datetime | None]]:
    """Each party, masked, with whether he agreed to be mediated; None: not asked yet."""
    if mediation is None:
        return []
    said = {one.party_id: one for one in mediation.consents.all()}
    found = []
    for party in row.parties.all():
        consent = said.get(party.pk)
        shown = masked(party, kind_of_case(row))
        name = f"{shown.role} {shown.name or shown.organisation}".strip()
        found.append((name, consent.given if consent else None, consent.at if consent else None))
    return found


def _confirm_until(row: Case, agreement: Agreement | None, now: datetime) -> ConfirmUntil | None:
    if agreement is None or agreement.effective_at is None or agreement.confirmation_asked_at is not None:
        return None
    clock = row.clocks.filter(code="confirm").order_by("-pk").first()
    if clock is None:
        return None
    return ConfirmUntil(timezone.localdate(clock.due_at), span(clock.due_at - now) if clock.due_at >= now else "")


def links_shown(row: Case, me: Person, parts: frozenset[Actor]) -> dict[str, Any]:
    """The cases that this one is linked with, as far as the person may read them, and those that seem to belong to
    it."""
    seen = cases_visible_to(me)
    found = []
    for one in row.links_to.filter(undone_at=None, earlier__in=seen.order_by()).select_related("earlier", "by"):
        found.append(_link(one, one.earlier, parts, ""))
    for one in row.links_from.filter(undone_at=None, later__in=seen.order_by()).select_related("later", "by"):
        found.append(_link(one, one.later, parts, "这一件是主事项"))
    known = {one.case.pk for one in found}
    return {
        "links": found,
        "likely": [
            (one, Relation.NEIGHBOUR.value if "地点" in one.why else Relation.REPEAT_PERSON.value)
            for one in likely_related(me, row, most=8)
            if one.case.pk not in known
        ][:5],
        "may_link": bool(parts & LINKERS),
        "relations": [(code, label) for code, label in Relation.choices if code in LINKED_BY_HAND],
    }


LINKED_BY_HAND: Final = ("repeat_person", "repeat_matter", "neighbour", "group")


def _link(one: Any, other: Case, parts: frozenset[Actor], side: str) -> LinkShown:
    merged = one.relation == Relation.MERGED
    relation = ("并入了这一件" if side else "已并入") if merged else one.get_relation_display()
    can_undo = bool(parts & LINKERS) and not merged
    return LinkShown(one.pk, other, relation, one.why, one.by.name, one.at, can_undo, merged)
