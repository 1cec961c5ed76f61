"""What waits for whom, and what is public by code."""

from datetime import timedelta

import pytest

from mofan.cases import queries
from mofan.cases.actions import ask_return, move, sign
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel
from mofan.cases.queries import Asked, Received
from tests.make import AT
from tests.make_cases import County, accepted, approved, dispatched, submitted, taken_in

DAY = timedelta(days=1)
TIP = Intake(
    kind_of("tip_off"),
    "城管局工作人员收受商户好处",
    Channel.WINDOW,
    text="每月收一次。",
    parties=(PartyFacts("informant", name="匿名", phone="13900001111"),),
)


def test_my_work_shows_what_is_due_first(county: County) -> None:
    dispatched(county, urgency="complex")
    dispatched(county, title="又一件急事", urgency="urgent")
    work = list(queries.my_work(county.water_handler))
    assert (work[0].case.title, work[0].code) == ("又一件急事", "sign")
    assert [one.due_at for one in work] == sorted(one.due_at for one in work)
    assert not queries.my_work(county.streets_handler).exists()


def test_the_desk_shows_what_waits_at_the_centre(county: County) -> None:
    new, ready = taken_in(county), accepted(county)
    leg = submitted(county)
    (back,) = dispatched(county)
    ask_return(back, "不归我们管", by=county.water_handler, at=AT)
    waiting = queries.desk(county.dispatcher, county.centre)
    assert list(waiting.undecided) == [new]
    assert list(waiting.to_dispatch) == [ready]
    assert list(waiting.to_review) == [leg]
    assert list(waiting.returns) == [back]
    assert not queries.desk(county.outsider, county.centre).undecided.exists()


def test_the_board_counts_legs_and_clocks_of_a_unit(county: County) -> None:
    (leg,) = dispatched(county)
    approved(county)
    sign(leg, by=county.water_handler, at=AT)
    board = queries.board(county.dispatcher, county.water, AT + 30 * DAY)
    assert (board.waiting, board.working, board.done, board.overdue, board.soon) == (0, 1, 1, 1, 0)
    assert queries.board(county.dispatcher, county.water, AT + 6 * DAY).soon == 1


def test_received_is_refused_and_accepted_and_undecided(county: County) -> None:
    taken_in(county)
    accepted(county)
    refused = taken_in(county)
    move(refused, "refuse", {"ground": "other_authority", "why": "请找燃气公司"}, by=county.dispatcher, at=AT)
    assert queries.received(Case.objects.all()) == Received(3, 1, 1, 1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), 2),
        (Asked(kind="dispute"), 0),
        (Asked(state="handling"), 1),
        (Asked(category="housing", channel="window", urgency="ordinary", decision="accepted"), 2),
        (Asked(words="停水 三号楼"), 2),
        (Asked(words="供暖"), 0),
        (Asked(since=AT.date(), until=AT.date()), 2),
        (Asked(since=AT.date() + DAY), 0),
        (Asked(until=AT.date() - DAY), 0),
        (Asked(overdue_at=AT + 30 * DAY), 1),
        (Asked(order="title"), 2),
        (Asked(order="nonsense"), 2),
    ],
)
def test_a_list_is_narrowed(asked: Asked, found: int, county: County) -> None:
    accepted(county)
    dispatched(county)
    assert queries.case_list(county.dispatcher, asked).count() == found


def test_a_list_of_a_unit_has_what_it_received_and_what_it_handles(county: County) -> None:
    (leg,) = dispatched(county)
    assert queries.case_list(county.dispatcher, Asked(unit=county.water.pk)).get() == leg.case
    assert queries.case_list(county.dispatcher, Asked(unit=county.centre.pk)).get() == leg.case
    assert not queries.case_list(county.dispatcher, Asked(unit=county.streets.pk)).exists()
    assert queries.case_list(county.dispatcher, Asked(words=leg.case.code.lower())).get() == leg.case


def test_by_code_a_person_reads_how_it_goes_and_nothing_private(county: County) -> None:
    case = taken_in(county)
    move(case, "refuse", {"ground": "other_route_open", "why": "法院正在审理"}, by=county.dispatcher, at=AT)
    shown = queries.public_case(case.code.replace("-", "").lower())
    assert shown is not None
    assert [one.words for one in shown.steps] == ["已登记", "不予受理"]
    assert (shown.state, shown.unit) == ("不予受理", "县社会治理中心")
    assert "法院" in shown.elsewhere
    assert "欧阳" not in repr(shown)
    assert "停水" not in repr(shown)
    assert queries.public_case("261120-AAAA-AAAA-A") is None
    assert queries.public_case("不是编码") is None


def test_the_buttons_of_a_case_and_of_a_leg(county: County) -> None:
    (leg,) = dispatched(county)
    assert [one.code for one in queries.next_moves(leg.case, county.dispatcher)] == ["dispatch", "close", "withdraw"]
    assert [one.code for one in queries.next_leg_moves(leg, county.water_handler)] == ["sign", "assign", "ask_return"]
    assert queries.next_moves(leg.case, county.outsider) == ()


def test_a_tip_off_is_read_by_those_named_for_it_alone(county: County, leader: object) -> None:
    case = taken_in(county, TIP)
    readers = [county.clerk, county.dispatcher, county.head, county.county_viewer, county.outsider, leader]
    assert not any(queries.cases_visible_to(one).exists() for one in readers)  # type: ignore[arg-type]
    assert queries.cases_visible_to(county.tip_officer).get() == case
    shown = queries.public_case(case.code)
    assert shown is not None
    assert shown.unit == ""


def test_a_tip_off_is_never_shown_where_it_is_against(county: County) -> None:
    against = PartyFacts("respondent", name="某人", unit=county.centre)
    taken_in(county, TIP, parties=(*TIP.parties, against))
    assert not queries.cases_visible_to(county.tip_officer).exists()


def test_the_timeline_and_the_clocks_of_a_case(county: County) -> None:
    case = approved(county)
    assert [one.code for one in queries.timeline(case)][:3] == ["take_in", "accept", "dispatch"]
    assert {one.code for one in queries.clocks_of(case)} == {"decide", "sign", "finish"}
    assert queries.legs_of(case).get().outcome == "solved"
