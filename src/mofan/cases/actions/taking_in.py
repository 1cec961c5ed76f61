"""Take in (登记): a case begins."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, move_row
from mofan.cases.actions.inserting import insert_together
from mofan.cases.actions.moving import given_on
from mofan.cases.actions.timing import clocks_started
from mofan.cases.intake import Intake, problems, stored
from mofan.cases.models import Case, CaseDetail, Channel, Concern, Party, Point
from mofan.cases.moves import TAKEN_IN
from mofan.cases.numbers import new_code
from mofan.cases.parties import row_of
from mofan.cases.standing import parts_of_taker
from mofan.org.actions import console
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

TAKE_IN = k.Move(TAKEN_IN, "登记", (), "", (), public="已登记")


def take_in(intake: Intake, unit: Unit, *, by: Person, at: datetime) -> Case:
    """Take a case in for a unit (登记). What an upper platform sent under the same key before is answered with the case
    that there is, however many send it at once.

    Raises RuleBroken when the person may not, and for what cannot stand (`intake.problems`).
    """
    parts = parts_of_taker(intake.kind, by, unit)
    if not parts:
        raise RuleBroken(f"您不能为“{unit}”登记{intake.kind.name}。需要的话，请单位管理员给您相应的角色。")
    part = next(one for one in intake.kind.takers if one in parts)
    return _begin(intake, Doing(by, at, part, unit), unit)


@transaction.atomic
def hand_in(intake: Intake, unit: Unit, *, by: Person | None = None, at: datetime) -> Case:
    """A person hands his matter in himself, on the public page (网上提交); nobody stands behind it but he (`by` is the
    console's person). Raises RuleBroken for a kind that is not open to the public, and for what cannot stand."""
    if not intake.kind.from_public:
        raise RuleBroken(f"{intake.kind.name}不能在网上提交，请到窗口办理。")
    intake = replace(intake, channel=Channel.WEB, outside=None)
    return _begin(intake, Doing(by or console(at=at), at, "citizen", unit), unit)


def _begin(intake: Intake, doing: Doing, unit: Unit) -> Case:
    if found := problems(intake):
        raise RuleBroken("".join(found))
    if there := _sent_before(intake):
        return there
    try:
        return _write(intake, doing, unit)
    except IntegrityError:  # another sent it at the same moment
        if there := _sent_before(intake):
            return there
        raise


def _sent_before(intake: Intake) -> Case | None:
    return Case.objects.filter(outside=intake.outside).order_by().first() if intake.outside else None


@transaction.atomic
def _write(intake: Intake, doing: Doing, unit: Unit) -> Case:
    """The case, then at once all that stands by it."""
    case = Case.objects.create(outside=intake.outside or None, **facts_of(intake, unit, doing))
    insert_together(
        [detail_row(case, intake)],
        party_rows(case, intake),
        point_rows(case, intake),
        [Concern(case=case, unit_id=case.unit_id)],
        [move_row(case, replace(TAKE_IN, now=case.state), "", doing)],
        clocks_started(case, intake.kind, TAKEN_IN, doing.at, given_on=given_on(case, intake.kind)),
    )
    return case


def facts_of(intake: Intake, unit: Unit, doing: Doing) -> dict[str, Any]:
    """What the row of a case begins with (登记时的内容), under a new code."""
    return {
        "kind": intake.kind.code,
        "code": new_code(timezone.localdate(doing.at)),
        "state": intake.kind.start,
        "title": " ".join(intake.title.split()),
        "category": intake.category,
        "urgency": intake.urgency,
        "channel": intake.channel,
        "place": intake.place.strip(),
        "unit": unit,
        "restricted": intake.kind.restricted,
        "taken_in_by": doing.by,
        "taken_in_at": doing.at,
    }


def detail_row(case: Case, intake: Intake) -> CaseDetail:
    """What was written (正文); not saved."""
    values = {code: stored(value) for code, value in intake.values.items() if value not in (None, "")}
    return CaseDetail(case=case, text=intake.text.strip(), values=values)


def party_rows(case: Case, intake: Intake) -> list[Party]:
    """Who stands in it (当事人); not saved."""
    hidden = {one.role for one in intake.kind.parties if one.hidden}
    return [row_of(case, one, hidden=one.role in hidden, no=no) for no, one in enumerate(intake.parties)]


def point_rows(case: Case, intake: Intake) -> list[Point]:
    """What is asked in it (诉求点); not saved."""
    return [Point(case=case, no=no, text=" ".join(one.split())) for no, one in enumerate(intake.points, 1)]
