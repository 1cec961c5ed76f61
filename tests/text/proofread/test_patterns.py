"""Every rule that one pattern says: the lines that it must find something in, and those that it must leave."""

import pytest

from mofan.text.proofread import KINDS
from mofan.text.proofread.pattern import Pattern
from mofan.text.proofread.proofreading import PATTERNS

FOUND = [(rule, line) for rule in PATTERNS for line in rule.matches]
LEFT = [(rule, line) for rule in PATTERNS for line in rule.misses]


@pytest.mark.parametrize(("rule", "line"), FOUND, ids=[f"{rule.name}: {line}" for rule, line in FOUND])
def test_a_rule_finds_what_it_is_for(rule: Pattern, line: str) -> None:
    findings = list(rule.find(line))
    assert findings
    assert all(line[one.start : one.end] == one.quote != "" and one.quote != one.replacement for one in findings)
    assert set(findings) <= set(PATTERNS.find(line))


@pytest.mark.parametrize(("rule", "line"), LEFT, ids=[f"{rule.name}: {line}" for rule, line in LEFT])
def test_a_rule_leaves_what_is_right(rule: Pattern, line: str) -> None:
    assert list(rule.find(line)) == []


def test_every_rule_has_its_lines_its_kind_and_its_own_name() -> None:
    assert all(rule.matches and rule.misses and rule.kind in KINDS for rule in PATTERNS)
    assert len({rule.name for rule in PATTERNS}) == len(PATTERNS)
