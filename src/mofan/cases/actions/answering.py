"""Answer or explain the points of a demand (逐点答复)."""

from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, holding, write
from mofan.cases.models import Case, Move, PointState
from mofan.cases.standing import parts_in_case
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

ANSWER = k.Move("answer_point", "答复诉求点", (), "", ("centre", "handler"))


def answer_point(case: Case, no: int, answer: str, *, explained: bool = False, by: Person, at: datetime) -> Move:
    """Answer a point (答复), or explain why it cannot be done (说明). It may be written anew while the case is open;
    what stood before is in the history.

    Raises RuleBroken without words, for whoever may not, for a case that ended; Outdated. Point.DoesNotExist.
    """
    answer = answer.strip()
    if not answer:
        raise RuleBroken("请写答复或者说明。")
    with holding(case):
        parts = parts_in_case(case, by)
        part = next((one for one in ANSWER.who if one in parts), None)
        if part is None:
            raise RuleBroken("诉求点由中心或者主办单位答复，您没有这个身份。")
        if case.closed_at is not None or case.ended:
            raise RuleBroken("这件事已经办结，答复不能再改。")
        point = case.points.get(no=no)
        note = f"第{no}点" + (f"（原答复：{point.answer}）" if point.answer else "")
        point.state = PointState.EXPLAINED if explained else PointState.ANSWERED
        point.answer = answer
        point.save(update_fields=["state", "answer"])
        return write(case, ANSWER, case.state, Doing(by, at, part, case.unit), note=note)
