"""Kinds of case as data: those that ship, and what is refused."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mofan.cases.catalogue import NotAKind, kind_of, read_kind, shipped
from mofan.cases.catalogue.shipped import read_kinds
from mofan.cases.kinds import Kind
from mofan.cases.moves import NotAllowed, Step, after, allowed, diagram, rebuilt, who

GROUNDS: dict[str, Any] = {"elsewhere": {"name": "不归本单位", "elsewhere": "请找主管单位。"}}
SMALL: dict[str, Any] = {
    "code": "small",
    "name": "小事",
    "english": "small matter",
    "source": {"rows": ["C1"], "words": "小事"},
    "start": "open",
    "ends": ["shut"],
    "states": {"open": "待办", "shut": "办结"},
    "grounds": ["elsewhere"],
    "letters": {"reply": "答复"},
    "moves": [
        {"code": "refuse", "name": "不办", "from": ["open"], "to": "shut", "who": ["centre"], "effect": "refuse"},
    ],
    "clocks": [
        {
            "code": "decide",
            "name": "研判",
            "over": "case",
            "starts": ["take_in"],
            "stops": ["refuse"],
            "terms": [{"number": 1, "measure": "hour"}],
        }
    ],
}


def read(**changes: Any) -> Kind:
    return read_kind({**deepcopy(SMALL), **changes}, GROUNDS, {"towns": {"a": "甲"}})


def test_every_kind_that_the_documents_name_ships() -> None:
    assert set(shipped()) == {
        "public_demand", "enterprise_demand", "dispute", "consumer_complaint", "tip_off", "public_proposal",
        "practical_matter", "approval", "first_offence", "rectification_item", "supervised_matter", "case_file_review",
    }  # fmt: skip


@pytest.mark.parametrize("kind", shipped().values(), ids=lambda kind: kind.code)
def test_a_shipped_kind_says_where_to_go_instead_and_where_its_terms_come_from(kind: Kind) -> None:
    assert all(one.elsewhere.endswith("。") for one in kind.grounds)
    assert all(clock.basis is not None for clock in kind.clocks)
    assert all(move.who for move in kind.moves)
    assert len(kind.english) <= 40


def test_consumer_complaints_changed_in_april_2026() -> None:
    clock = next(one for one in kind_of("consumer_complaint").clocks if one.code == "mediate")
    before, since = (clock.term("ordinary", "", day) for day in (date(2026, 4, 14), date(2026, 4, 15)))
    assert before is not None
    assert since is not None
    assert (before.label, since.label) == ("45个工作日", "60日")


def test_the_two_hours_of_a_business_start() -> None:
    clock = next(one for one in kind_of("approval").clocks if one.code == "finish")
    quick, usual = (clock.term("ordinary", category, date(2026, 1, 1)) for category in ("business_start", "licence"))
    assert quick is not None
    assert usual is not None
    assert (quick.label, usual.label) == ("2个工作小时", "20个工作日")


def test_a_small_kind_is_read() -> None:
    kind = read(categories="towns")
    assert kind.move("refuse").needs[0].choices == {"elsewhere": "不归本单位"}
    assert kind.categories == {"a": "甲"}
    assert kind.ground("elsewhere").elsewhere == "请找主管单位。"
    assert not kind.decides
    with pytest.raises(KeyError):
        kind.move("fly")
    with pytest.raises(KeyError):
        kind.ground("fly")


MOVE = SMALL["moves"][0]
CLOCK = SMALL["clocks"][0]
TERM = {"number": 1, "measure": "hour"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"colour": "red"}, "不认识的项：colour"),
        ({"code": "Small"}, "代号只用小写"),
        ({"name": ""}, "没有写 name"),
        ({"english": "小事"}, "英文名称只用英文"),
        ({"source": {"words": "小事"}}, "没有写出处"),
        ({"states": {"open": "待办", "shut": "办结", "lost": "迷失"}}, "到不了：lost"),
        ({"states": {"open": "待办", "Shut": "办结"}}, "英文代号 = 中文名称"),
        ({"ends": []}, "出不去，也不是终点：shut"),
        ({"ends": ["gone"]}, "没有这些状态：gone"),
        ({"grounds": []}, "写了情形就要有不予受理"),
        ({"grounds": ["unknown"]}, "没有这种不予受理的情形"),
        ({"categories": "villages"}, "没有这张类别表"),
        ({"moves": [MOVE, MOVE]}, "动作有重复：refuse"),
        ({"moves": [{**MOVE, "who": ["king"]}]}, "办理人没有“king”"),
        ({"moves": [{**MOVE, "effect": "magic"}]}, "效果没有“magic”"),
        ({"moves": [{**MOVE, "letter": "poem"}]}, "没有文书 poem"),
        ({"moves": [{**MOVE, "requires": ["luck"]}]}, "条件没有“luck”"),
        ({"moves": [{**MOVE, "needs": [{"code": "a", "name": "甲", "type": "choice"}]}]}, "有选项的栏目才写选项"),
        ({"clocks": [{**CLOCK, "terms": []}]}, "从哪个动作起"),
        ({"clocks": [{**CLOCK, "stops": ["fly"]}]}, "没有这些动作：fly"),
        ({"clocks": [{**CLOCK, "over": "leg"}]}, "没有这些动作：refuse、take_in"),
        ({"clocks": [{**CLOCK, "over": "moon"}]}, "范围没有“moon”"),
        ({"clocks": [{**CLOCK, "terms": [{**TERM, "number": 0}]}]}, "长度是正整数"),
        ({"clocks": [{**CLOCK, "terms": [{**TERM, "since": "2026-04-15"}]}]}, "不加引号"),
        ({"clocks": [{**CLOCK, "terms": [{**TERM, "category": ["z"]}]}]}, "没有这些类别：z"),
        ({"parties": [{"role": "applicant", "data": ["name"], "required": ["phone"]}]}, "必填的当事人信息"),
        ({"takers": ["king"]}, "登记人没有“king”"),
    ],
)
def test_what_is_no_kind_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(NotAKind, match=why):
        read(**changes)


def test_a_kind_may_be_written_like_another() -> None:
    one, two = read_kinds(
        [SMALL, {"like": "small", "code": "smaller", "name": "更小的事", "english": "smaller matter"}], GROUNDS, {}
    )
    assert two.moves == one.moves
    with pytest.raises(NotAKind, match="不在它前面"):
        read_kinds([{"like": "small", "code": "smaller"}], GROUNDS, {})
    with pytest.raises(NotAKind, match="代号重复：small"):
        read_kinds([SMALL, SMALL], GROUNDS, {})
    with pytest.raises(NotAKind, match="名称重复：小事"):
        read_kinds([SMALL, {**SMALL, "code": "other"}], GROUNDS, {})


def test_moves_are_a_table() -> None:
    kind = kind_of("public_demand")
    assert [one.code for one in allowed(kind.moves, "received", ["centre"])] == [
        "accept",
        "refuse",
        "withdraw",
        "merge",
    ]
    assert after(kind.moves, "accept", "received", kind.states) == "accepted"
    with pytest.raises(NotAllowed, match="现在是“已归档”，不能受理"):
        after(kind.moves, "accept", "archived", kind.states)
    with pytest.raises(NotAllowed, match="没有“fly”"):
        after(kind.moves, "fly", "archived", kind.states)
    assert who(kind.move("reopen")) == "中心（调度员）、督查员"
    assert "received --> accepted: 受理" in diagram(kind)


def test_a_history_that_does_not_hang_together_is_found() -> None:
    steps = [Step("take_in", "", "received"), Step("accept", "received", "accepted")]
    assert rebuilt(steps, "received") == "accepted"
    for wrong in (steps[1:], [steps[0], steps[0]], [Step("accept", "", "received")], [Step("take_in", "", "handling")]):
        with pytest.raises(NotAllowed, match="履历不连贯"):
            rebuilt(wrong, "received")
