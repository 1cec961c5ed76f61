"""Headings of every style seen, their levels and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.outline import Heading, Node, numbering_issues, outline, tree

BODY = "各级各部门要高度重视，结合实际细化措施，把任务落实到岗、责任压实到人，确保取得实效。"

PIECE = f"""守好一方水 润泽万家田
临河县水务局紧扣治水兴县目标，扎实推进河湖治理，水环境持续向好。
一、摸清底数，夯实治理基础
（一）全面踏勘。{BODY}
（二）建档立卡。{BODY}
二、压实责任，健全治理体系
{BODY}
1.明确分工
{BODY}
2.严格考核
{BODY}
下一步，我们将继续努力。"""


def shown(headings: tuple[Heading, ...]) -> list[tuple[int, str, str]]:
    return [(heading.level, heading.form, heading.text) for heading in headings]


def under(*lines: str) -> str:
    """A text of the lines under a title."""
    return "\n".join(["基层工作经验材料合集", *lines])


def test_it_finds_lines_and_leads_with_their_levels() -> None:
    headings = outline(PIECE)
    assert shown(headings) == [
        (1, "line", "一、摸清底数，夯实治理基础"),
        (2, "lead", "（一）全面踏勘"),
        (2, "lead", "（二）建档立卡"),
        (1, "line", "二、压实责任，健全治理体系"),
        (2, "line", "1.明确分工"),
        (2, "line", "2.严格考核"),
    ]
    assert [(heading.marker, heading.number) for heading in headings[:3]] == [("一、", 1), ("（一）", 1), ("（二）", 2)]
    assert all(PIECE[heading.start : heading.end] == heading.text for heading in headings)


def test_headings_stand_in_a_tree() -> None:
    nodes = tree(outline(PIECE))
    assert [node.heading.number for node in nodes] == [1, 2]
    assert [child.heading.text for child in nodes[1].children] == ["1.明确分工", "2.严格考核"]
    assert nodes[0].children[0].children == ()


def test_a_tree_may_begin_below_its_first_level() -> None:
    low, high = Heading(2, "line", 0, 4, "（一）甲", "（一）", 1), Heading(1, "line", 5, 8, "一、乙", "一、", 1)
    assert tree([low, high]) == (Node(low, ()), Node(high, ()))


def test_a_text_without_headings_has_none() -> None:
    assert outline("") == ()
    assert outline(f"工作总结\n{BODY}\n{BODY}") == ()


def test_chapters_and_sections_of_a_rule_are_headings_and_articles_are_not() -> None:
    text = """临河县河道管理办法
