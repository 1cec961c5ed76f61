"""Rules that say which unit a case goes to (派单规则), and how they would have done on old cases. They only suggest."""

from mofan.cases.routing.matching import Bench, Matter, Rule, RuleRecord, bench, best
from mofan.cases.routing.rules import Routed, RuleFacts, add_rule, end_rule, route, rules_of, try_rules

__all__ = [
    "Bench",
    "Matter",
    "Routed",
    "Rule",
    "RuleFacts",
    "RuleRecord",
    "add_rule",
    "bench",
    "best",
    "end_rule",
    "route",
    "rules_of",
    "try_rules",
]
