"""Parallel sibling headings and their skeletons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.outline.parallel_groups import (
    COMMA,
    SLOT,
    clauses_of,
    fixed_parts,
    parallel_groups,
    skeleton_of,
)


def group(*wordings: str, level: int = 1) -> list[tuple[str, tuple[int, ...]]]:
    """(skeleton, members) of headings under one parent."""
    return [(one.skeleton, one.members) for one in parallel_groups([(level, text) for text in wordings])]


def test_headings_with_the_same_verbs_in_each_clause_are_a_group() -> None:
    found = group("聚焦主业提质量，强化队伍树形象", "聚焦民生解难题，强化监督转作风", "聚焦安全守底线，强化排查除隐患")
    assert found == [("聚焦…，强化…", (0, 1, 2))]


@pytest.mark.parametrize(
    ("wordings", "skeleton"),
    [
        (["政治过硬，把稳思想之舵", "本领过硬，练就看家功夫", "作风过硬，树立良好形象"], "…过硬，…"),
        (["以学习为先导，夯实根基", "以制度为抓手，规范管理", "以服务为根本，赢得口碑"], "以…为…，…"),
        (["突出重点抓落实", "突出难点抓突破", "突出亮点抓提升"], "突出…点抓…"),
        (["强党建、聚合力", "强作风、树形象", "强服务、优环境"], "强…，…"),
        (["建设学习型机关", "建设服务型机关", "建设廉洁型机关"], "建设…型机关"),
        (["以党建促发展", "以党建促和谐", "以作风促提升"], "以…促…"),
        (["在学深悟透上用力", "在真抓实干上用力", "在为民服务上求实效"], "在…上…"),
        (["锤炼过硬政治本领", "打造能力过硬队伍", "培育过硬作风"], "…过硬…"),
        (["“严”字当头，压实责任", "“实”字托底，狠抓落实", "“细”字着手，精准服务"], "…字…，…"),
        (["学习型", "服务型", "创新型"], "…型"),
        (["加强领导 压实责任链条", "加强督查 拧紧任务螺丝", "加强保障 备足粮草弹药"], "加强…，…"),
    ],
)
def test_many_ways_of_building_headings_are_known(wordings: list[str], skeleton: str) -> None:
    assert group(*wordings) == [(skeleton, tuple(range(len(wordings))))]


def test_what_stands_around_a_group_is_left_out() -> None:
    found = group("总体要求", "坚持政治导向，筑牢根基", "坚持问题导向，补齐短板", "坚持目标导向，提质增效", "保障措施")
    assert found == [("坚持…导向，…", (1, 2, 3))]


def test_two_headings_are_a_group_only_where_much_is_the_same() -> None:
    assert group("聚焦主业，强化担当", "聚焦民生，强化服务") == [("聚焦…，强化…", (0, 1))]
    assert group("关于建设项目问题", "关于对口支援问题") == []
    assert group("加强领导", "加强督查") == []


@pytest.mark.parametrize(
    "wordings",
    [
        ["抓好春耕工作", "做实社保工作", "推进信访工作", "办好学校"],
        ["加强组织领导", "严格考核", "营造氛围", "完善制度"],
        ["春节", "元旦", "国庆节"],
        ["主要做法", "存在问题", "下一步打算"],
        ["提高认识", "提高认识", "提高认识"],
        ["以上情况属实", "以往经验不足", "以后注意改进"],
        ["有前款情形的", "有其他情形的", "有特殊情形的"],
        ["推进春耕工作", "落实社保工作", "办好信访工作"],
        [],
        ["只有一条"],
    ],
)
def test_what_is_not_built_alike_is_no_group(wordings: list[str]) -> None:
    assert group(*wordings) == []


def test_only_headings_under_one_parent_are_compared() -> None:
    headings = [(1, "政治过硬"), (2, "聚焦学习，强化武装"), (1, "本领过硬"), (2, "聚焦实践，强化磨炼"), (1, "作风过硬")]
    found = parallel_groups(headings)
    assert [(one.skeleton, one.members) for one in found] == [("…过硬", (0, 2, 4))]


def test_a_heading_may_be_in_two_groups() -> None:
    found = group("聚焦主业提升质效", "聚焦民生提升温度", "聚焦安全守好底线", "做优服务提升温度", "做实保障提升温度")
    assert {("聚焦…", (0, 1, 2)), ("…提升温度", (1, 3, 4))} <= set(found)


def test_a_sentence_is_no_heading() -> None:
    long = "聚焦" + "各项重点工作的推进落实" * 5
    assert clauses_of(long) == ()
    assert group(long, long + "吗", "聚焦主业，强化担当") == []


def test_width_case_script_and_quotation_marks_do_not_part_headings() -> None:
    assert group("聚焦“ＡＩ”賦能", "聚焦‘ai’赋能", "聚焦数据赋能") == [("聚焦…赋能", (0, 1, 2))]


def test_the_words_of_a_skeleton_are_its_fixed_parts() -> None:
    assert fixed_parts("以…为…，…") == ("以", "为")
    assert fixed_parts(SLOT) == ()


words = st.text(alphabet="聚焦强化主业民生安全服务以为抓促，、 ", min_size=0, max_size=16)


@given(st.lists(st.tuples(st.integers(1, 3), words), max_size=14))
def test_a_group_always_holds_its_skeleton(headings: list[tuple[int, str]]) -> None:
    for one in parallel_groups(headings):
        assert len(one.members) > 1
        assert list(one.members) == sorted(set(one.members))
        assert len({headings[at][0] for at in one.members}) == 1
        assert SLOT in one.skeleton
        for at in one.members:
            rest = "".join(clauses_of(headings[at][1]))
            for part in fixed_parts(one.skeleton):
                assert part in rest
                rest = rest[rest.index(part) + len(part) :]


@given(st.lists(st.lists(st.text(alphabet="甲乙丙丁戊", min_size=1, max_size=6), min_size=1, max_size=3), min_size=1))
def test_a_skeleton_has_a_clause_for_each_clause(headings: list[list[str]]) -> None:
    skeleton = skeleton_of([tuple(one) for one in headings])
    same = len({len(one) for one in headings}) == 1
    assert skeleton.count(COMMA) == (len(headings[0]) - 1 if same else 0)
