"""The cases of the demonstration: made by the real actions, believable in their mix, each able to be told from its
history."""

from collections import Counter
from random import Random

import pytest
from django.utils import timezone

from mofan.cases.catalogue import kind_of
from mofan.cases.models import Callback, Case, Clock, Leg, Move
from mofan.cases.moves import Step, rebuilt
from mofan.cases.queries import received
from mofan.figures.answering import Question, value_of
from mofan.figures.definitions import definition_of
from mofan.figures.scopes import Scope
from mofan.measure import Period
from mofan.ops.demo.cases import DAYS, hold_cases
from mofan.ops.demo.cases_wording import MATTERS, words
from mofan.ops.demo.county import make_people, plant_county
from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.organisation import SMALL
from mofan.org.models import Unit

MANY = 30


@pytest.fixture
def held(db: None, home: object) -> list[Case]:
    plant_county(SMALL)
    make_people()
    assert hold_cases(MANY) == MANY
    assert hold_cases(MANY) == 0
    return list(Case.objects.order_by("pk"))


def test_cases_come_in_are_handled_and_called_back(held: list[Case]) -> None:
    now = timezone.now()
    assert len({one.title for one in held}) > 20
    assert Counter(one.kind for one in held).most_common(1)[0][0] == "public_demand"
    counts = received(Case.objects.all())
    assert counts.received == counts.accepted + counts.refused + counts.undecided == MANY
    assert all(one.taken_in_at <= now for one in held)
    assert not Move.objects.filter(at__gt=now).exists()
    assert Leg.objects.count() > MANY / 2
    assert Callback.objects.exists()
    assert Clock.objects.filter(stopped_at=None).exists()
    for one in held:
        steps = [Step(step.code, step.was, step.now) for step in Move.objects.filter(case=one, leg=None).order_by("pk")]
        assert rebuilt(steps, kind_of(one.kind).start) == one.state
    the_figures_count_them(held)


def the_figures_count_them(held: list[Case]) -> None:
    """Over the county, from the day of the first of them."""
    today = timezone.localdate()
    since = min(timezone.localdate(one.taken_in_at) for one in held)
    scope = Scope((Unit.objects.get(name=COUNTY),), below=True)
    asked = Question(definition_of("cases.received"), scope, Period(since, today), today)
    assert value_of(asked) == MANY
    assert value_of(asked.of("cases.completion")) is not None


def test_no_two_hundred_texts_are_the_same() -> None:
    chance = Random(1)
    texts = {(one.title, one.text) for one in (words(chance, month) for month in range(1, 13) for _ in range(50))}
    assert len(texts) > 400
    assert DAYS > 60
    for matter in MATTERS:
        kind = kind_of(matter.kind)
        assert matter.category in kind.categories
        assert matter.done
