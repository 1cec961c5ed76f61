"""Figures and the board over the full demonstration, live, each figure opened to its rows.

`python -m benchmarks record_figures HOME`: HOME is one that `benchmarks records` filled. Every sort of figure is asked
for over all units, over one agency with all below it and over one branch, over last year, and opened to its first
fifty rows; then the board of all units over a quarter and a year. Milliseconds are processor time of this process, so
that a busy machine says nearly the same as a quiet one; garbage is looked for as seldom as where pages are served.
"""

import gc
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, size_mb, table

if TYPE_CHECKING:
    from mofan.figures.answering import Question
    from mofan.measure import Period
    from mofan.org.models import Person

GOAL_MS, BOARD_GOAL_MS = 100, 300
TIMES = 7
AT_ONCE = 50
CODES = (
    "field_visit.count", "field_visit.sum.problems", "policy_session.average.households",
    "party_lecture.by_leader",
    "themed_party_day.attendance", "themed_party_day.people", "general_meeting.people", "volunteer_service.people",
    "morning_meeting.count", "morning_meeting.attendance", "collective_decision.sum.sum",
    "general_meeting.average_attendance", "field_visit.solved_share",
    "duties.duty_due", "duties.duty_rate", "duties.duty_on_time_rate", "morning_meeting.duty_rate",
)  # fmt: skip


def main(home: str = "") -> None:
    if not home:
        print("needs a HOME that `./dev bench records HOME` has filled")
        return
    start_library(Path(home).resolve())
    from mofan.ops.page_process import GARBAGE_FROM
    from mofan.records.models import Participant, Record

    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)  # as the processes do that serve pages

    rows, people = Record.objects.count(), Participant.objects.count()
    print(f"{rows:,} records with {people:,} people on their rolls, {size_mb(Path(home)):,.0f} MB on the disk\n")
    report()
    report_boards()


def report() -> None:
    """A row a figure and scope."""
    from django.utils import timezone

    from mofan.figures.answering import Question, value_of
    from mofan.figures.definitions import definition_of
    from mofan.figures.scopes import Scope
    from mofan.measure import Period
    from mofan.org.kinds import UnitKind
    from mofan.org.models import Person, Unit

    administrator = Person.objects.get(account="leader")
    today = timezone.localdate()
    year = Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    every = tuple(Unit.objects.filter(parent=None))
    agency = Unit.objects.filter(kind=UnitKind.AGENCY).order_by("pk")[1]
    branch = Unit.objects.under(agency).filter(kind=UnitKind.BRANCH)[0]
    scopes = (("all units", Scope(every, True)), ("an agency", Scope((agency,), True)), ("a branch", Scope((branch,))))
    lines = []
    for code in CODES:
        for name, scope in scopes:
            ask = partial(Question, definition_of(code), scope, year, today)  # anew each time: it remembers duties
            duty = ask().figure.duty is not None
            shown = ask().figure.shown(value_of(ask()))
            counted = timed(lambda ask=ask: value_of(ask()))  # type: ignore[misc]
            behind = first_occasions if duty else partial(first_rows, person=administrator)
            both = timed(lambda ask=ask, behind=behind: opened(ask(), behind))  # type: ignore[misc]
            halves = (f"{percentile(some, 0.5):.1f}" for some in (counted, both))
            most = percentile(both, 0.95)
            lines.append((code, name, shown, *halves, f"{most:.1f}", "yes" if most <= GOAL_MS else "no"))
    head = (
        "figure, last year",
        "over",
        "value",
        "p50 ms",
        "with rows p50 ms",
        "with rows p95 ms",
        f"within {GOAL_MS} ms",
    )
    print(table(head, lines))


def report_boards() -> None:
    """The board of every unit, of one county where there are several."""
    from django.utils import timezone

    from mofan.measure import month_of, quarter_of, year_of
    from mofan.org.models import Person
    from mofan.records.boards import units_board

    today, supervisor = timezone.localdate(), Person.objects.get(account="supervisor")
    lines = []
    for name, period in (("month", month_of(today)), ("quarter", quarter_of(today)), ("year", year_of(today))):
        rows = units_board(supervisor, period, today)
        took = timed(lambda period=period: stood(supervisor, period, today))  # type: ignore[misc]
        units, most = len({one.line.unit_id for one in rows}), percentile(took, 0.95)
        met = "yes" if most <= BOARD_GOAL_MS else "no"
        lines.append((name, units, len(rows), f"{percentile(took, 0.5):.0f}", f"{most:.0f}", met))
    head = ("board of the supervising office", "units", "duties", "p50 ms", "p95 ms", f"within {BOARD_GOAL_MS} ms")
    print("\n" + table(head, lines))


def opened(question: "Question", behind: Callable[["Question"], list[object]]) -> tuple[object, list[object]]:
    """A number and the first of its rows, as a card asks for both: what was looked up for the one serves the other."""
    from mofan.figures.answering import value_of

    return value_of(question), behind(question)


def first_rows(question: "Question", *, person: "Person") -> list[object]:
    """The first rows behind a number, as its card lists them."""
    from mofan.figures.answering import keys_shown, rows_named

    return list(rows_named(question, list(keys_shown(question, person)[:AT_ONCE])))


def first_occasions(question: "Question") -> list[object]:
    """The first occasions behind a number of duties."""
    from mofan.figures.answering import occasions_of

    return list(occasions_of(question)[:AT_ONCE])


def stood(person: "Person", period: "Period", today: date) -> list[object]:
    """How every duty of a board stands."""
    from mofan.records.boards import units_board

    return [row.state for row in units_board(person, period, today)]


def timed(act: Callable[[], object]) -> list[float]:
    """Milliseconds of processor time, several times over; the first, which warms up, is left out."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return taken[1:]
