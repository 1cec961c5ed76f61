"""One piece, described as a whole."""

import pytest

from mofan.text.describe import Given, as_json, describe, describe_all
from mofan.text.units import Unit
from tests.growth import grows_evenly

PIECE = """锚定新目标 当好护河人
——x县水利局模范机关建设工作经验材料范文（2）
2023年以来，x县水利局坚持“河长+警长”机制，召开专题会议x次，巡河3000余人次，整改问题12个，问题整改率x。
一、建强支部，守护母亲河
张远航同志带头讲党课两场，投入资金近300万元，惠及清河县太平镇群众。
"""


def test_it_tells_what_the_piece_says() -> None:
    found = describe(PIECE)
    assert found.title == "锚定新目标 当好护河人"
    assert found.subtitle == "——x县水利局模范机关建设工作经验材料范文（2）"
    assert found.unit == Unit("x县水利局", "县", "政府部门", 1)
    assert (found.unit_level, found.unit_kind) == ("县", "政府部门")
    assert found.genre == "经验材料"
    assert "机关党建" in found.themes
    assert [figure.text for figure in found.figures] == ["x次", "3000余人次", "12个", "x", "两场", "近300万元"]
    assert [(blank.what, blank.measure) for blank in found.blanks] == [
        ("地名", None),
        ("地名", None),
        ("专题会议", "次"),
        ("问题整改率", "%"),
    ]
    assert [region.text for region in found.regions] == ["清河县", "太平镇"]
    assert [person.text for person in found.persons] == ["张远航"]
    assert [date.text for date in found.dates] == ["2023年以来"]
    assert [slogan.text for slogan in found.slogans] == ["河长+警长"]
    assert found.year == 2023


def test_many_together_are_told_as_each_alone() -> None:
    other = "关于做好防汛工作的通知\n各乡镇人民政府：\n2024年以来降雨12次，请认真贯彻执行。"
    given = [Given(PIECE), Given(other, "关于做好防汛工作的通知"), Given(""), Given(PIECE, header="经验汇编（3篇）")]
    alone = [describe(one.text, title=one.title, subtitle=one.subtitle, header=one.header) for one in given]
    assert describe_all(given) == alone
    assert describe_all([]) == []


def test_every_offset_leads_back_to_its_text() -> None:
    found = describe(PIECE)
    mentions = [*found.regions, *found.persons, *found.dates, *found.slogans]
    spans = [(mention.start, mention.end, mention.text) for mention in mentions]
    spans += [(figure.start, figure.end, figure.text) for figure in found.figures]
    spans += [(blank.start, blank.end, blank.text) for blank in found.blanks]
    assert len(spans) == 15
    assert all(PIECE[start:end] == text for start, end, text in spans)


def test_as_json_is_plain_data() -> None:
    data = as_json(describe(PIECE))
    assert data["unit"] == "x县水利局"
    assert data["figures"][1] == {
        "start": PIECE.index("3000"),
        "end": PIECE.index("3000") + 7,
        "text": "3000余人次",
        "value": 3000,
        "measure": "人次",
        "approximate": True,
        "blank": False,
    }
    assert data["dates"][0]["value"] == "2023"
    assert data["regions"][0]["level"] == "县"
    assert as_json(describe("空文"))["unit"] is None


def test_a_title_given_leaves_the_whole_text_as_body() -> None:
    found = describe("召开推进会3次。", title="聚焦主责主业（1）", header="2022年优化营商环境工作汇报合集")
    assert (found.title, found.subtitle, found.genre, found.year) == ("聚焦主责主业（1）", None, "工作汇报", 2022)
    assert [figure.start for figure in found.figures] == [5]


@pytest.mark.parametrize(
    ("text", "title", "subtitle"),
    [
        ("", "", None),
        ("\n\n", "", None),
        ("\ufeff题目\n\n正文。", "题目", None),
        ("题目\n（2023年6月1日 县水利局 高明远）\n正文。", "题目", "（2023年6月1日 县水利局 高明远）"),
        ("汇编题目\n(7篇)\n正文。", "汇编题目", None),
        ("题目\n##paidbegin##——县水利局经验材料\n正文。", "题目", "——县水利局经验材料"),
        (
            "清河县水利局关于进一步做好\n汛期安全工作的通知\n各乡镇：",
            "清河县水利局关于进一步做好汛期安全工作的通知",
            None,
        ),
        ("清河县水利局关于\n做好防汛工作的通知\n（试行）\n各乡镇：", "清河县水利局关于做好防汛工作的通知", "（试行）"),
        ("题目\n——" + "很长" * 50, "题目", None),
    ],
)
def test_it_reads_the_head_of_a_text(text: str, title: str, subtitle: str | None) -> None:
    found = describe(text)
    assert (found.title, found.subtitle) == (title, subtitle)


def test_a_given_subtitle_stays() -> None:
    found = describe("题目\n——另一行\n正文。", subtitle="——县水利局经验材料")
    assert found.subtitle == "——县水利局经验材料"


def test_numbers_in_names_of_documents_count_nothing() -> None:
    found = describe("题目\n印发《三年行动方案》，落实《x县2021年“十个项目”项目书》，完成“3个100天”目标，化解纠纷3件。")
    assert [figure.text for figure in found.figures] == ["3件"]
    assert [blank.text for blank in found.blanks] == ["x"]


@pytest.mark.parametrize("jumble", ["x", "一", "“", "《", "20", "x次", "某", "市县", "*", "组织", "（", " "])
def test_a_long_jumble_is_described_in_linear_time(jumble: str) -> None:
    assert grows_evenly(lambda size: describe(jumble * (size // len(jumble))), 5_000)


@pytest.mark.parametrize(
    ("line", "subtitle"),
    [
        ("x县公安局城东派出所党支部", "x县公安局城东派出所党支部"),
        ("国网云溪县供电公司", "国网云溪县供电公司"),
        ("x县公安局坚持党建引领。", None),
        ("近年来成绩明显", None),
    ],
)
def test_a_unit_alone_under_the_title_is_the_subtitle(line: str, subtitle: str | None) -> None:
    assert describe(f"党旗所指 警徽所向\n{line}\n近年来，工作扎实。").subtitle == subtitle
    assert describe(f"党旗所指 警徽所向\n{line}").subtitle is None


def test_a_unit_over_a_title_that_begins_with_about_is_part_of_it() -> None:
    found = describe("x县民政局\n关于2024年工作情况的总结\n现总结如下：")
    assert found.title == "x县民政局关于2024年工作情况的总结"
    assert found.genre == "工作总结"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某县经验材料汇编（8篇）\n党旗飘扬（1）", "党旗飘扬（1）"),
        ("清河县人民政府文件\n清政发〔2024〕3号\n关于做好防汛工作的通知", "关于做好防汛工作的通知"),
        ("（1）\n“三个到位”抓落实", "“三个到位”抓落实"),
        ("学习文件\n近年来", "学习文件"),
        ("经验材料（8篇）", "经验材料（8篇）"),
    ],
)
def test_lines_over_the_title_are_none(head: str, title: str) -> None:
    assert describe(head).title == title
