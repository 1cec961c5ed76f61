"""Which rule fits a case, and how rules would have done on old cases (派单规则的匹配与检验). Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Verdict = Literal["right", "wrong", "unrouted"]
"""Sent where it was in the end, elsewhere, or by no rule."""


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
    by_hand: int = 0
    """Its place in the order that somebody gave them, from 1; 0 where nobody has."""

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
class Trial:
    """What the rules would have said of one old case (逐件检验)."""

    key: int
    """Of the case."""
    unit: int | None
    """Key of the unit that led it."""
    rule: Rule | None
    """None where none fits."""

    @property
    def verdict(self) -> Verdict:
        if self.rule is None:
            return "unrouted"
        return "right" if self.rule.unit == self.unit else "wrong"


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
    trials: tuple[Trial, ...]
    """Case by case, in the order given."""

    @property
    def misses(self) -> tuple[tuple[int, int], ...]:
        """Key of each case sent elsewhere, and of the unit that the rule led to."""
        return tuple((one.key, one.rule.unit) for one in self.trials if one.rule and one.verdict == "wrong")


def precedence(rule: Rule) -> tuple[int, int, bool, date, int]:
    """By what one rule goes before another that fits too: the greater one counts (先后)."""
    return -rule.by_hand, len(_plain(rule.place)), bool(rule.category), rule.since, rule.key


def best(rules: Iterable[Rule], matter: Matter) -> Rule | None:
    """The rule that stands first in the order by hand; where nobody gave one, the rule that fits most closely: the
    longest place, then one that names a category, then the one in force the latest, then the one entered last; None
    where none fits."""
    return max((rule for rule in rules if rule.fits(matter)), key=precedence, default=None)


def bench(rules: Sequence[Rule], past: Iterable[Matter], *, as_of: date | None = None) -> Bench:
    """How the rules would have sent cases whose unit is known. `as_of`: judge all by the rules of that day instead of
    those of the day of each."""
    found = [Trial(one.key, one.unit, best(rules, replace(one, on=as_of or one.on))) for one in past]
    tried = Counter((one.rule.key, one.verdict) for one in found if one.rule is not None)
    verdicts = Counter(one.verdict for one in found)
    records = tuple(RuleRecord(rule, tried[rule.key, "right"], tried[rule.key, "wrong"]) for rule in rules)
    return Bench(len(found), verdicts["right"], verdicts["wrong"], verdicts["unrouted"], records, tuple(found))


def _plain(place: str) -> str:
    return "".join(place.split())
