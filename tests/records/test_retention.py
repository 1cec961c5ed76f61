"""What of the records has passed its period of keeping is counted by class and offered once."""

from datetime import date, timedelta

import pytest

from mofan.org.actions import decide_offer, offer_expired, set_retention
from mofan.org.models import Person
from mofan.org.retention import USUAL, open_offers, stretch_of
from mofan.records.actions import correct
from mofan.records.catalogue import kind_of, read_kind, shipped
from mofan.records.models import Record
from mofan.records.queries import records_visible_to
from mofan.records.retention import expired_records, kinds_kept_as, waiting
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting, visit

TODAY = date(2026, 11, 20)


def test_what_has_passed_its_period_is_offered_once(house: House, leader: Person) -> None:
    old = entered(house, visit(house, date(2016, 11, 19)))
    correct(old, visit(house, date(2016, 11, 18)), why="记错一天", by=house.recorder, at=AT)
    entered(house, visit(house, date(2016, 11, 20)))
    entered(house, meeting(house, held_on=date(2001, 3, 5)))
    (made,) = offer_expired(expired_records(TODAY), at=AT)
    assert (made.of.code, made.rows, made.before) == ("service", 2, date(2016, 11, 20))
    assert waiting("service", stretch_of(made), records_visible_to(leader)).count() == 2
    decide_offer(made, "archive", why="已移交", by=leader, at=AT)
    assert Record.objects.count() == 4
    entered_later = entered(house, visit(house, date(2015, 5, 6)))
    Record.objects.filter(pk=entered_later.pk).update(entered_at=AT + timedelta(days=1))
    later = date(2026, 12, 24)
    (again,) = offer_expired(expired_records(later), at=AT + timedelta(days=34))
    assert (again.rows, again.before) == (2, date(2016, 12, 24))
    assert list(open_offers()) == [again]


def test_a_shorter_period_holds_at_once(house: House, leader: Person) -> None:
    entered(house, visit(house, date(2024, 5, 6)))
    assert list(expired_records(TODAY)) == []
    set_retention("service", 2, basis="县档案馆", by=leader, at=AT)
    assert [(one.code, one.rows) for one in expired_records(TODAY)] == [("service", 1)]


def test_every_kind_names_a_class_that_there_is() -> None:
    classes = {one.code for one in USUAL}
    assert {kind.keeping for kind in shipped().values()} <= classes
    assert kind_of("collective_decision").keeping == "decisions"
    assert kind_of("member_admission").keeping == "personnel"
    own = {"code": "own", "name": "防汛交接", "english": "flood watch", "group": "督查整改"}
    assert read_kind(own | {"source": {"row": "自定", "words": "防汛"}}).keeping == "service"


@pytest.mark.django_db
def test_kinds_are_found_by_their_class() -> None:
    assert "reminder_talk" in kinds_kept_as("supervision")
    assert kinds_kept_as("access_log") == []
