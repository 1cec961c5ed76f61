"""What was left out of a figure (未计入), and why: it stands in the same units and days."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Unit
from mofan.records.catalogue import Figure
from mofan.records.duty_figures import DutyFigure
from mofan.records.duty_figures import left_out as occasions_left_out
from mofan.records.figures import kind_code_of
from mofan.records.fulfilling import Met
from mofan.records.models import Participant, Record, RecordState, Value
from mofan.records.models.parts import ROLL
from mofan.records.models.records import RecordQuerySet

REASONS = {
    RecordState.VOIDED: "已作废",
    RecordState.CORRECTED: "已更正，由更正后的记录计入",
}
NO_NUMBER = "没有填写这个数"
OUTSIDERS = "外单位人员，不计入人数"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records that are not counted for one reason."""

    why: str
    count: int
    """Records, or people where it says so."""
    rows: RecordQuerySet
    occasions: tuple[Met, ...] = ()
    """Of a figure of duties: the occasions that are not counted."""


def left_out(figure: Figure, units: QuerySet[Unit], period: Period) -> tuple[LeftOut, ...]:
    """Every reason for which something was left out, with the records."""
    here = Record.objects.filter(
        kind=kind_code_of(figure),
        unit__in=units.order_by().values("pk"),
        held_on__gte=period.start,
        held_on__lte=period.end,
    )
    found = [LeftOut(why, rows.count(), rows) for state, why in REASONS.items() if (rows := here.filter(state=state))]
    if figure.take in ("sum", "average"):
        numbers = Value.objects.filter(field=figure.field or "", number__isnull=False, record__in=here)
        rows = here.kept().exclude(pk__in=numbers.values("record"))
        found.append(LeftOut(NO_NUMBER, rows.count(), rows))
    if figure.take == "people":
        outsiders = Participant.objects.filter(field=ROLL, state="present", person=None, record__in=here.kept())
        rows = here.filter(pk__in=outsiders.values("record"))
        found.append(LeftOut(OUTSIDERS, outsiders.count(), rows))
    return tuple(one for one in found if one.count)


def left_out_of_duties(figure: DutyFigure, met: Sequence[Met]) -> tuple[LeftOut, ...]:
    """Every reason for which occasions were left out, with them."""
    found = occasions_left_out(figure, met)
    return tuple(LeftOut(why, len(some), Record.objects.none(), tuple(some)) for why, some in found.items())
