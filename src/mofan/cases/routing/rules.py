"""The table of a centre as it is kept (派单规则表): add a rule, move one, end one, ask it, try it on old cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from mofan.cases.known_kinds import kind_named
from mofan.cases.models import Case, Leg, LegPart, RoutingRule
from mofan.cases.models.routing import RoutingRuleQuerySet
from mofan.cases.queries import Asked, case_list
from mofan.cases.routing.matching import Bench, Matter, Rule, bench, best, precedence
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

MOST_TRIED: Final = 5000
"""Old cases on which rules are tried, those closed last."""
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a rule says (派单规则)."""

    kind: str
    unit: Unit
    since: date
    category: str = ""
    place: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a rule would send a case (派单建议), and by which line."""

    rule: RoutingRule
    why: str
    """«派单规则（城乡建设、地点含“柳湾”）»"""

    @property
    def sentence(self) -> str:
        """In words, ready to show."""
        return f"按{self.why}，建议：{self.rule.unit}。"


@transaction.atomic
def add_rule(centre: Unit, facts: RuleFacts, *, by: Person, at: datetime) -> RoutingRule:
    """Enter a rule (添加派单规则). Raises RuleBroken for whoever may not dispatch there, a kind or category that there
    is not, a restricted kind, an end before the beginning, and a line that stands already."""
    allow(by, Right.DISPATCH, centre)
    kind = kind_named(facts.kind)
    place = " ".join(facts.place.split())
    if kind.restricted:
        raise RuleBroken(f"{kind.name}不按规则派单。")
    if facts.category and facts.category not in kind.categories:
        raise RuleBroken("没有这个类别，请从类别里选。")
    if not facts.category and not place:
        raise RuleBroken("类别和地点至少写一个。")
    if len(place) > 60:
        raise RuleBroken("地点不超过 60 个字。")
    if facts.until is not None and facts.until < facts.since:
        raise RuleBroken("截止日期不能早于起始日期。")
    same = RoutingRule.objects.filter(centre=centre, kind=kind.code, category=facts.category, place=place)
    later = same.filter(until=None) | same.filter(until__gte=facts.since)
    if (later.filter(since__lte=facts.until) if facts.until else later).exists():
        raise RuleBroken("同样的类别和地点在这段时间已有规则，请先把原来的规则截止。")
    made = RoutingRule.objects.create(
        centre=centre,
        kind=kind.code,
        category=facts.category,
        place=place,
        unit=facts.unit,
        since=facts.since,
        until=facts.until,
    )
    _find_its_place(made)
    note(made, "添加派单规则", by=by, at=at, changes=[("承办单位", "", str(facts.unit))])
    return made


@transaction.atomic
def end_rule(rule: RoutingRule, on: date, why: str, *, by: Person, at: datetime) -> RoutingRule:
    """That day is the last one on which it holds (截止派单规则). Raises RuleBroken without a reason, for whoever may
    not dispatch there, for a day before it began and for one that has ended already."""
    allow(by, Right.DISPATCH, rule.centre)
    why = reason(why)
    kept = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    if kept.until is not None and kept.until < timezone.localdate(at):
        raise RuleBroken("这条规则已经截止。")
    if on < kept.since:
        raise RuleBroken("截止日期不能早于起始日期。")
    was = kept.until.isoformat() if kept.until else ""
    kept.until = on
    kept.save(update_fields=["until"])
    note(kept, "截止派单规则", by=by, at=at, why=why, changes=[("至何日止", was, on.isoformat())])
    return kept


@transaction.atomic
def change_rule(rule: RoutingRule, facts: RuleFacts, why: str, *, by: Person, at: datetime) -> RoutingRule:
    """Another line in the place of this one from a day on (改派单规则): the old one holds until the day before. A rule
    that holds since that day or later is not changed but ended. Raises RuleBroken as `add_rule` and `end_rule`."""
    last = facts.since - timedelta(days=1)
    if last < rule.since:
        raise RuleBroken(f"这条规则 {rule.since:%Y-%m-%d} 才起用，改动最早从第二天起。")
    ended = end_rule(rule, last, why, by=by, at=at)
    made = add_rule(rule.centre, facts, by=by, at=at)
    if ended.place_by_hand and made.kind == ended.kind:
        _put(made, ended)
    return made


@transaction.atomic
def move_rule(rule: RoutingRule, steps: int, *, by: Person, at: datetime) -> RoutingRule:
    """Put a rule so many places up (below nought) or down among those of its kind that have not ended (调整次序). From
    then on that order counts, and no longer which one is the closest. At the end of the table it stays where it is.

    Raises RuleBroken for whoever may not dispatch there, and for a rule that has ended.
    """
    allow(by, Right.DISPATCH, rule.centre)
    rows = list(RoutingRule.objects.select_for_update().filter(centre=rule.centre_id, kind=rule.kind))
    today = timezone.localdate(at)
    order = in_order(rows)
    shown = [row for row in order if row.until is None or row.until >= today]
    if rule not in shown:
        raise RuleBroken("这条规则已经截止，不用排次序。")
    was = shown.index(rule)
    now = min(max(was + steps, 0), len(shown) - 1)
    moved = shown[was]
    if now == was:
        return moved
    beside = shown[now]
    order.remove(moved)
    order.insert(order.index(beside) + (now > was), moved)
    _number(order)
    note(moved, "调整派单规则次序", by=by, at=at, changes=[("次序", str(was + 1), str(now + 1))])
    return moved


def _find_its_place(made: RoutingRule) -> None:
    """A new rule among those that stand in an order by hand: before the first that is less close."""
    others = in_order(RoutingRule.objects.filter(centre=made.centre_id, kind=made.kind).exclude(pk=made.pk))
    if not any(row.place_by_hand for row in others):
        return
    close = _closeness(made)
    place = next((at for at, row in enumerate(others) if _closeness(row) < close), len(others))
    _number([*others[:place], made, *others[place:]])


def _put(made: RoutingRule, before: RoutingRule) -> None:
    """One rule right before another, in an order by hand."""
    others = in_order(RoutingRule.objects.filter(centre=made.centre_id, kind=made.kind).exclude(pk=made.pk))
    place = others.index(before)
    _number([*others[:place], made, *others[place:]])
    made.refresh_from_db()


def _number(order: Iterable[RoutingRule]) -> None:
    for place, row in enumerate(order, 1):
        if row.place_by_hand != place:
            row.place_by_hand = place
            row.save(update_fields=["place_by_hand"])


def _closeness(row: RoutingRule) -> tuple[int, bool]:
    """How long its place is, whether it names a category."""
    return precedence(_rule(row))[1:3]


def in_order(rules: Iterable[RoutingRule]) -> list[RoutingRule]:
    """As they count (先后次序): of two that fit the one that stands first."""
    return sorted(rules, key=lambda row: (row.kind, *_backwards(_rule(row))))


def _backwards(rule: Rule) -> tuple[int, int, int, int, int]:
    by_hand, length, by_category, since, key = precedence(rule)
    return -by_hand, -length, -by_category, -since.toordinal(), -key


def rules_of(person: Person, centre: Unit) -> RoutingRuleQuerySet:
    """The table of a centre, as far as the person may read it."""
    return RoutingRule.objects.visible_to(person).filter(centre=centre).select_related("unit", "centre")


def route(person: Person, case: Case, on: date) -> Routed | None:
    """Where the rules of its centre would send a case today (派单建议); None where none fits. Never applied."""
    rows = {row.pk: row for row in rules_of(person, case.unit).filter(kind=case.kind).on(on)}
    rule = best(map(_rule, rows.values()), Matter(case.kind, case.category, case.place, on))
    if rule is None:
        return None
    row, names = rows[rule.key], kind_named(case.kind).categories
    what = "、".join(filter(None, (names.get(row.category, ""), row.place and f"地点含“{row.place}”")))
    return Routed(row, f"派单规则（{what}）")


def try_rules(person: Person, centre: Unit, asked: Asked, *, as_of: date | None = None) -> Bench:
    """How the rules of a centre would have sent the cases that it received and that a unit led to the end (用旧事项检验
    派单规则), as far as the person may read them: the latest closed first."""
    cases = case_list(person, asked).filter(unit=centre, restricted=False, closed_at__isnull=False)
    keys = list(cases.order_by("-closed_at", "-pk").values_list("pk", flat=True)[:MOST_TRIED])
    rows: list[tuple[int, int, str, str, str, datetime]] = []
    for start in range(0, len(keys), _AT_ONCE):
        done = Leg.objects.filter(part=LegPart.LEAD, above=None, state="done", case__in=keys[start : start + _AT_ONCE])
        rows += done.order_by("case", "pk").values_list(
            "case", "unit", "case__kind", "case__category", "case__place", "case__taken_in_at"
        )
    last = {row[0]: row for row in rows}
    past = (
        Matter(kind, category, place, timezone.localdate(taken_in_at), unit, case)
        for case, unit, kind, category, place, taken_in_at in (last[key] for key in keys if key in last)
    )
    return bench([_rule(row) for row in in_order(rules_of(person, centre))], past, as_of=as_of)


def unit_names(keys: Iterable[int]) -> dict[int, str]:
    """Key → name of units that rules and old cases lead to."""
    return {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=list(keys))}


def _rule(row: RoutingRule) -> Rule:
    return Rule(row.pk, row.kind, row.unit_id, row.since, row.category, row.place, row.until, row.place_by_hand)
