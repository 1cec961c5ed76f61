"""The agency's own names, and what belongs to others."""

import pytest

from mofan.text.proofread import Own, Register
from mofan.text.proofread.nearness import is_one_off
from mofan.text.proofread.register import find_units
from mofan.text.proofread.residue import find_residue

REGISTER = Register(units=("临河县水务局", "临河县水务局办公室"), slogans=("五比五看五提升",), persons=("周明远",))


def near(text: str) -> list[tuple[str, str | None]]:
    return [(finding.quote, finding.replacement) for finding in find_units(text, REGISTER)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("临河县水物局印发通知", "临河县水物局"),
        ("临合县水务局印发通知", "临合县水务局"),
        ("临河县水利务局印发", "临河县水利务局"),
        ("临县水务局印发通知", "临县水务局"),
        ("临河县务局印发", "临河县务局"),
        ("临河小县水务局印发", "临河小县水务局"),
    ],
)
def test_what_nearly_is_a_registered_name_is_reported(text: str, quote: str) -> None:
    assert near(text) == [(quote, "临河县水务局")]


def test_a_slogan_is_compared_too() -> None:
    assert near("开展五比五看五提高活动") == []
    assert near("开展五比五比五提升活动") == [("五比五比五提升", "五比五看五提升")]


@pytest.mark.parametrize("text", ["临河县水务局印发通知", "临河县水务局办公室", "清河县财政局", "水务局", "临河县"])
def test_registered_names_and_others_are_left(text: str) -> None:
    assert near(text) == []


def test_another_registered_name_is_no_slip() -> None:
    both = Register(units=("临河县水务局", "临河县水利局"))
    assert list(find_units("临河县水务局会同临河县水利局", both)) == []


def test_a_short_name_is_not_compared() -> None:
    assert list(find_units("水物局", Register(units=("水务局",)))) == []


def test_one_character_changed_missing_or_extra_is_one_off() -> None:
    assert is_one_off("水务局", "水物局")
    assert is_one_off("水局", "水务局")
    assert is_one_off("水务局局", "水务局")
    assert not is_one_off("水务局", "水务局")
    assert not is_one_off("水", "水务局")
    assert not is_one_off("财政局", "水务局")


def residue(text: str, own: Own, register: Register | None = None) -> list[tuple[str, str]]:
    return [(finding.rule, finding.quote) for finding in find_residue(text, own, register or Register())]


def test_places_of_others_are_residue() -> None:
    own = Own(places=("信丰县",))
    assert residue("信丰县地处江西省赣州市，学习清河县做法。", own) == [("foreign place", "清河县")]


def test_times_of_other_years_are_residue() -> None:
    found = residue("2021年以来，落实2025年度任务，2021年印发，以优异成绩迎接党的二十大。", Own(year=2025))
    assert found == [("past event", "迎接党的二十大"), ("past year", "2021年以来")]


def test_words_of_another_trade_are_residue() -> None:
    assert residue("为纳税人办实事", Own("县民政局")) == [("foreign trade", "纳税人")]
    assert residue("为纳税人办实事", Own("县税务局")) == []


def test_numbered_slogans_of_others_are_residue() -> None:
    register = Register(slogans=("1356",))
    text = "落实“1356”思路和“1217”思路，深化“1+2+N”体系和“放管服”改革"
    assert residue(text, Own(), register) == [("foreign slogan", "1217"), ("foreign slogan", "1+2+N")]


def test_persons_who_are_not_registered_are_asked_about() -> None:
    text = "习近平总书记强调，周明远同志、李建国同志到会。"
    assert residue(text, Own(persons=("周明远",))) == [("unknown person", "李建国")]
