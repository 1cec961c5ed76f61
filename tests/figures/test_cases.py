"""Figures of cases: what is received, what fell due, what the callbacks said; each opens to its cases."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from mofan.cases.actions import (
    Dispatch,
    Said,
    answer_point,
    approve,
    ask_extension,
    ask_return,
    decide_exclusion,
    decide_extension,
    decide_return,
    dispatch,
    move,
    not_reached,
    propose_exclusion,
    record_callback,
    sign,
    submit,
)
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Callback, Case, Channel, Satisfied
from mofan.figures.actions import freeze
from mofan.figures.answering import (
    Question,
    by_month,
    by_unit,
    contributions,
    left_out_of,
    rows_of,
    shown_rows,
    value_of,
    values_of,
    with_months,
)
from mofan.figures.definitions import NoSuchFigure, definition_of, definitions, formula, narrowed_to
from mofan.figures.queries import since
from mofan.figures.scopes import Scope
from mofan.figures.telling import tell
from mofan.measure import Period, year_of
from mofan.org.models import Unit, UnitLink
from tests.make import AT
from tests.make_cases import WATER, County, accepted, approved, dispatched, submitted, taken_in

TODAY = timezone.localdate(AT) + timedelta(days=60)
YEAR = year_of(timezone.localdate(AT))


def asking(county: County, code: str, period: Period = YEAR, today: date = TODAY) -> Question:
    """Over the county with all below it."""
    return Question(definition_of(code), Scope((county.root,), below=True), period, today)


def number(county: County, code: str) -> Any:
    return value_of(asking(county, code))


def closed(county: County, *, at: datetime = AT) -> Case:
    """Handled in time, its points answered, closed three hours after it came in."""
    case = approved(county, at=at)
    for point in case.points.all():
        answer_point(case, point.no, "已经恢复供水。", by=county.dispatcher, at=at + timedelta(hours=2))
    move(
        case, "close", {"outcome": "solved", "reply": "已恢复供水。"}, by=county.dispatcher, at=at + timedelta(hours=3)
    )
    return case


def refused(county: County) -> Case:
    case = taken_in(county)
    move(case, "refuse", {"ground": "unlawful_demand", "why": "请按规定提出。"}, by=county.dispatcher, at=AT)
    return case


def test_what_was_received_is_what_was_accepted_refused_and_not_decided(county: County) -> None:
    cases = {accepted(county).pk, refused(county).pk, taken_in(county).pk, taken_in(county).pk}
    for of in ("cases", "cases.public_demand"):
        counts = [number(county, f"{of}.{one}") for one in ("received", "accepted", "refused", "undecided")]
        assert counts == [4, 1, 1, 2]
        assert number(county, f"{of}.accepted_rate") == Decimal("0.25")
    question = asking(county, "cases.public_demand.received")
    assert {one.pk for one in rows_of(question)} == cases
    assert contributions(question, rows_of(question)) == dict.fromkeys(cases, Decimal(1))
    assert number(county, "cases.approval.received") == 0
    assert number(county, "cases.approval.accepted_rate") is None


def test_a_case_falls_into_the_day_on_which_it_came_in_here(county: County) -> None:
    night = timezone.make_aware(datetime.combine(date(2026, 3, 1), time(0, 30)))
    taken_in(county, at=night)
    february, march = (Period(date(2026, 2, 1), date(2026, 2, 28)), Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert value_of(asking(county, "cases.received", february)) == 0
    assert value_of(asking(county, "cases.received", march)) == 1


def test_what_fell_due_was_done_in_time_or_late_or_not_at_all(county: County) -> None:
    closed(county)
    (late,) = dispatched(county)
    sign(late, by=county.water_handler, at=AT)
    later = AT + timedelta(days=20)
    submit(late, "solved", "已修好", reply="已修好。", by=county.water_handler, at=later)
    approve(late, by=county.dispatcher, at=later)
    dispatched(county)
    (back,) = dispatched(county)
    ask_return(back, "不是供水管道", by=county.water_handler, at=AT)
    decide_return(back, True, "属实", by=county.head, at=AT)
    told = {one: number(county, f"cases.{one}") for one in ("due", "done", "on_time", "completion", "on_time_rate")}
    assert told == {
        "due": 3,
        "done": 2,
        "on_time": 1,
        "completion": Decimal(2) / 3,
        "on_time_rate": Decimal(1) / 3,
    }
    assert (number(county, "cases.dispatched"), number(county, "cases.returned")) == (4, 1)
    assert number(county, "cases.return_rate") == Decimal("0.25")
    assert [(one.why, one.count) for one in left_out_of(asking(county, "cases.on_time"))] == [
        ("退单、收回或者撤回的，不算交办", 1),
        ("到期没有办完", 1),
        ("办完了，报结果时已经超过时限", 1),
    ]


def test_what_is_not_due_yet_or_stands_still_is_left_out(county: County) -> None:
    dispatched(county)
    today = timezone.localdate(AT)
    question = asking(county, "cases.due", today=today)
    assert value_of(question) == 0
    assert value_of(asking(county, "cases.completion", today=today)) is None
    assert [(one.why, one.count) for one in left_out_of(question)] == [("还没有到期", 1)]


def test_an_extension_counts_among_what_fell_due(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    asked = ask_extension(leg.clocks.get(code="finish"), 5, "要等配件", by=county.water_handler, at=AT)
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    dispatched(county)
    assert (number(county, "cases.extended"), number(county, "cases.extension_rate")) == (1, Decimal("0.5"))


def test_the_days_are_those_from_intake_to_the_last_closing(county: County) -> None:
    assert number(county, "cases.days_median") is None
    for days in (1, 2, 3, 10):
        closed(county, at=AT - timedelta(days=days))
    Case.objects.update(taken_in_at=AT - timedelta(days=20))
    for days, case in zip((1, 2, 3, 10), Case.objects.order_by("pk"), strict=True):
        Case.objects.filter(pk=case.pk).update(closed_at=AT - timedelta(days=20 - days))
    assert (number(county, "cases.days_median"), number(county, "cases.days_p90")) == (Decimal("2.5"), 10)
    question = asking(county, "cases.days_median")
    assert sorted(contributions(question, rows_of(question)).values()) == [1, 2, 3, 10]
    assert question.figure.shown(value_of(question)) == "2.5天"
    assert by_unit(question) == []


def called(case: Case, said: Said, county: County) -> Callback:
    callback = case.callbacks.get()
    return record_callback(callback, said, by=county.dispatcher, at=callback.due_at)


def test_the_rates_of_callbacks_are_over_those_that_are_valid(county: County) -> None:
    called(closed(county), Said(contacted=True, solved=True, satisfied=Satisfied.YES), county)
    called(closed(county), Said(contacted=True, solved=False, satisfied=Satisfied.NO, unhappy="slow"), county)
    out = called(closed(county), Said(contacted=False, solved=False, satisfied=Satisfied.NO, unhappy="other"), county)
    exclusion = propose_exclusion(out, "unlawful", "要求减免已判决的费用", by=county.dispatcher, at=out.due_at)
    decide_exclusion(exclusion, True, by=county.head, at=out.due_at)
    nobody = closed(county).callbacks.get()
    for _ in range(3):
        not_reached(nobody, by=county.dispatcher, at=nobody.due_at)
    rates = ("response_rate", "solved_rate", "satisfied_rate", "excluded_share")
    assert [number(county, f"cases.{one}") for one in rates] == [1, Decimal("0.5"), Decimal("0.5"), Decimal(1) / 3]
    assert [(one.why, one.count) for one in left_out_of(asking(county, "cases.callbacks_answered"))] == [
        ("联系不上", 1)
    ]
    assert [(one.why, one.count) for one in left_out_of(asking(county, "cases.solved"))] == [
        ("联系不上", 1),
        ("不合理诉求，经两人核准剔除", 1),
    ]


def test_what_was_opened_again_is_over_what_was_closed(county: County) -> None:
    closed(county)
    again = closed(county)
    move(again, "reopen", {"why": "又停水了"}, by=county.dispatcher, at=AT + timedelta(days=1))
    assert (number(county, "cases.closings"), number(county, "cases.reopenings")) == (2, 1)
    assert number(county, "cases.rework_rate") == Decimal("0.5")
    assert number(county, "cases.closed") == 1


def test_a_figure_narrows_to_a_category_a_channel_an_urgency_or_a_level(county: County) -> None:
    taken_in(county)
    taken_in(county, channel=Channel.HOTLINE, category="transport", urgency="urgent")
    of = "cases.public_demand"
    for facet, count in (
        ("category.housing", 1),
        ("category.health", 0),
        ("channel.hotline", 1),
        ("urgency.urgent", 1),
        ("level.county", 2),
        ("level.township", 0),
        ("level.village", 0),
    ):
        assert number(county, f"{of}.{facet}.received") == count
    rate = narrowed_to(definition_of(f"{of}.accepted_rate"), "category", "housing")
    assert rate is not None
    assert (rate.name, number(county, rate.code)) == ("群众诉求（城乡建设）受理率", 0)
    assert narrowed_to(rate, "channel", "web") is None
    assert "群众诉求（城乡建设）受理数" not in formula(rate)
    for wrong in ("cases.category.housing.received", f"{of}.category.nothing.received", f"{of}.nothing", "cases"):
        with pytest.raises(NoSuchFigure):
            definition_of(wrong)


def test_the_level_is_that_of_the_unit_that_handles(county: County) -> None:
    case = accepted(county)
    dispatch(case, Dispatch(county.town), by=county.dispatcher, at=AT)
    assert number(county, "cases.level.township.dispatched") == 1
    assert number(county, "cases.level.county.dispatched") == 0
    assert {unit.name: value for unit, value in by_unit(asking(county, "cases.dispatched")) if value} == {"柳湾镇": 1}


def test_a_rate_has_a_number_for_every_unit(county: County) -> None:
    submitted(county)
    told: dict[Unit, Any] = dict(by_unit(asking(county, "cases.completion")))
    assert (told[county.water], told[county.streets]) == (0, None)


TIP = Intake(
    kind_of("tip_off"),
    "金丝雀牌饮料掺假",
    Channel.WINDOW,
    text="金丝雀",
    parties=(PartyFacts("informant", name="金丝雀", phone="13800009999"),),
)


def test_a_tip_off_is_in_no_figure(county: County) -> None:
    tip = taken_in(county, TIP)
    assert Case.objects.filter(pk=tip.pk).exists()
    assert not [code for code in definitions() if "tip_off" in code]
    with pytest.raises(NoSuchFigure):
        definition_of("cases.tip_off.received")
    every = [one for one in definitions().values() if one.of_cases]
    told = values_of(asking(county, "cases.received"), every)
    assert not any(told.values())
    assert "金丝雀" not in str(tell(asking(county, "cases.received"), county.tip_officer))


def test_who_may_not_read_a_case_counts_it_and_does_not_open_it(county: County) -> None:
    taken_in(county)
    question = asking(county, "cases.received")
    assert shown_rows(question, county.county_viewer).count() == 1
    assert shown_rows(question, county.outsider).count() == 0
    told = tell(question, county.outsider)
    assert (told["value"], told["row_count"], told["hidden_rows"], told["rows"]) == (1, 0, 1, [])
    (row,) = tell(question, county.county_viewer)["rows"]
    assert (row["of"], row["title"], row["entered_by"], row["adds"]) == ("case", WATER.title, "乔一诺", 1)


def test_a_frozen_figure_of_cases_says_what_changed(county: County) -> None:
    case = accepted(county)
    frozen = freeze(asking(county, "cases.accepted_rate"), purpose="月报", by=county.head, at=AT)
    assert frozen.rows == [[case.pk, "2", "case"]]
    assert since(frozen, county.county_viewer, TODAY).is_the_same  # type: ignore[union-attr]
    other = taken_in(county)
    changed = since(frozen, county.county_viewer, TODAY)
    assert changed is not None
    assert [(one.noun, one.pk) for one in changed.added] == [("case", other.pk)]
    assert changed.value == Decimal("0.5")


def test_months_agree_with_a_question_for_each(county: County) -> None:
    for days in (0, 40, 80):
        closed(county, at=AT - timedelta(days=days))
    for code in ("cases.received", "cases.on_time", "cases.days_p90", "cases.completion"):
        question = asking(county, code)
        assert by_month(question) == [(month, value_of(question.over(month))) for month, _ in by_month(question)]


def test_numbers_and_months_asked_together_are_the_same(county: County) -> None:
    """Where the tree stayed as it was and where it changed, of cases and of others."""
    for days in (0, 40, 80):
        closed(county, at=AT - timedelta(days=days))
    dispatched(county)
    once, monthly = (
        ("cases.received", "cases.callbacks", "cases.days_median", "cases.completion"),
        ("cases.on_time_rate",),
    )
    for more, moved in (((), False), (("duties.duty_due",), False), ((), True)):
        if moved:
            links = UnitLink.objects.filter(above=county.root, below=county.streets)
            links.update(since=timezone.localdate(AT) - timedelta(days=60))
        question = asking(county, "cases.received", Period(date(AT.year, 1, 1), TODAY))
        figures, months = ([definition_of(code) for code in codes] for codes in ((*once, *more), monthly))
        numbers, rows = with_months(question, figures, months)
        assert numbers == values_of(question, figures)
        assert rows == {one.code: by_month(question.asking(one)) for one in months}


def test_every_figure_of_cases_says_what_it_is(db: None) -> None:
    every = {code: one for code, one in definitions().items() if one.group == "事项"}
    assert len(every) > 150
    assert every["cases.completion"].definition.startswith("各类受理事项，办理时限在统计期内届满的")
    assert every["cases.rectification_item.received"].name == "整改事项收件数"
    assert "cases.rectification_item.accepted" not in every