目录
第一章 总则
第二章 管理
第三章 附则
第一章 总则
第一条 为了加强河道管理，制定本办法。
第二条 有下列情形之一的，应当报告：
（一）河道淤积。发现淤积的，应当及时清理。
（二）岸线受损。发现受损的，应当及时修复。
第二章 管理
第一节 一般规定
第三条 县水务局负责河道管理。
第三章 附则
第四条 本办法自公布之日起施行。"""
    assert shown(outline(text)) == [
        (1, "line", "第一章 总则"),
        (1, "line", "第二章 管理"),
        (2, "line", "第一节 一般规定"),
        (1, "line", "第三章 附则"),
    ]
    assert text[outline(text)[0].start - 30 : outline(text)[0].start].count("第三章") == 1


def test_headings_over_articles_are_headings() -> None:
    text = "关于审理河道纠纷的解释\n一、受理\n第一条 依法受理。\n1.有证据。应当受理。\n二、审理\n第二条 依法审理。"
    assert shown(outline(text)) == [(1, "line", "一、受理"), (1, "line", "二、审理")]


def test_decimal_numbers_nest() -> None:
    text = under(
        "1 总则", "1.1 目的", BODY, "1.2 范围", BODY, "2 组织", "2.1 指挥部", "2.1.1 职责", BODY, "2.1.2 分工", BODY
    )
    headings = outline(text)
    assert [heading.level for heading in headings] == [1, 2, 2, 1, 2, 3, 3]
    assert numbering_issues(headings) == ()


def test_numbers_before_words_are_no_headings_without_decimals() -> None:
    assert outline(f"工作总结\n3 名干部获奖\n{BODY}\n4 个支部达标\n{BODY}") == ()


def test_entries_of_a_list_are_no_headings() -> None:
    text = under(
        "请报送下列材料：",
        "1.申请表",
        "2.身份证明",
        BODY,
        "要做到：",
        "（一）严格把关；",
        "（二）及时上报；",
        "（三）做好记录。",
    )
    assert outline(text) == ()


def test_short_numbered_lines_without_bodies_are_no_headings() -> None:
    assert outline(f"十件大事\n{BODY}\n1.水库建成\n2.道路贯通\n3.学校搬迁\n{BODY}") == ()


def test_numbered_measures_with_a_note_of_who_is_responsible_are_no_headings() -> None:
    text = "任务分工\n" + "\n".join(f"（{c}）{BODY}（责任单位：县水务局）" for c in "一二三")
    assert outline(text) == ()


def test_numbering_that_runs_on_under_the_next_heading_is_right() -> None:
    text = f"工作方案\n一、目标\n（一）治水。{BODY}\n（二）护岸。{BODY}\n二、任务\n（三）清淤。{BODY}\n三、保障\n{BODY}"
    headings = outline(text)
    assert [heading.level for heading in headings] == [1, 2, 2, 1, 2, 1]
    assert numbering_issues(headings) == ()


def test_a_lone_numbered_paragraph_is_no_heading() -> None:
    assert outline(f"工作总结\n{BODY}\n（三）河道。{BODY}\n{BODY}") == ()


def test_every_piece_of_a_compilation_counts_its_own_levels() -> None:
    pieces = [
        f"守土尽责（1）\n{BODY}\n一、摸清底数\n{BODY}\n二、压实责任\n{BODY}",
        f"为民办税（2）\n{BODY}\n（一）减环节。{BODY}\n（二）优服务。{BODY}",
        f"基层治理（3）\n{BODY}\n一是配强队伍。{BODY}\n二是用好阵地。{BODY}",
    ]
    text = "基层工作经验材料合集\n(3篇)\n" + "\n".join(pieces)
    headings = outline(text)
    assert [heading.level for heading in headings] == [1, 1, 1, 1, 1, 1]
    assert [heading.number for heading in headings] == [1, 2, 1, 2, 1, 2]
    assert numbering_issues(headings) == ()


def test_a_title_with_a_number_is_no_heading() -> None:
    text = under("(2篇)", "二、工作部署（1）", BODY, "一、治水", BODY, "二、护岸", BODY, "三、今后打算（2）", BODY)
    assert [heading.text for heading in outline(text)] == ["一、治水", "二、护岸"]


def test_a_text_that_begins_with_its_first_heading_keeps_it() -> None:
    assert [heading.number for heading in outline(f"一、治水\n{BODY}\n二、护岸\n{BODY}")] == [1, 2]


@pytest.mark.parametrize("space", [" ", "　", "  "])
def test_four_characters_and_a_space_on_lines_of_their_own(space: str) -> None:
    text = f"工作总结\n{BODY}\n党建铸魂{space}筑牢思想根基\n{BODY}\n实干兴水{space}守护绿水清波\n{BODY}"
    assert shown(outline(text)) == [
        (1, "line", f"党建铸魂{space}筑牢思想根基"),
        (1, "line", f"实干兴水{space}守护绿水清波"),
    ]


def test_parallel_lines_of_their_own() -> None:
    rows = ["突出源头治理，守护清水入河", "突出过程管理，守护清波常流", "突出末端监督，守护清风满岸"]
    text = "工作总结\n" + BODY + "\n" + "\n".join(f"{row}\n{BODY}" for row in rows)
    assert [heading.text for heading in outline(text)] == rows


@pytest.mark.parametrize(
    "sentences",
    [
        ["会议指出，要坚持正确方向", "会议强调，要坚持稳中求进", "会议要求，要坚持底线思维"],
        ["县水务局检查了三座水库", "县水务局检查了五座水库", "县水务局检查了七座水库"],
        ["天气逐渐转凉", "群众踊跃参加", "现场秩序井然"],
        ["治水有方，护岸有力", "治水有方，护岸，有力", "治水有方，护岸有力了"],
    ],
)
def test_sentences_that_only_happen_to_be_short_are_no_headings(sentences: list[str]) -> None:
    assert outline("工作简报\n" + "\n".join(f"{sentence}。{BODY}" for sentence in sentences)) == ()


def test_shape_under_a_number_is_one_level_deeper() -> None:
    leads = ["加强思想建设，提高政治素养", "加强组织建设，提高战斗能力", "加强作风建设，提高服务水平"]
    text = "工作总结\n一、主要做法\n" + "\n".join(f"{lead}。{BODY}" for lead in leads) + f"\n二、下步打算\n{BODY}"
    assert [heading.level for heading in outline(text)] == [1, 2, 2, 2, 1]


def test_two_series_of_paragraphs_follow_each_other_or_nest() -> None:
    after = under(f"一是治水。{BODY}", f"二是护岸。{BODY}", f"第一，靠群众。{BODY}", f"第二，贵坚持。{BODY}")
    assert [heading.level for heading in outline(after)] == [1, 1, 1, 1]
    within = under(f"第一，治水。{BODY}", f"一是清淤。{BODY}", f"二是护岸。{BODY}", f"第二，兴水。{BODY}")
    assert [heading.level for heading in outline(within)] == [1, 2, 2, 1]
    again = under(
        f"一是治水。{BODY}",
        f"二是护岸。{BODY}",
        f"首先，靠群众。{BODY}",
        f"其次，贵坚持。{BODY}",
        f"一是甲。{BODY}",
        f"二是乙。{BODY}",
    )
    assert [heading.level for heading in outline(again)][:4] == [1, 1, 1, 1]
    closed = under(
        f"一是治水。{BODY}",
        f"二是护岸。{BODY}",
        f"首先，靠群众。{BODY}",
        f"其次，贵坚持。{BODY}",
        "（一）打算",
        BODY,
        "（二）建议",
        BODY,
    )
    assert [heading.level for heading in outline(closed)] == [1, 1, 1, 1, 1, 1]


def test_a_chapter_in_a_sentence_is_no_heading() -> None:
    sentences = ("第三章 规定。", "第四章 监督，管理", "第五章 规定的处罚。依法执行。")
    assert outline(under(*(line for sentence in sentences for line in (sentence, BODY)), "一、治水，", BODY)) == ()


def test_items_that_are_mostly_too_long_are_no_headings() -> None:
    long = "各乡镇人民政府要按照属地管理的原则切实担负起河道日常巡查管护的主体责任" * 4
    assert outline(under(f"1.治水。{BODY}", f"2.护岸。{BODY}", f"3.{long}。{BODY}", f"4.{long}。{BODY}")) == ()


def test_items_that_close_with_semicolons_are_no_headings() -> None:
    assert outline(under("（一）治水；", "（二）护岸；其中重点河段优先；", "（三）清淤。")) == ()


def test_the_same_sentence_over_and_over_is_one_shape() -> None:
    assert len(outline(under(*[f"加强巡查，守护清波。{BODY}"] * 3))) == 3


def test_headings_by_shape_have_no_numbers_to_check() -> None:
    assert numbering_issues(outline(under(*[f"加强巡查，守护清波。{BODY}"] * 3))) == ()


def test_a_sentence_that_ends_inside_quotation_marks_keeps_them() -> None:
    text = under(f"（一）践行“民有所呼，我有所应。”{BODY}", f"（二）落实“事事有回音！”{BODY}")
    assert [heading.text for heading in outline(text)] == [
        "（一）践行“民有所呼，我有所应。”",
        "（二）落实“事事有回音！”",
    ]


LINES = st.sampled_from(
    [
        "一、治水",
        "二、护岸",
        f"（一）清淤。{BODY}",
        f"（二）修堤。{BODY}",
        "1.巡查",
        "（1）",
        f"一是治水。{BODY}",
        f"二是护岸。{BODY}",
        f"党建铸魂 夯实政治根基。{BODY}",
        f"加强巡查，守护清波。{BODY}",
        "第一章 总则",
        "第一条 为了治水，制定本办法。",
        "“一、",
        "",
        BODY,
    ]
)


@given(st.lists(LINES, max_size=16))
def test_headings_stand_in_order_and_cover_their_words(lines: list[str]) -> None:
    text = "\n".join(["年度工作情况", *lines])
    position = level = 0
    for heading in outline(text):
        assert position <= heading.start < heading.end <= len(text)
        assert text[heading.start : heading.end].replace("\n", "") == heading.text
        assert 1 <= heading.level <= level + 1
        position, level = heading.end, heading.level
    assert sum(1 for node in flat(tree(outline(text)))) == len(outline(text))


def flat(nodes: tuple[Node, ...]) -> list[Node]:
    return [inner for node in nodes for inner in (node, *flat(node.children))]
