"""The cases of the demonstration: made by the real actions, believable in their mix, each able to be told from its
history."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from random import Random
from unittest.mock import patch

import pytest
from django.utils import timezone

from mofan.cases import figures
from mofan.cases.catalogue import kind_of
from mofan.cases.models import Call, Callback, Case, Clock, Exclusion, Leg, Move, Whistle
from mofan.cases.moves import Step, rebuilt
from mofan.cases.named_figures import CaseFigure, kinds_of
from mofan.cases.queries import received
from mofan.cases.takes import TAKES
from mofan.figures.answering import (
    Question,
    by_unit,
    contributions,
    count_of_rows,
    keys_shown,
    rows_of,
    shown_rows,
    value_of,
    values_of,
)
from mofan.figures.definitions import definition_of, definitions
from mofan.figures.scopes import Scope
from mofan.measure import Period
from mofan.ops.demo.cases import DAYS, hold_cases
from mofan.ops.demo.cases.wording import MATTERS, places_of, words
from mofan.ops.demo.county import make_people, plant_county
from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.organisation import SMALL
from mofan.org.models import Person, Unit

MANY = 30


@pytest.fixture
def held(db: None, home: object, standing_clock: None) -> list[Case]:
    plant_county(SMALL)
    make_people()
    assert hold_cases(MANY) == Case.objects.count()
    assert hold_cases(MANY) == 0  # there are some
    return list(Case.objects.order_by("pk"))


def test_cases_come_in_are_handled_and_called_back(held: list[Case]) -> None:
    now = timezone.now()
    assert len(held) > MANY * 0.8  # some bring others along, some are of units that a small county lacks
    assert len({one.title for one in held}) > 20
    assert Counter(one.kind for one in held).most_common(1)[0][0] == "public_demand"
    counts = received(Case.objects.all())
    assert counts.received == counts.accepted + counts.refused + counts.undecided == len(held)
    assert all(one.taken_in_at <= now for one in held)
    assert not Move.objects.filter(at__gt=now).exists()
    assert Leg.objects.count() > MANY / 2
    assert Callback.objects.exists()
    assert Clock.objects.filter(stopped_at=None).exists()
    for one in held:
        steps = [Step(step.code, step.was, step.now) for step in Move.objects.filter(case=one, leg=None).order_by("pk")]
        assert rebuilt(steps, kind_of(one.kind).start) == one.state
    the_figures_count_them(held)
    every_figure_agrees_with_a_count_by_hand()


def the_figures_count_them(held: list[Case]) -> None:
    """Over the county, from the day of the first of them."""
    today = timezone.localdate()
    since = min(timezone.localdate(one.taken_in_at) for one in held)
    scope = Scope((Unit.objects.get(name=COUNTY),), below=True)
    asked = Question(definition_of("cases.received"), scope, Period(since, today), today)
    assert value_of(asked) == sum(kind_of(one.kind).decides and not one.restricted for one in held)
    assert value_of(asked.of("cases.completion")) is not None


def test_no_two_hundred_texts_are_the_same() -> None:
    chance, places = Random(1), (*places_of("", ()), *places_of("青棠镇", ["柳桥头村"]))
    some = (words(chance, month, "public_demand", places) for month in range(1, 13) for _ in range(50))
    assert len({(one.title, one.text) for one in some}) > 500
    assert DAYS > 60
    for matter in MATTERS:
        kind = kind_of(matter.kind)
        assert matter.category in kind.categories
        assert matter.done


@dataclass(frozen=True)
class Thing:
    """What a figure may count, read into plain Python: of which base, when, of which case, with what it took."""

    base: str
    at: datetime
    case: Case
    row: Case | Leg | Clock | Move | Callback | Whistle | Call


def things() -> list[Thing]:
    found: list[Thing] = []
    cases = {one.pk: one for one in Case.objects.all()}
    for one in cases.values():
        found.append(Thing("intake", one.taken_in_at, one, one))
        found += [Thing("decision", one.decided_at, one, one)] if one.decided_at else []
        found += [Thing("closing", one.closed_at, one, one)] if one.closed_at else []
    found += [Thing("leg", one.sent_at, cases[one.case_id], one) for one in Leg.objects.all()]
    for clock in Clock.objects.filter(code="finish").select_related("leg"):
        if clock.leg is None or clock.leg.part == "lead":  # those that help owe nothing by themselves
            found.append(Thing("clock", clock.due_at, cases[clock.case_id], clock))
    found += [Thing("move", one.at, cases[one.case_id], one) for one in Move.objects.filter(leg=None)]
    found += [Thing("callback", one.due_at, cases[one.case_id], one) for one in Callback.objects.all()]
    found += [Thing("whistle", one.called_at, cases[one.case_id], one) for one in Whistle.objects.all()]
    for call in Call.objects.select_related("whistle"):
        blown = call.whistle
        found += [Thing(side, blown.called_at, cases[blown.case_id], call) for side in ("calling", "called")]
    return found


def counts(take: str, thing: Thing, today: date) -> bool:
    """Whether a number counts a thing of its base, as its definition says."""
    row, case = thing.row, thing.case
    if isinstance(row, Case):
        decision = {"accepted": "accepted", "refused": "refused", "undecided": "undecided"}.get(take.split("_")[0])
        return decision is None or row.decision == decision
    if isinstance(row, Leg):
        return take == "dispatched" or row.state == "returned"
    if isinstance(row, Clock):
        done = row.leg.state == "done" if row.leg else row.stopped_at is not None and case.closed_at is not None
        gone = row.leg.state in ("returned", "recalled") if row.leg else row.stopped_at is not None and not done
        overdue = row.paused_at is None and timezone.localdate(row.due_at) < today
        due = not gone and (done or overdue)
        in_time = done and row.stopped_at is not None and row.stopped_at <= row.due_at
        return {"due": due, "done": done, "on_time": in_time, "extended": due and row.added > 0}[take]
    if isinstance(row, Move):
        effect = {"closings": "close", "reopenings": "reopen"}[take]
        return row.code in {one.code for one in kind_of(case.kind).moves if one.effect == effect}
    if isinstance(row, Whistle):
        return take == "whistles" or row.ended_at is not None
    if isinstance(row, Call):
        side, _, number = take.partition("_")
        return counts_call(side, number, row, today)
    answered = row.state == "answered"
    excluded = Exclusion.objects.filter(callback=row, confirmed_by__isnull=False).exists()
    if take in ("callbacks_answered", "callbacks_excluded"):
        return answered and (excluded or take == "callbacks_answered")
    said = {"contacted": row.contacted, "solved": row.solved, "satisfied": row.satisfied in ("yes", "mostly")}
    return answered and not excluded and bool(said.get(take, True))


def counts_call(side: str, number: str, row: Call, today: date) -> bool:
    limit, ended = row.whistle.answer_by, row.whistle.ended_at
    came, refused = row.state in ("arrived", "reported"), row.state == "refused"
    over = timezone.localdate(limit) < today and (ended is None or ended > limit)
    if not (came or refused or over):
        return False
    mark = row.of_caller if side == "calls" else row.of_called
    return {
        "due": True,
        "arrived": came,
        "on_time": came and row.arrived_at is not None and row.arrived_at <= limit,
        "refused": refused,
        "reported_up": row.reported_to is not None,
        "absent": not came and not refused,
        "handled": row.state == "reported",
        "marked": mark != "",
        "good": mark == "good",
    }[number]


def by_hand(figure: CaseFigure, some: list[Thing], period: Period, today: date) -> Decimal | None:
    kinds = {one.code for one in kinds_of(figure)}
    mine = [
        one
        for one in some
        if one.base == figure.take.base and one.case.kind in kinds and period.contains(timezone.localdate(one.at))
    ]
    if figure.facet:
        mine = [one for one in mine if getattr(one.case, figure.facet) == figure.choice]
    if not figure.take.quantile:
        return Decimal(sum(counts(figure.take.code, one, today) for one in mine))
    days = sorted(Decimal((one.at - one.case.taken_in_at).total_seconds()) / 86400 for one in mine)
    if not days:
        return None
    if figure.take.quantile == "median":
        return (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
    return days[ceil(len(days) * 0.9) - 1]


def every_figure_agrees_with_a_count_by_hand() -> None:
    today, some, told = timezone.localdate(), things(), 0
    scope = Scope((Unit.objects.get(name=COUNTY),), below=True)
    asked = [one.of_cases for one in definitions().values() if one.of_cases]
    asked += [CaseFigure(TAKES[take], "", "channel", "hotline") for take in ("received", "due", "solved", "closings")]
    for days in (9, 30, 90):
        period = Period(today - timedelta(days=days), today + timedelta(days=days // 3))
        question = Question(definition_of("cases.received"), scope, period, today)
        together = values_of(question, [definition_of(one.code) for one in asked])
        for figure in asked:
            expected = by_hand(figure, some, period, today)
            found = together[figure.code]
            assert found == pytest.approx(expected), (figure.code, period)
            told += bool(expected)
            if figure.adds_up and expected:
                alone = question.of(figure.code)
                assert sum(contributions(alone, rows_of(alone)).values()) == expected, figure.code
                assert sum(number or 0 for _, number in by_unit(alone)) == expected, figure.code
                the_cases_behind_are_the_same_however_many(alone)
    assert told > 80


def the_cases_behind_are_the_same_however_many(alone: Question) -> None:
    if alone.figure.code.count(".") > 1:
        return
    for account in ("supervisor", "desk"):
        me = Person.objects.get(account=account)
        expected = list(shown_rows(alone, me).values_list("pk", flat=True))
        for many in (0, 1_000_000):
            with patch.object(figures, "_MANY", many):
                keys = keys_shown(alone, me)
                assert (list(keys[: len(keys)]), len(keys)) == (expected, len(expected)), (alone.figure.code, account)
    assert count_of_rows(alone) == len(rows_of(alone))
