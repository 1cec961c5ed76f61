"""Take in (登记): a case begins."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.actions.timing import turn_clocks
from mofan.cases.intake import Intake, problems, stored
from mofan.cases.models import Case, CaseDetail, Concern, Party, Point
from mofan.cases.moves import TAKEN_IN
from mofan.cases.numbers import new_code
from mofan.cases.parties import row_of
from mofan.cases.standing import parts_of_taker
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

TAKE_IN = k.Move(TAKEN_IN, "登记", (), "", (), public="已登记")


@transaction.atomic
def take_in(intake: Intake, unit: Unit, *, by: Person, at: datetime) -> Case:
    """Take a case in for a unit (登记). What an upper platform sent under the same key before is answered with the case
    that there is.

    Raises RuleBroken when the person may not, and for what cannot stand (`intake.problems`).
    """
    if intake.outside and (there := Case.objects.filter(outside=intake.outside).first()):
        return there
    parts = parts_of_taker(intake.kind, by, unit)
    if not parts:
        raise RuleBroken(f"您不能为“{unit}”登记{intake.kind.name}。需要的话，请单位管理员给您相应的角色。")
    if found := problems(intake):
        raise RuleBroken("".join(found))
    part = next(one for one in intake.kind.takers if one in parts)
    case = _write(intake, unit, by, at)
    write(case, replace(TAKE_IN, now=case.state), "", Doing(by, at, part, unit))
    turn_clocks(case, intake.kind, TAKEN_IN, at)
    return case


def _write(intake: Intake, unit: Unit, by: Person, at: datetime) -> Case:
    kind = intake.kind
    case = Case.objects.create(
        kind=kind.code,
        code=new_code(timezone.localdate(at)),
        state=kind.start,
        title=" ".join(intake.title.split()),
        category=intake.category,
        urgency=intake.urgency,
        channel=intake.channel,
        place=intake.place.strip(),
        unit=unit,
        restricted=kind.restricted,
        taken_in_by=by,
        taken_in_at=at,
        outside=intake.outside or None,
    )
    CaseDetail.objects.create(
        case=case,
        text=intake.text.strip(),
        values={code: stored(value) for code, value in intake.values.items() if value not in (None, "")},
    )
    hidden = {one.role for one in kind.parties if one.hidden}
    Party.objects.bulk_create(
        row_of(case, one, hidden=one.role in hidden, no=no) for no, one in enumerate(intake.parties)
    )
    Point.objects.bulk_create(
        Point(case=case, no=no, text=" ".join(one.split())) for no, one in enumerate(intake.points, 1)
    )
    Concern.objects.create(case=case, unit=unit)
    return case
