"""Say what a case is about (定类别): at intake it may be left open; a suggestion is only ever taken by somebody."""

from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, holding, write
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Case, Move
from mofan.cases.standing import parts_in_case
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

CLASSIFY = k.Move("classify", "定类别", (), "", ("clerk", "centre", "leader"))


def classify(case: Case, category: str, *, by: Person, at: datetime) -> Move:
    """Set the category of a case (定类别), or another one; what stood before is in the history. Clocks that run keep
    the length that they began with.

    Raises RuleBroken for a category that the kind has not or that stands already, for whoever may not, for a case that
    ended; Outdated.
    """
    names = kind_of_case(case).categories
    if category not in names:
        raise RuleBroken("没有这个类别，请从类别里选。")
    with holding(case):
        parts = parts_in_case(case, by)
        part = next((one for one in CLASSIFY.who if one in parts), None)
        if part is None:
            raise RuleBroken("类别由受理单位定，您没有这个身份。")
        if case.ended:
            raise RuleBroken("这件事已经了结，类别不能再改。")
        if case.category == category:
            raise RuleBroken("已经是这个类别。")
        before = f"（原类别：{names[case.category]}）" if case.category in names else ""
        case.category = category
        case.save(update_fields=["category"])
        doing = Doing(by, at, part, case.unit)
        return write(
            case, CLASSIFY, case.state, doing, values={"category": category}, note=f"{names[category]}{before}"
        )
