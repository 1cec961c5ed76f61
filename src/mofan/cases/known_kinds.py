"""The kinds of case that this place knows (可用事项种类)."""

from collections.abc import Mapping

from mofan.cases.catalogue import shipped
from mofan.cases.kinds import Kind
from mofan.cases.models import Case
from mofan.org.rules import RuleBroken


def known_kinds() -> Mapping[str, Kind]:
    """Code → kind, in their order."""
    return shipped()


def kind_named(code: str) -> Kind:
    """The kind of that code. Raises RuleBroken."""
    found = known_kinds().get(code)
    if found is None:
        raise RuleBroken("没有这一种事项。请从事项种类里选。")
    return found


def kind_of_case(case: Case) -> Kind:
    """The kind of a case. Raises RuleBroken for one that is not known any more."""
    return kind_named(case.kind)
