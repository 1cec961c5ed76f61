"""What of the cases has passed its period of keeping is counted by class."""

from datetime import date, timedelta

from mofan.cases.actions import move
from mofan.cases.catalogue import shipped
from mofan.cases.models import Case
from mofan.cases.queries import cases_visible_to
from mofan.cases.retention import KEEPING, expired_cases, waiting
from mofan.org.actions import decide_offer, offer_expired
from mofan.org.models import Person
from mofan.org.retention import USUAL, stretch_of
from tests.make import AT
from tests.make_cases import County, approved, taken_in

TODAY = date(2037, 2, 1)
"""Ten years and more after what the tests close."""


def test_closed_and_refused_cases_are_offered_and_open_ones_are_not(county: County, leader: Person) -> None:
    closed, refused = approved(county), taken_in(county, title="要求撤销判决")
    Case.objects.filter(pk=closed.pk).update(closed_at=AT + timedelta(days=3), ended=True)
    move(refused, "refuse", {"ground": "other_route_open", "why": "法院正在审理"}, by=county.dispatcher, at=AT)
    taken_in(county, title="还在研判的")
    assert list(expired_cases(date(2036, 11, 20))) == []
    (made,) = offer_expired(expired_cases(TODAY), at=AT)
    assert (made.of.code, made.rows) == ("cases", 2)
    assert set(waiting("cases", stretch_of(made), cases_visible_to(leader))) == {closed, refused}
    decide_offer(made, "keep", why="研究要用", by=leader, at=AT)
    assert list(expired_cases(date(2037, 6, 1))) == []


def test_every_class_and_kind_that_is_named_is_there() -> None:
    assert KEEPING.keys() <= shipped().keys()
    assert set(KEEPING.values()) <= {one.code for one in USUAL}
