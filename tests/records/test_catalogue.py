"""The kinds of record that ship (随系统的记录种类): every rule about them, and what a wrong table is told."""

import re
from pathlib import Path
from typing import Any

import pytest

from mofan.records.catalogue import (
    REGULATIONS,
    WRITERS,
    Basis,
    Kind,
    NotAKind,
    kind_of,
    read_kind,
    read_kinds,
    regulation_of,
    shipped,
)
from mofan.records.catalogue.shipped import agree

KINDS = list(shipped().values())
ROWS = {f"R{number}" for number in (1, 2, 3, 6, 8, 9, 10, 11, 12)}
GLOSSARY = {
    "支部党员大会": "general_meeting",
    "支部委员会会议": "committee_meeting",
    "党小组会": "cell_meeting",
    "党课": "party_lecture",
    "主题党日": "themed_party_day",
    "第一议题": "first_agenda_item",
    "组织生活会": "branch_life_meeting",
    "民主生活会": "democratic_life_meeting",
    "民主评议党员": "member_appraisal",
    "谈心谈话": "heart_to_heart_talk",
    "警示教育": "cautionary_education",
    "志愿服务": "volunteer_service",
}


def table(**changes: Any) -> dict[str, Any]:
    """A kind that is right, with some entries changed."""
    return {
        "code": "open_day",
        "name": "开放日",
        "english": "open day",
        "group": "服务群众",
        "source": {"row": "R9", "words": "志愿服务"},
        "fields": [
            {"code": "place", "name": "地点", "type": "text", "carry": True},
            {"code": "visitors", "name": "来访", "type": "number", "measure": "人次"},
            {"code": "form", "name": "方式", "type": "choice", "choices": {"online": "线上", "offline": "线下"}},
        ],
        **changes,
    }


def test_a_kind_says_what_is_asked_and_what_follows_from_it() -> None:
    kind = kind_of("general_meeting")
    assert (kind.name, kind.english) == ("支部党员大会", "general meeting of branch members")
    assert kind.cadence is not None
    assert kind.cadence.label == "每季度1次"
    assert kind.has_agenda
    assert kind.field("place").carry
    figure = kind.figures[0]
    assert (figure.code, figure.name, figure.measure) == ("general_meeting.count", "召开支部党员大会次数", "次")
    assert "草稿、作废和已被更正的不计" in figure.definition
    assert kind.bases[0] == Basis("branch_regulations", 11)


def test_the_kinds_cover_every_row_of_the_design() -> None:
    assert len(KINDS) >= 40
    assert {kind.source.row for kind in KINDS} >= ROWS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_is_complete(kind: Kind) -> None:
    assert re.fullmatch("[\u4e00-\u9fff]+", kind.name)
    assert kind.english[0].islower() or kind.english.startswith("Party")
    assert kind.figures
    assert kind.writers
    assert set(kind.writers) <= WRITERS.keys()
    assert all((field.name and field.type != "number") or field.measure for field in kind.fields)
    assert kind.restricted or not any(code in kind.code for code in ("talk_", "interference"))


@pytest.mark.parametrize(("name", "identifier"), GLOSSARY.items())
def test_a_name_of_the_glossary_has_its_identifier(name: str, identifier: str) -> None:
    assert shipped()[identifier].name == name


def test_a_meeting_that_votes_says_by_which_share() -> None:
    voting = [kind for kind in KINDS if kind.roll and kind.roll.quorum.yes]
    assert {kind.code for kind in voting} == {"general_meeting", "branch_election", "collective_decision"}
    assert all(kind.has_agenda and kind.roll and kind.roll.quorum.present for kind in voting)


def test_nothing_said_or_concluded_is_offered_from_last_time() -> None:
    carried = {field.type for kind in KINDS for field in kind.fields if field.carry}
    assert carried <= {"text", "people", "units", "choice"}


def test_a_regulation_is_cited_with_its_article() -> None:
    assert regulation_of("branch_regulations").cited(11) == "《中国共产党支部工作条例（试行）》第11条"
    assert regulation_of("democratic_life_rules").cited(None).endswith("若干规定》")


@pytest.mark.shared
def test_every_regulation_and_article_stands_in_the_rules_collected(shared: Path) -> None:
    known = (shared.parent / "DOMAIN.md").read_text(encoding="utf-8")
    folded = re.sub(r"[（）()“”\"]", "", known)
    short = {
        "branch_regulations": "支部工作条例",
        "democratic_life_rules": "县以上…民主生活会若干规定",
        "study_group_rules": "中心组学习规则",
        "education_regulations": "党员教育管理工作条例",
        "volunteer_regulations": "志愿服务条例",
        "burden_rules": "整治形式主义为基层减负若干规定",
        "fingertip_opinions": "关于防治指尖上的形式主义的若干意见",
    }
    assert short.keys() == REGULATIONS.keys()
    assert all(title in folded for title in short.values())
    articles = {int(number) for number in re.findall(r"Art (\d+)", known)} | {14, 25}
    assert all(set(one.articles) <= articles for one in REGULATIONS.values())


