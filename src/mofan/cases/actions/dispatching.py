"""Dispatch (交办): legs begin, from a centre to units or from a unit further on; any depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Max

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, chosen, holding, write
from mofan.cases.actions.moving import carry, given_on
from mofan.cases.actions.timing import turn_clocks
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import LEG_MOVES, LEG_START, LEG_STATES
from mofan.cases.models import Case, Concern, Leg, LegPart, Party
from mofan.cases.standing import parts_in_case, parts_in_leg
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit, UnitLink
from mofan.org.rules import RuleBroken

MOST_UNITS: Final = 30
SENT: Final = k.Move("dispatch", "交办", (), LEG_START, ())


@dataclass(frozen=True, slots=True)
class Dispatch:
    """To whom and with what words (交办内容). `lead` is None when a unit leads already and others are to help."""

    lead: Unit | None
    co: tuple[Unit, ...] = ()
    instruction: str = ""
    due_on: date | None = None
    """The day until which it is wanted, for kinds in which somebody sets it (整改、督办)."""

    @property
    def units(self) -> tuple[tuple[Unit, LegPart], ...]:
        """Each unit with its part, the lead first."""
        lead = [(self.lead, LegPart.LEAD)] if self.lead else []
        return (*lead, *((unit, LegPart.CO) for unit in self.co))


def dispatch(case: Case, sent: Dispatch, *, by: Person, at: datetime) -> tuple[Leg, ...]:
    """Send a case to units (交办). The first receiver leads: while a unit leads, others can only help.

    Raises RuleBroken when the table allows no dispatching from here, for whoever may not, for a unit that has it
    already, a village as lead where the kind does not say so, a unit that a tip-off is against; Outdated.
    """
    kind = kind_of_case(case)
    with holding(case):
        code = next((one.code for one in kind.moves if one.effect == "dispatch" and case.state in one.was), "dispatch")
        made, part = chosen(kind.moves, code, case.state, parts_in_case(case, by), kind.states)
        leads = case.legs.running().filter(part=LegPart.LEAD, above=None).select_related("unit").first()
        if leads is not None and sent.lead is not None:
            raise RuleBroken(f"“{leads.unit}”首接，由它牵头；其他单位请作为协办。要换主办，请先收回。")
        if leads is None and sent.lead is None:
            raise RuleBroken("请选主办单位。")
        _check_units(case, kind, sent)
        doing = Doing(by, at, part, case.unit)
        names = "、".join(f"{unit}（{part.label}）" for unit, part in sent.units)
        carry(case, kind, made, {"why": names}, doing)
        return _begin(case, kind, sent, None, doing)


def dispatch_on(leg: Leg, sent: Dispatch, *, by: Person, at: datetime) -> tuple[Leg, ...]:
    """A unit sends what it has further on (转下级、请协办): it stays responsible and gathers the results.

    Raises RuleBroken and Outdated as `dispatch`.
    """
    case, kind = leg.case, kind_of_case(leg.case)
    with holding(case, leg):
        made, part = chosen(LEG_MOVES, "dispatch_on", leg.state, parts_in_leg(leg, by), LEG_STATES)
        if not sent.units:
            raise RuleBroken("请选单位。")
        _check_units(case, kind, sent)
        doing = Doing(by, at, part, leg.unit)
        names = "、".join(f"{unit}（{part.label}）" for unit, part in sent.units)
        write(case, made, leg.state, doing, leg=leg, note=names)
        return _begin(case, kind, sent, leg, doing)


def _begin(case: Case, kind: k.Kind, sent: Dispatch, above: Leg | None, doing: Doing) -> tuple[Leg, ...]:
    last = case.legs.aggregate(last=Max("no"))["last"] or 0
    legs = []
    for no, (unit, part) in enumerate(sent.units, last + 1):
        leg = Leg.objects.create(
            case=case,
            above=above,
            no=no,
            sender=above.unit if above is not None else case.unit,
            unit=unit,
            part=part,
            instruction=sent.instruction.strip(),
            sent_by=doing.by,
            sent_at=doing.at,
            counted_as=case.counted_kind,
        )
        Concern.objects.get_or_create(case=case, unit=unit)
        write(case, SENT, "", doing, leg=leg, note=leg.instruction)
        turn_clocks(case, kind, SENT.code, doing.at, leg, sent.due_on or given_on(case, kind))
        legs.append(leg)
    return tuple(legs)


def _check_units(case: Case, kind: k.Kind, sent: Dispatch) -> None:
    units = [unit for unit, _ in sent.units]
    given = any(term.measure == "given_day" for clock in kind.clocks if clock.over == "leg" for term in clock.terms)
    if given and sent.due_on is None and given_on(case, kind) is None:
        raise RuleBroken("请填写办理期限（到哪一天）。")
    if len(units) > MOST_UNITS:
        raise RuleBroken(f"一次最多交办给 {MOST_UNITS} 个单位。")
    if len({unit.pk for unit in units}) < len(units):
        raise RuleBroken("同一个单位选了两次。")
    for unit in units:
        if unit.is_void or unit.until is not None:
            raise RuleBroken(f"“{unit}”已撤销或者作废，不能交办。")
    if sent.lead is not None and sent.lead.kind == UnitKind.VILLAGE and not kind.village_may_lead:
        raise RuleBroken(f"“{sent.lead}”是村（社区），不能作为主办单位；请交办给乡镇（街道），村（社区）可以协办。")
    if there := case.legs.running().filter(unit__in=units).select_related("unit").first():
        raise RuleBroken(f"“{there.unit}”已经在办这件事。")
    if kind.restricted:
        _keep_from_the_accused(case, units)


def _keep_from_the_accused(case: Case, units: Sequence[Unit]) -> None:
    """A tip-off goes neither to the unit that it is against nor to any below it."""
    against = Party.objects.filter(case=case, role="respondent", unit__isnull=False).values("unit")
    inside = UnitLink.objects.on().filter(above__in=against, below__in=units)
    if inside.exists():
        raise RuleBroken("举报不能交办给被举报的单位或者它的下属。")
