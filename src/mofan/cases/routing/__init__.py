"""Rules that say which unit a case goes to (派单规则), and how they would have done on old cases. They only suggest."""

from mofan.cases.routing.matching import Bench, Matter, Rule, RuleRecord, Trial, Verdict, bench, best
from mofan.cases.routing.rules import (
    Routed,
    RuleFacts,
    add_rule,
    change_rule,
    end_rule,
    in_order,
    move_rule,
    route,
    rules_of,
    try_rules,
    unit_names,
)

__all__ = [
    "Bench",
    "Matter",
    "Routed",
    "Rule",
    "RuleFacts",
    "RuleRecord",
    "Trial",
    "Verdict",
    "add_rule",
    "bench",
    "best",
    "change_rule",
    "end_rule",
    "in_order",
    "move_rule",
    "route",
    "rules_of",
    "try_rules",
    "unit_names",
]