@pytest.mark.shared
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_words_behind_a_kind_stand_in_the_source_documents(kind: Kind, shared: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    assert kind.source.words in text


def test_a_kind_of_ones_own_is_read_like_a_shipped_one() -> None:
    kind = read_kind(table(figures=["count", "sum.visitors", "average.visitors"]))
    assert [one.code for one in kind.figures] == [
        "open_day.count",
        "open_day.sum.visitors",
        "open_day.average.visitors",
    ]
    assert [one.name for one in kind.figures] == ["开展开放日次数", "开放日来访合计", "开放日来访平均数"]
    assert [one.measure for one in kind.figures] == ["次", "人次", "人次"]
    assert kind.bases == ()
    with pytest.raises(KeyError):
        kind.field("nothing")


def test_a_part_of_the_records_is_a_figure_of_its_own() -> None:
    kind = read_kind(
        table(figures=[{"take": "count", "code": "online", "name": "线上开放日", "where": {"form": "online"}}])
    )
    assert kind.figures[0].code == "open_day.online"
    assert "“方式”是“线上”的" in kind.figures[0].definition


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "Open Day"}, "代号"),
        ({"code": "duties"}, "合在一起"),
        ({"code": "x" * 41}, "代号"),
        ({"name": " "}, "没有写 name"),
        ({"english": "开放日"}, "英文"),
        ({"source": None}, "出处"),
        ({"source": {"row": "R9"}}, "没有写 words"),
        ({"colour": "red"}, "不认识的项：colour"),
        ({"late_after": -1}, "非负整数"),
        ({"late_after": True}, "非负整数"),
        ({"writers": ["boss"]}, "录入人没有“boss”"),
        ({"fields": [{"code": "a", "name": "甲", "type": "colour"}]}, "类型没有“colour”"),
        ({"fields": [{"code": "a", "name": "甲", "type": "text"}] * 2}, "栏目有重复：a"),
        ({"fields": [{"code": "a", "name": "甲", "type": "choice"}]}, "选项"),
        ({"fields": [{"code": "a", "name": "甲", "type": "text", "choices": {"x": "某"}}]}, "选项"),
        ({"fields": [{"code": "a", "name": "甲", "type": "choice", "choices": {"甲": "某"}}]}, "选项的代号"),
        ({"fields": [{"code": "a", "name": "甲", "type": "number"}]}, "计量单位"),
        ({"fields": [{"code": "a", "name": "甲", "type": "paragraph", "carry": True}]}, "不能沿用上次"),
        ({"fields": [{"code": "title", "name": "甲", "type": "text"}]}, "每条记录都有"),
        ({"roll": {"roster": "everybody"}}, "应到人员没有"),
        ({"roll": {"roster": "staff", "present": {"of": "due"}}}, "at_least 或 more_than"),
        ({"roll": {"roster": "staff", "present": {"of": "due", "at_least": "3/4"}}}, "门槛只有"),
        ({"roll": {"roster": "staff", "present": {"of": "all", "at_least": "1/2"}}}, "门槛的基数没有"),
        ({"cadence": {"every": "decade"}}, "频次没有“decade”"),
        ({"cadence": {"every": "month", "times": 0}}, "至少是 1"),
        ({"cadence": {"every": "month", "basis": "branch_regulations:"}}, "依据写成"),
        ({"cadence": {"every": "month", "basis": "branch_regulations:x"}}, "依据写成"),
        ({"cadence": {"every": "month", "force": "iron"}}, "要求的程度没有"),
        ({"rules": [{"force": "normal"}]}, "没有写 text"),
        ({"figures": ["median.visitors"]}, "数的取法没有"),
        ({"figures": ["sum"]}, "合计和平均要写是哪一栏"),
        ({"figures": ["count.visitors"]}, "合计和平均要写是哪一栏"),
        ({"figures": ["sum.place"]}, "没有名为 place 的数字栏目"),
        ({"figures": ["sum.nothing"]}, "没有名为 nothing 的数字栏目"),
        ({"figures": ["attendance"]}, "没有到会名册"),
        ({"figures": ["count", "count"]}, "数有重复"),
        ({"figures": [{"take": "count", "code": "a"}]}, "条件和代号"),
        ({"figures": [{"take": "count", "code": "a", "where": {"place": "x"}}]}, "没有选项栏目 place"),
        ({"figures": [{"take": "count", "code": "a", "where": {"form": "x"}}]}, "没有 x 这个选项"),
    ],
)
def test_what_is_wrong_with_a_kind_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAKind, match=said):
        read_kind(table(**changes))


def test_a_file_without_kinds_is_refused() -> None:
    with pytest.raises(NotAKind, match="没有记录种类"):
        read_kinds({"group": "学习"})


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([{}, {}], "代号重复：open_day"),
        ([{}, {"code": "other_day"}], "名称重复：开放日"),
        ([{}, {"code": "other_day", "name": "另一日", "english": "Open day"}], "英文名称重复"),
        ([{"may_serve": ["nothing"]}], "不存在：nothing"),
        ([{"may_serve": ["open_day"]}], "不存在：open_day"),
        ([{"cadence": {"every": "year", "basis": "some_rule"}}], "不在规定表里"),
        ([{"cadence": {"every": "year", "basis": "branch_regulations:99"}}], "第99条"),
    ],
)
def test_kinds_that_do_not_agree_are_refused(others: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(NotAKind, match=said):
        agree([read_kind(table(**one)) for one in others])
