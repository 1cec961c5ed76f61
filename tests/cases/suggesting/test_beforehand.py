"""Words known beforehand go to the class under which the agency files such messages."""

import re

import pytest

from mofan.cases.suggesting.beforehand import Beforehand
from mofan.cases.suggesting.classifier import Classifier
from mofan.cases.suggesting.courtesies import COURTESIES, without_courtesies
from mofan.cases.suggesting.words import features

LINES = (("commerce", {"景区": 1.0, "导游": 1.0}), ("commerce", {"假货": 1.0}), ("education", {"学校": 1.0}))


def test_a_line_goes_where_messages_that_fit_it_are_filed() -> None:
    known = Beforehand(LINES)
    assert known.shares() == [{"commerce": 1}, {"commerce": 1}, {"education": 1}]
    for _ in range(20):
        known.count({"导游": 0.7}, "education")
    tour, fake, school = known.shares()
    assert tour["education"] > 0.9
    assert fake["education"] > fake["commerce"], "of which nothing was seen: as its class is filed"
    assert school == {"education": 1}
    assert sum(tour.values()) == pytest.approx(1)


def test_one_message_moves_little_and_one_that_fits_two_lines_or_none_moves_nothing() -> None:
    known = Beforehand(LINES)
    known.count({"导游": 0.7}, "education")
    assert known.shares()[0]["commerce"] > 0.8
    unmoved = Beforehand(LINES)
    for found in ({"导游": 0.5, "学校": 0.5}, {"天气": 1.0}, {}):
        unmoved.count(found, "health")
    assert unmoved.shares() == Beforehand(LINES).shares()
    Beforehand().count({"导游": 1.0}, "commerce")


def test_an_agency_that_files_a_matter_elsewhere_is_followed_in_messages_with_words_that_it_never_met() -> None:
    words = {"commerce": ("导游 景区 旅行社 门票",), "education": ("学校 老师 学生",)}
    classifier = Classifier(words)
    assert classifier.guesses("旅行社乱收门票")[0].label == "commerce"
    classifier.learn([("导游在景区骂人", "education")] * 12 + [("老师打学生", "commerce")] * 12)
    assert classifier.guesses("旅行社乱收门票")[0].label == "education"


@pytest.mark.parametrize(("pattern", "meant", "other"), COURTESIES)
def test_a_courtesy_is_known_and_what_looks_like_it_is_not(pattern: str, meant: str, other: str) -> None:
    assert re.fullmatch(pattern, meant)
    assert not re.search(pattern, other)


def test_courtesies_are_passed_over() -> None:
    assert without_courtesies("尊敬的领导：路灯不亮") == "，路灯不亮"
    assert features("路灯不亮。此致敬礼，万分感谢！") == features("路灯不亮")
