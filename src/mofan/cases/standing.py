"""What a person is to a case or to a leg of it (以何身份): the parts that the tables of moves name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils import timezone

from mofan.cases.kinds import Actor, Kind
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Callback, Case, Leg, LegPart, Mediation, Party
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit, UnitLink
from mofan.org.roles import UNIT_RIGHTS, Right, UnitRole

RIGHT_OF: Final[Mapping[Actor, Right]] = {
    "clerk": Right.INTAKE,
    "centre": Right.DISPATCH,
    "handler": Right.HANDLE,
    "leader": Right.APPROVE,
    "arbiter": Right.SUPERVISE,
    "supervisor": Right.SUPERVISE,
    "mediator": Right.MEDIATE,
}
"""The right in a unit that makes somebody what the tables call him."""
LETTER_WRITERS: Final[frozenset[Actor]] = frozenset({"centre", "handler", "mediator", "clerk", "leader", "supervisor"})
"""Parts in which letters of a case are read, issued, delivered and voided."""
_OF_THE_UNIT: Final[tuple[Actor, ...]] = ("clerk", "centre", "handler", "leader", "supervisor", "mediator")


def rights_in(person: Person, units: Iterable[int]) -> dict[int, frozenset[Right]]:
    """Key of a unit → the rights that the person has there today; one light query, on a page that changes nothing one
    for all that was not asked before."""
    units = set(units)
    if person.remembered is None:
        return _given(person, units, _granted_over(person, units))
    known: dict[int, frozenset[Right]] = person.remembered.kept.setdefault("rights in units", {})
    if unknown := units - known.keys():
        known |= _looked_up(person, unknown, person.remembered.grants)
    return {unit: known[unit] for unit in units}


def _looked_up(person: Person, units: set[int], grants: Sequence[tuple[int, str]]) -> dict[int, frozenset[Right]]:
    if not grants:
        return _given(person, units, ())
    links = UnitLink.objects.on().filter(below__in=units, above__in={unit for unit, _ in grants}).order_by()
    found = links.values_list("below", "above")
    return _given(person, units, [(below, role) for below, above in found for unit, role in grants if unit == above])


def _granted_over(person: Person, units: set[int]) -> Sequence[tuple[int, str]]:
    """Key of a unit → a role that was given in it or above it, as it is today; one query."""
    today = timezone.localdate()
    tree = {"below__in": units, "since__lte": today, "until__gte": today}
    over = person.grants.on(today).filter(**{f"unit__links_below__{name}": value for name, value in tree.items()})
    return list(over.order_by().values_list("unit__links_below__below", "role"))


def _given(person: Person, units: set[int], roles: Iterable[tuple[int, str]]) -> dict[int, frozenset[Right]]:
    """Key of a unit → the rights there by these roles, and by the role in the whole system."""
    everywhere = frozenset(right for right in Right if person.may_everywhere(right))
    found = dict.fromkeys(units, everywhere)
    if person.is_active:
        for unit, role in roles:
            found[unit] |= {right for right in UNIT_RIGHTS[UnitRole(role)] if person.may_be(right)}
    return found


def parts_in_unit(rights: frozenset[Right], restricted: bool) -> frozenset[Actor]:
    """The parts that these rights in a unit make, of ordinary cases or of tip-offs (a right of their own)."""
    if restricted and Right.TIP_OFF not in rights:
        return frozenset()
    return frozenset(part for part in _OF_THE_UNIT if RIGHT_OF[part] in rights)


def parts_in_case(case: Case, person: Person) -> frozenset[Actor]:
    """What the person is to a case (对事项的身份); asked once on a page that changes nothing."""
    if person.remembered is None:
        return _parts_in_case(case, person)
    key = ("parts in case", case.pk)
    if key not in person.remembered.kept:
        person.remembered.kept[key] = _parts_in_case(case, person)
    parts: frozenset[Actor] = person.remembered.kept[key]
    return parts


def _parts_in_case(case: Case, person: Person) -> frozenset[Actor]:
    given_back = ("returned", "recalled")
    leads = dict(
        case.legs.filter(part=LegPart.LEAD).exclude(state__in=given_back).values_list("unit", "unit__kind").order_by()
    )
    rights = rights_in(person, {case.unit_id, *leads})
    parts = set(parts_in_unit(rights[case.unit_id], case.restricted))
    if parts & {"leader", "supervisor"}:
        parts.add("arbiter")
    if any("handler" in _of_leg(rights[unit], kind, case.restricted) for unit, kind in leads.items()):
        parts.add("handler")
    if case.taken_in_by_id == person.pk and not case.restricted:
        parts.add("taker")
    if "mediator" not in parts and _mediates(case, person):
        parts.add("mediator")
    if case.closed_at is not None and case.unit.kind == UnitKind.MEDIATION:
        calling = Callback.objects.filter(case=case, round=case.reopened).first()
        parts |= parts_in_callback(calling, person) & {"centre"} if calling is not None else set()
    return frozenset(parts)


def parts_in_callback(callback: Callback, person: Person) -> frozenset[Actor]:
    """What the person is to a callback (对回访的身份): what he is in the centre that makes it."""
    return parts_in_unit(rights_in(person, {callback.unit_id})[callback.unit_id], callback.case.restricted)


def parts_for_letter(case: Case, code: str, person: Person) -> frozenset[Actor]:
    """In which parts the person issues a letter of this kind (以何身份出具文书): those that he has in the unit of the
    case, whose letter it is, that of its mediator, and those that make the move of which the letter tells. Whoever only
    handles a leg speaks for his own unit, and issues none in the name of another."""
    own = parts_in_unit(rights_in(person, {case.unit_id})[case.unit_id], case.restricted) & LETTER_WRITERS
    telling = frozenset(who for move in kind_of_case(case).moves if move.letter == code for who in move.who)
    return own | (parts_in_case(case, person) & ((telling & LETTER_WRITERS) | {"mediator"}))


def _of_leg(rights: frozenset[Right], kind: str, restricted: bool) -> frozenset[Actor]:
    """What these rights in the unit of a leg make of somebody. At a centre, to which another level sent it, whoever
    dispatches handles it: he signs for it and sends it on."""
    parts = parts_in_unit(rights, restricted)
    if kind == UnitKind.CENTRE and "centre" in parts:
        parts |= {"handler"}
    return parts & {"handler", "leader"}


def parts_in_leg(leg: Leg, person: Person) -> frozenset[Actor]:
    """What the person is to a leg (对环节的身份): `centre` is whoever dispatched it, a centre or the unit above."""
    rights = rights_in(person, {leg.unit_id, leg.sender_id})
    restricted = leg.case.restricted
    sending = parts_in_unit(rights[leg.sender_id], restricted)
    parts: set[Actor] = set(_of_leg(rights[leg.unit_id], leg.unit.kind, restricted))
    if leg.handler_id == person.pk and (not restricted or Right.TIP_OFF in rights[leg.unit_id]):
        parts.add("handler")
    senders = frozenset({"handler", "leader"}) if leg.above_id is not None else _dispatchers(leg.case)
    if leg.above_id is not None and leg.sender.kind == UnitKind.CENTRE:
        senders |= {"centre"}
    if sending & senders:
        parts.add("centre")
    if sending & {"leader", "supervisor"}:
        parts |= {"arbiter", "supervisor"}
    return frozenset(parts)


def _mediates(case: Case, person: Person) -> bool:
    """Whether the person is the mediator of the case, or mediates in the committee that has it."""
    mediation = Mediation.objects.filter(case=case).first()
    if mediation is None:
        return False
    return mediation.mediator_id == person.pk or person.may(Right.MEDIATE, mediation.committee)


def _dispatchers(case: Case) -> frozenset[Actor]:
    """Who dispatches cases of this kind, and so reviews what comes back."""
    return frozenset(who for move in kind_of_case(case).moves if move.effect == "dispatch" for who in move.who)


def parts_of_taker(kind: Kind, person: Person, unit: Unit) -> frozenset[Actor]:
    """In which of the parts that take in cases of this kind the person may do so for this unit; empty: he may not."""
    rights = rights_in(person, {unit.pk})[unit.pk]
    return frozenset(part for part in kind.takers if part in RIGHT_OF and RIGHT_OF[part] in rights)


def is_against(case: Case, person: Person) -> bool:
    """Whether the case is against this person himself (被举报人、被投诉人): he steps aside."""
    key, kept = ("is against", case.pk), person.remembered.kept if person.remembered is not None else {}
    if key not in kept:
        kept[key] = Party.objects.filter(case=case, person=person, role="respondent").exists()
    return bool(kept[key])
