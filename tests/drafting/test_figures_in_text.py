"""Words around a number: what is asked, what is proposed, what is left alone."""

import pytest

from mofan.drafting.finding import counts_the_same, current_vocabulary
from mofan.drafting.proposing import ENOUGH, asked_in, propose
from mofan.text.describe import describe


def first(text: str) -> list[tuple[str, str]]:
    """(figure or nothing, reason) for each blank number."""
    blanks = [one for one in describe(text, title="材料").figures if one.blank]
    spans = [(one.start, one.end) for one in blanks]
    words = current_vocabulary()
    told = []
    for one in blanks:
        found = propose(asked_in(text, one.start, one.end, one.measure or "", spans), words)
        told.append((found[0].figure.code, found[0].reason) if found else ("", ""))
    return told


def test_a_proposal_says_why(db: None) -> None:
    ((code, why),) = first("截至目前，召开警示教育大会x次。")
    assert code == "cautionary_education.meeting"
    assert "“警示教育大会”" in why
    assert "量词“次”相同" in why


def test_a_number_without_words_of_its_own_speaks_of_what_stands_before(db: None) -> None:
    told = first("举办政策辅导x期，涉及x余户次。")
    assert [code for code, _ in told] == ["policy_session.count", "policy_session.sum.households"]
    assert "承前说" in told[1][1]


def test_the_heading_above_may_say_it(db: None) -> None:
    words = current_vocabulary()
    text = "今年以来x次。"
    asked = asked_in(text, 4, 6, "次", [(4, 6)], "（一）抓好警示教育")
    found = propose(asked, words)
    assert found[0].figure.code == "cautionary_education.count"
    assert "上文说" in found[0].reason
    assert all(one.score >= ENOUGH for one in found)


@pytest.mark.parametrize("text", ["种植杨树x棵。", "x个乡镇全部通车。", "获得补助x万元。", "资金x万元，厂房x平方米。"])
def test_what_nothing_records_gets_no_proposal(db: None, text: str) -> None:
    assert [code for code, _ in first(text)] == [""] * len(first(text))


def test_measures_that_count_the_same_are_known(db: None) -> None:
    assert counts_the_same("场", "次")
    assert counts_the_same("万元", "元")
    assert not counts_the_same("人", "人次")
