"""Which rule fits a case, and how rules would have done on old cases (派单规则的匹配与检验). Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table (派单规则)."""

    key: int
    kind: str
    unit: int
    """Key of the unit that it leads to."""
    since: date
    category: str = ""
    """Empty: every category."""
    place: str = ""
    """What stands in the place of the case; empty: everywhere."""
    until: date | None = None
    """The last day on which it holds."""

    def fits(self, matter: "Matter") -> bool:
        """Whether it says where this one goes."""
        return (
            self.kind == matter.kind
            and self.category in ("", matter.category)
            and _plain(self.place) in _plain(matter.place)
            and self.since <= matter.on
            and (self.until is None or matter.on <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """What of a case is routed by (派单要素)."""

    kind: str
    category: str
    place: str
    on: date
    unit: int | None = None
    """Key of the unit that led it in the end; None of a new one."""
    key: int = 0


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How one rule did (单条规则的检验)."""

    rule: Rule
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Bench:
    """How the rules would have done on old cases (派单规则检验). right + wrong + unrouted = cases."""

    cases: int
    right: int
    """Sent where they were in the end."""
    wrong: int
    unrouted: int
    """No rule fits."""
    rules: tuple[RuleRecord, ...]
    """Every rule, in the order given; one that was never used has noughts."""
    misses: tuple[tuple[int, int], ...]
    """Key of each case sent elsewhere, and of the unit that the rule led to."""


def best(rules: Iterable[Rule], matter: Matter) -> Rule | None:
    """The rule that fits most closely: the longest place, then one that names a category, then the one in force the
    latest, then the one entered last; None where none fits."""
    fitting = [rule for rule in rules if rule.fits(matter)]
    order = ((len(_plain(one.place)), bool(one.category), one.since, one.key) for one in fitting)
    return max(zip(order, fitting, strict=True), key=lambda pair: pair[0])[1] if fitting else None


def bench(rules: Sequence[Rule], past: Iterable[Matter], *, as_of: date | None = None) -> Bench:
    """How the rules would have sent cases whose unit is known. `as_of`: judge all by the rules of that day instead of
    those of the day of each."""
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    misses, unrouted, cases = [], 0, 0
    for matter in past:
        cases += 1
        day = as_of or matter.on
        rule = best(rules, Matter(matter.kind, matter.category, matter.place, day))
        if rule is None:
            unrouted += 1
        elif rule.unit == matter.unit:
            right[rule.key] += 1
        else:
            wrong[rule.key] += 1
            misses.append((matter.key, rule.unit))
    records = tuple(RuleRecord(rule, right[rule.key], wrong[rule.key]) for rule in rules)
    return Bench(cases, right.total(), wrong.total(), unrouted, records, tuple(misses))


def _plain(place: str) -> str:
    return "".join(place.split())
