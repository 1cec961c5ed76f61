"""What is wrong with an entry, and what deserves a remark (校核)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mofan.records.attendance import State, Tally, Votes
from mofan.records.catalogue import kind_of
from mofan.records.checking import differs_from_the_day, is_late, presence, problems, remarks, vote_result
from mofan.records.entry import Assigned, Entry, Item, OnRoll, Who

TODAY = date(2026, 11, 20)
HELD = date(2026, 11, 19)
CHAIR = {"chair": (Who("沈知行", 1),), "minute_taker": (Who("程以宁", 3),)}


def line(number: int, state: State = "present", reason: str = "", *, has_vote: bool = True) -> OnRoll:
    return OnRoll(Who(f"党员{number}", number), state, has_vote, reason)


def entry(**changes: object) -> Entry:
    made = Entry(
        kind_of("general_meeting"),
        "讨论冬修",
        HELD,
        people=CHAIR,
        roll=tuple(line(number) for number in range(10)),
        agenda=(Item("冬修", (("党员1", "先修支渠"),), votes=Votes(10)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def said(made: Entry) -> str:
    return "".join(one.sentence for one in problems(made, TODAY))


def test_a_whole_entry_has_no_problem_and_no_remark() -> None:
    assert problems(entry(), TODAY) == ()
    assert problems(entry(serves=entry().kind.may_serve[:1]), TODAY) == ()
    assert problems(entry(agenda=(Item("冬修", tasks=(Assigned("对水", 1, HELD),)),)), TODAY) == ()
    assert remarks(entry(), TODAY) == ()
    judged = presence(entry())
    assert judged is not None
    assert judged.met


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "主题要填写"),
        ({"title": "题" * 201}, "最多 200 字"),
        ({"held_on": TODAY + timedelta(1)}, "在今天以后"),
        ({"held_on": date(1900, 1, 1)}, "太早"),
        ({"people": {}}, "主持人要填写。记录人要填写"),
        ({"roll": ()}, "到会名单是空的"),
        ({"roll": (line(1, "absent"),)}, "到会名单是空的"),
        ({"roll": (line(1), line(1))}, "“党员1”有两行"),
        ({"roll": (line(1), line(2, "leave"))}, "党员2请假，要写事由"),
        ({"roll": (line(1), line(2, "leave"), line(3, "leave"))}, "党员2、党员3请假，要写事由"),
        ({"roll": (line(1), line(2, "leave", "因" * 101))}, "最多 100 字"),
        ({"agenda": ()}, "议题至少记一项"),
        ({"agenda": (Item(" "),)}, "第 1 项没有写题目"),
        ({"agenda": (Item("题" * 201),)}, "第 1 项的题目最多 200 字"),
        ({"agenda": (Item("冬修", votes=Votes(11)),)}, "第 1 项：赞成、反对、弃权合计 11 票"),
        (
            {"agenda": (Item("冬修", tasks=(Assigned("对水", 1, HELD - timedelta(1)),)),)},
            "第 1 项：任务的时限早于召开日期",
        ),
        ({"serves": ("pledge",)}, "不能一并算作"),
    ],
)
def test_what_cannot_stand_is_said(changes: dict[str, object], sentence: str) -> None:
    assert sentence in said(entry(**changes))


def test_a_kind_without_a_roll_or_agenda_asks_for_neither() -> None:
    visit = Entry(
        kind_of("field_visit"),
        "走访",
        HELD,
        {"place": "柳湾村", "content": "看了支渠"},
        {"visitors": (Who("陆怀瑾"),)},
    )
    assert problems(visit, TODAY) == ()
    assert presence(visit) is None
    assert "了解到的情况要填写" in said(replace(visit, values={"place": "柳湾村", "content": ""}))


def test_a_ledger_may_hold_numbers_and_no_names() -> None:
    counted = Tally(due=10, due_voting=10, present=8, present_voting=8, absent=2)
    from_ledger = entry(roll=(), headcount=counted, agenda=(Item("冬修"),))
    assert problems(from_ledger, TODAY) == ()
    assert remarks(from_ledger, TODAY) == ()


def test_what_comes_late_is_late_after_the_days_of_its_kind() -> None:
    assert not is_late(entry(), HELD + timedelta(3))
    assert is_late(entry(), HELD + timedelta(4))
    assert remarks(entry(held_on=date(2026, 11, 13)), TODAY)[0].startswith(
        "7 天后补记。保存后同时显示召开日期2026年11月13日"
    )


def test_a_meeting_without_quorum_is_kept_with_a_remark() -> None:
    few = entry(roll=(line(1), *(line(number, "absent") for number in range(2, 6))), agenda=(Item("通报"),))
    assert problems(few, TODAY) == ()
    assert "如确已召开，照实保存" in remarks(few, TODAY)[0]


def test_the_edge_of_an_election_is_marked() -> None:
    election = entry(
        kind=kind_of("branch_election"),
        values={"reason": "term"},
        people=CHAIR | {"elected": (Who("党员1", 1),)},
        roll=tuple(line(number, "present" if number < 8 else "absent") for number in range(10)),
        agenda=(Item("党员1", votes=Votes(8)),),
    )
    assert any("恰好在门槛上" in one for one in remarks(election, TODAY))


def test_missing_votes_and_unknown_speakers_are_remarked() -> None:
    made = entry(agenda=(Item("冬修", (("外人", "有意见"), ("沈知行", "同意"), ("", "无名")), votes=Votes(8)),))
    remarked = remarks(made, TODAY)
    assert any("少 2 票" in one for one in remarked)
    assert any("发言的外人不在" in one for one in remarked)
    assert not any("沈知行" in one for one in remarked)


def test_no_vote_or_no_rule_has_no_result() -> None:
    assert vote_result(entry(), Item("冬修")) is None
    assert vote_result(replace(entry(), kind=kind_of("committee_meeting")), Item("冬修", votes=Votes(1))) is None


def test_more_votes_than_people_cannot_stand_though_the_kind_has_no_rule_for_votes() -> None:
    committee = entry(kind=kind_of("committee_meeting"), agenda=(Item("冬修", votes=Votes(9, 1, 1)),))
    assert "第 1 项：赞成、反对、弃权合计 11 票，到会有表决权的是 10 人，多 1 票" in said(committee)
    assert problems(replace(committee, agenda=(Item("冬修", votes=Votes(9, 1)),)), TODAY) == ()
    guest = (*entry().roll, line(99, "observer", has_vote=False))
    assert "多 1 票" in said(replace(committee, roll=guest))


def test_a_roll_of_today_for_a_meeting_of_long_ago_is_said() -> None:
    then, now = tuple(line(number) for number in range(9)), tuple(line(number) for number in range(1, 10))
    made = entry(held_on=date(2026, 3, 5), roll=now)
    (said_so,) = differs_from_the_day(made, then, now)
    assert said_so == ("按2026年3月5日的名册，应到的还有党员0；党员9当时不在名册上。请按“换成当日的名册”核对。")
    assert differs_from_the_day(replace(made, roll=then), then, now) == ()
    assert differs_from_the_day(replace(made, roll=()), then, now) == ()
    guest = replace(made, roll=(*then, OnRoll(Who("外人"), "observer", has_vote=False)))
    assert differs_from_the_day(guest, then, now) == ()
    assert "应到的还有党员8。" in differs_from_the_day(replace(made, roll=then[:8]), then, now)[0]


def test_an_appraisal_is_looked_at() -> None:
    grades = {"excellent": 5, "qualified": 5, "basic": 0, "unqualified": 0}
    appraisal = entry(
        kind=kind_of("member_appraisal"),
        agenda=(),
        people={"chair": (Who("沈知行"),)},
        values={code: Decimal(number) for code, number in grades.items()},
    )
    assert remarks(appraisal, TODAY) == ("评为优秀 5 人，党员 10 人的三分之一是 3 人，一般不超过。",)


def test_whoever_chaired_and_stands_on_the_roll_as_away_is_named() -> None:
    roll = (*entry().roll[4:], line(3, "absent"), line(2, "leave", "出差"))
    made = entry(roll=roll, people={"chair": (Who("党员2", 2),), "minute_taker": (Who("党员3", 3), Who("党员4", 4))})
    assert remarks(made, TODAY)[:2] == (
        "主持人党员2在名册上没有到会，请核对。",
        "记录人党员3在名册上没有到会，请核对。",
    )
    assert not [one for one in remarks(replace(made, people={"chair": (Who("党员4", 4),)}), TODAY) if "没有到会" in one]
