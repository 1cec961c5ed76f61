"""What names and titles tell, and which column a heading means."""

import re

import pytest

from mofan.org.importing.columns import PEOPLE, UNITS, headed, match, plainly
from mofan.org.importing.guessing import EXAMPLES, kind_of, rank_of, standing_of
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Sheet


@pytest.mark.parametrize(("pattern", "matching", "other"), EXAMPLES)
def test_a_pattern_matches_its_line_and_not_the_other(pattern: str, matching: str, other: str) -> None:
    assert re.search(pattern, matching)
    assert not re.search(pattern, other)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中共安澜县水务局支部委员会", UnitKind.BRANCH),
        ("安澜县水务局", UnitKind.AGENCY),
        ("安澜县人民政府办公室", UnitKind.DIVISION),
        ("青棠镇人民政府", UnitKind.TOWNSHIP),
        ("柳桥头村", UnitKind.VILLAGE),
        ("安澜县社会治理中心", UnitKind.CENTRE),
        ("青棠镇人民调解委员会", UnitKind.MEDIATION),
        ("城关市场监管所", UnitKind.STATION),
        ("安澜县第一中学", UnitKind.INSTITUTION),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: UnitKind) -> None:
    assert kind_of(name) in (kind, UnitKind.AGENCY if kind == UnitKind.DIVISION else kind)


def test_a_written_kind_goes_before_the_name() -> None:
    assert kind_of("安澜县档案馆", "机关") == UnitKind.AGENCY
    assert kind_of("甲", "党委") == UnitKind.PARTY_COMMITTEE
    assert kind_of("甲", "branch") == UnitKind.BRANCH
    assert kind_of("甲", "行政单位、政府组成部门") == UnitKind.AGENCY
    assert kind_of("甲", "基层党支部") == UnitKind.BRANCH
    with pytest.raises(RuleBroken, match="认不出"):
        kind_of("甲", "飞船")


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("局长", Rank.HEAD),
        ("党组书记、局长", Rank.HEAD),
        ("党支部书记 村委会主任", Rank.HEAD),
        ("副局长", Rank.LEADING),
        ("党组成员、副局长", Rank.LEADING),
        ("组织委员", Rank.LEADING),
        ("副书记兼纪检委员", Rank.LEADING),
        ("办公室主任", Rank.STAFF),
        ("副科长", Rank.STAFF),
        ("四级主任科员", Rank.STAFF),
        ("", Rank.STAFF),
    ],
)
def test_a_title_tells_the_rank(title: str, rank: Rank) -> None:
    assert rank_of(title) == rank


def test_a_written_rank_goes_before_the_title() -> None:
    assert rank_of("科员", "班子成员") == Rank.LEADING
    assert rank_of("局长", "正职") == Rank.HEAD
    assert rank_of("局长", "否") == Rank.STAFF
    with pytest.raises(RuleBroken, match="层次“高”认不出"):
        rank_of("局长", "高")


def test_a_standing_is_read_as_it_is_written() -> None:
    assert standing_of("中共党员") == standing_of(" 正式党员 ") == Standing.FULL
    assert standing_of("中共预备党员") == Standing.PROBATIONARY
    assert standing_of("留党察看") == Standing.ON_PROBATION
    assert [standing_of(one) for one in ("群众", "民盟盟员会员", "中国民主同盟", "", "发展对象")] == [None] * 5
    with pytest.raises(RuleBroken, match="认不出"):
        standing_of("火星人")


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (["姓  名", "单位", "手机号码"], ["name", "unit", "phone"]),
        (["名字", "所在单位", "入党时间", "联系电话"], ["name", "unit", "joined_party_on", "phone"]),
        (["党员姓名", "工作单位及部门", "现任职务（全称）", "公民身份号码*"], ["name", "unit", "title", "id_number"]),
        (["姓名：", "所属党支部名称", "转为正式党员时间", "政治面貌"], ["name", "branch", "confirmed_on", "standing"]),
        (["姓名", "出生年月", "任现职时间", "加入中国共产党时间"], ["name", "born_on", "since", "joined_party_on"]),
        (["姓名", "姓名", "民族", "学历"], ["name"]),
    ],
)
def test_a_heading_is_known_by_many_names(heads: list[str], fields: list[str]) -> None:
    assert list(match(heads, PEOPLE).values()) == fields


def test_no_name_stands_for_two_fields() -> None:
    for table in (PEOPLE, UNITS):
        names = [name for given in table.values() for name in given]
        assert len(names) == len(set(names))
        assert all(plainly(name) == name for name in names)


def test_titles_above_and_repeated_headings_are_left_out() -> None:
    rows = (("安澜县花名册",), (), ("姓名", "单位"), ("甲", "局"), (), ("姓名", "单位"), ("乙", "局"), ("丙",))
    found = headed(Sheet("表", rows))
    assert found is not None
    assert [(no, dict(cells)) for no, cells in found.rows] == [
        (4, {"name": "甲", "unit": "局"}),
        (7, {"name": "乙", "unit": "局"}),
        (8, {"name": "丙"}),
    ]
    assert headed(Sheet("表", (("日期", "主题"),))) is None
