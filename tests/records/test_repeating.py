"""What a new text shares with the unit's own records (自身重复)."""

from datetime import date

from mofan.records.repeating import entered_already, repeats
from tests.records.conftest import House
from tests.records.making import entered, meeting, visit

SAID = (
    "灌渠沿线七个村组春灌前要把支渠淤泥清理完毕，每组出两名劳力，水务局负责调度抽水机并派专人守闸；"
    "上坝村的进水口去年冲坏了一段，先用石笼护住，等枯水期再砌，材料由镇里备好，工钱按往年的标准结给出工的人。"
)


def test_the_nearest_record_is_named_with_its_day_and_how_much(house: House) -> None:
    record = entered(house, visit(house, date(2025, 3, 5), values={**visit(house).values, "content": SAID}))
    entered(house, visit(house))
    (found,) = repeats(house.recorder, house.branch, f"今天又去看了一次。{SAID}回来后写了这份材料。")
    assert found.record == record
    letters = sum(not char.isspace() for char in SAID)
    assert letters - 3 <= found.characters <= letters + 3
    assert found.sentence == f"与2025年3月5日记录有{found.characters}字相同"
    assert "石笼护住" in found.passages[0]


def test_what_seems_to_be_entered_twice_is_named(house: House) -> None:
    met, seen = entered(house, meeting(house)), entered(house, visit(house))
    assert entered_already(house.recorder, house.branch, meeting(house, title="别的主题")) == [met]
    assert entered_already(house.recorder, house.branch, meeting(house), leave_out=met) == []
    assert entered_already(house.recorder, house.branch, meeting(house, held_on=date(2026, 11, 12))) == []
    assert entered_already(house.recorder, house.agency, meeting(house)) == []
    assert entered_already(house.stranger, house.branch, meeting(house)) == []
    assert entered_already(house.recorder, house.branch, visit(house)) == [seen]
    assert entered_already(house.recorder, house.branch, visit(house, title="另一次走访")) == []


def test_the_record_that_is_corrected_is_left_out(house: House) -> None:
    record = entered(house, visit(house, values={**visit(house).values, "content": SAID}))
    assert repeats(house.recorder, house.branch, SAID, leave_out=record) == ()


def test_short_texts_other_units_and_others_eyes_say_nothing(house: House) -> None:
    entered(house, visit(house, values={**visit(house).values, "content": SAID}))
    assert repeats(house.recorder, house.branch, SAID[:30]) == ()
    assert repeats(house.recorder, house.agency, SAID) == ()
    assert repeats(house.stranger, house.branch, SAID) == ()
    assert repeats(house.recorder, house.branch, "另外的话" * 30) == ()
