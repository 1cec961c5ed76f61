"""Attendance and votes (到会与表决): the sum and what is said of it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.records.attendance import (
    STATES,
    Attendee,
    Grades,
    Tally,
    Votes,
    excellent_limit,
    judge_presence,
    judge_votes,
    needed,
    tally,
)
from mofan.records.catalogue import Threshold, kind_of

HALF_OF_VOTERS = Threshold(Fraction(1, 2), more=False, of="due_voting")
MORE_THAN_HALF = Threshold(Fraction(1, 2), more=True, of="due_voting")
TWO_THIRDS = Threshold(Fraction(2, 3), more=False, of="due")
FOUR_FIFTHS = Threshold(Fraction(4, 5), more=True, of="due_voting")

attendees = st.lists(st.builds(Attendee, st.sampled_from(sorted(STATES)), st.booleans()), max_size=80)


def roll(due: int, voting: int, present: int, present_voting: int | None = None) -> Tally:
    return Tally(due, voting, present, present if present_voting is None else present_voting, absent=due - present)


def test_a_meeting_of_twenty_three_is_explained() -> None:
    judged = judge_presence(HALF_OF_VOTERS, roll(23, 21, 17))
    assert judged.met
    assert judged.sentence == "应到 23 人，有表决权 21 人，实到 17 人，符合半数以上要求"


def test_who_is_missing_is_said_with_the_number_that_lacks() -> None:
    judged = judge_presence(HALF_OF_VOTERS, roll(23, 21, 12, 10))
    assert not judged.met
    assert judged.sentence == (
        "应到 23 人，有表决权 21 人，实到 12 人（有表决权 10 人），"
        "不符合半数以上要求，有表决权的到会至少 11 人，还差 1 人"
    )


def test_where_nobody_has_a_vote_no_vote_is_held() -> None:
    only_probationary = judge_presence(HALF_OF_VOTERS, roll(3, 0, 3, 0))
    assert not only_probationary.met
    assert only_probationary.sentence.endswith("应到人员里没有人有表决权，不能开会表决")
    assert judge_presence(HALF_OF_VOTERS, roll(0, 0, 0)).sentence.endswith("没有应到人员，不能开会")
    assert not judge_votes(MORE_THAN_HALF, roll(3, 0, 3, 0), Votes(0)).passed


@pytest.mark.parametrize(
    ("threshold", "base", "wanted"),
    [
        (HALF_OF_VOTERS, 20, 10),
        (HALF_OF_VOTERS, 21, 11),
        (MORE_THAN_HALF, 20, 11),
        (MORE_THAN_HALF, 21, 11),
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 10, 7),
        (FOUR_FIFTHS, 20, 17),
        (FOUR_FIFTHS, 21, 17),
    ],
)
def test_the_number_needed(threshold: Threshold, base: int, wanted: int) -> None:
    assert needed(threshold, base) == wanted


def test_two_thirds_of_the_leading_body() -> None:
    met, unmet = judge_presence(TWO_THIRDS, roll(9, 9, 6)), judge_presence(TWO_THIRDS, roll(9, 9, 5))
    assert met.sentence == "应到 9 人，实到 6 人，符合三分之二以上要求"
    assert unmet.sentence == "应到 9 人，实到 5 人，不符合三分之二以上要求，到会至少 6 人，还差 1 人"


def test_exactly_four_fifths_is_marked_as_the_edge() -> None:
    judged = judge_presence(FOUR_FIFTHS, roll(20, 20, 16))
    assert not judged.met
    assert judged.on_the_edge
    assert "超过五分之四" in judged.sentence
    assert not judge_presence(FOUR_FIFTHS, roll(20, 20, 17)).on_the_edge


def test_more_than_half_is_said_as_such() -> None:
    assert judge_presence(MORE_THAN_HALF, roll(3, 3, 2)).sentence.endswith("符合过半数要求")
    odd = Threshold(Fraction(3, 5), more=False, of="due")
    assert judge_presence(odd, roll(5, 5, 3)).sentence.endswith("符合3/5以上要求")


def test_nobody_due_is_no_meeting() -> None:
    judged = judge_presence(HALF_OF_VOTERS, tally([Attendee("observer")]))
    assert not judged.met
    assert judged.sentence == "应到 0 人，有表决权 0 人，实到 0 人，没有应到人员，不能开会"


def test_a_vote_is_carried_by_those_due_and_not_by_those_present() -> None:
    attended = roll(18, 16, 15, 13)
    carried = judge_votes(MORE_THAN_HALF, attended, Votes(9, 3, 1), HALF_OF_VOTERS)
    assert carried.passed
    assert carried.needed == 9
    assert carried.sentence == "赞成 9 票，反对 3 票，弃权 1 票；按应到会有表决权的 16 人计算，须赞成 9 票以上，通过"
    lost = judge_votes(MORE_THAN_HALF, attended, Votes(8, 4, 1), HALF_OF_VOTERS)
    assert not lost.passed
    assert lost.sentence.endswith("未通过")


def test_more_votes_than_voters_are_a_wrong_count() -> None:
    result = judge_votes(MORE_THAN_HALF, roll(18, 16, 15, 13), Votes(14))
    assert not result.passed
    assert result.problem == "赞成、反对、弃权合计 14 票，到会有表决权的是 13 人，多 1 票"


def test_fewer_votes_than_voters_are_to_be_explained() -> None:
    result = judge_votes(MORE_THAN_HALF, roll(18, 16, 15, 13), Votes(12))
    assert result.passed
    assert result.reminder == "赞成、反对、弃权合计 12 票，到会有表决权的是 13 人，少 1 票，请写明缘由"


def test_a_vote_of_too_few_is_not_valid() -> None:
    result = judge_votes(MORE_THAN_HALF, roll(20, 20, 9), Votes(9), HALF_OF_VOTERS)
    assert not result.passed
    assert result.sentence.endswith("表决无效")


def test_other_bases_of_a_vote() -> None:
    of_present = Threshold(Fraction(1, 2), more=True, of="present_voting")
    assert judge_votes(of_present, roll(20, 20, 9), Votes(5, 4)).passed
    of_due = Threshold(Fraction(1, 2), more=True, of="due")
    assert judge_votes(of_due, roll(9, 0, 7, 0), Votes(5, 2)).sentence.endswith(
        "按应到的 9 人计算，须赞成 5 票以上，通过"
    )


def test_what_cannot_be_is_refused() -> None:
    for wrong in ((2, 1, 3, 1), (2, 3, 2, 2), (2, 1, 2, 2), (-1, 0, 0, 0)):
        with pytest.raises(ValueError, match=r"人数|应到"):
            Tally(*wrong)
    with pytest.raises(ValueError, match="票数"):
        Votes(-1)


def test_a_roll_is_said_without_noughts() -> None:
    counted = tally([Attendee("present"), Attendee("present", False), Attendee("leave"), Attendee("observer", False)])
    assert counted.sentence == "应到 3 人，有表决权 2 人，实到 2 人（有表决权 1 人），请假 1 人，列席 1 人"
    assert tally([Attendee("present"), Attendee("absent")]).sentence == "应到 2 人，实到 1 人，缺席 1 人"


def test_grades_of_an_appraisal_are_looked_at() -> None:
    assert Grades(6, 12, 0, 0).remarks(members=20, probationary=2) == ()
    too_many = Grades(7, 12, 0, 0).remarks(members=20, probationary=2)
    assert too_many == (
        "评为优秀 7 人，党员 20 人的三分之一是 6 人，一般不超过。",
        "评定等次 19 人，正式党员 18 人，多 1 人；预备党员不评等次。",
    )
    assert Grades(5, 12, 0, 0).remarks(members=20, probationary=2) == (
        "评定等次 17 人，正式党员 18 人，少 1 人，请写明缘由。",
    )
    assert excellent_limit(20) == 6


@given(attendees)
def test_a_roll_adds_up(all_of: list[Attendee]) -> None:
    counted = tally(all_of)
    assert counted.due == counted.present + counted.leave + counted.absent
    assert counted.due + counted.observers == len(all_of)
    assert counted.present_voting <= counted.present
    assert counted.present_voting <= counted.due_voting <= counted.due


@given(attendees, st.sampled_from([HALF_OF_VOTERS, MORE_THAN_HALF, TWO_THIRDS, FOUR_FIFTHS]))
def test_the_threshold_is_what_the_fraction_says(all_of: list[Attendee], threshold: Threshold) -> None:
    counted = tally(all_of)
    base, came = (
        (counted.due, counted.present) if threshold.of == "due" else (counted.due_voting, counted.present_voting)
    )
    exact = came > threshold.share * base if threshold.more else came >= threshold.share * base
    assert judge_presence(threshold, counted).met == (exact and base > 0)


@given(attendees, st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_a_vote_is_carried_only_by_more_than_half_of_those_due(
    all_of: list[Attendee], yes: int, no: int, abstained: int
) -> None:
    counted, votes = tally(all_of), Votes(yes, no, abstained)
    result = judge_votes(MORE_THAN_HALF, counted, votes, HALF_OF_VOTERS)
    valid = votes.cast <= counted.present_voting and counted.present_voting * 2 >= counted.due_voting
    assert result.passed == (valid and yes * 2 > counted.due_voting)
    assert bool(result.problem) == (votes.cast > counted.present_voting)


def test_the_rule_of_a_kind_is_the_one_that_is_applied() -> None:
    quorum = kind_of("general_meeting").roll
    assert quorum is not None
    assert quorum.quorum.yes is not None
    assert judge_votes(quorum.quorum.yes, roll(20, 20, 12), Votes(11, 1), quorum.quorum.present).passed
