"""What a skeleton knows to be another agency's, and what it leaves."""

import pytest

from mofan.drafting.document import lay_out
from mofan.drafting.foreign import SIGNS, Sign, find_foreign, is_everybodys, stems_of, without_foreign
from mofan.drafting.skeleton import Own, skeleton

OWN = Own("安澜县水务局", 2026)


def kept(text: str) -> str:
    """What a skeleton makes of a paragraph, everything kept."""
    made = skeleton(f"模范机关创建经验材料\n{text}\n", OWN, keep="all")
    return lay_out(made.body, {one.key: one.written for one in made.slots}).text


def test_bodies_places_and_lines_of_work_of_another_agency_go() -> None:
    said = kept("邀请明德大学教授到南山社区为税务干部讲课x次，方便纳税人办税，赴红岭纪念馆参观。")
    assert "邀请〔单位名〕" in said
    assert "为干部讲课x次" in said
    assert "方便服务对象〔业务〕" in said
    assert "赴〔场所〕参观" in said
    assert "南山" not in said


@pytest.mark.parametrize("sign", SIGNS, ids=lambda one: one.finds)
def test_a_sign_finds_what_it_must_and_leaves_the_rest(sign: Sign) -> None:
    assert sign.pattern.search(sign.finds)
    assert not sign.pattern.search(sign.leaves)


def test_what_the_own_unit_does_stays_and_so_do_titles_of_documents() -> None:
    assert not [
        one
        for one in find_foreign("水务干部落实河长制，学习《中国共产党政法工作条例》。", "安澜县水务局")
        if one.what == "业务"
    ]
    assert "《中国共产党政法工作条例》" in kept("学习《中国共产党政法工作条例》x次。")
    assert not list(find_foreign("税务干部服务纳税人，办税更快", "安澜县税务局"))


def test_phrases_that_everybody_quotes_stay() -> None:
    assert is_everybodys("让党放心 人民满意")
    assert not is_everybodys("青山夜话")
    assert not is_everybodys("——")
    assert "“政治过硬”" in kept("聚焦“政治过硬”，打造“青山先锋”，走访x次。")


def test_a_few_words_are_told_without_another_line_of_work() -> None:
    assert without_foreign("税务干部", "安澜县水务局") == "干部"
    assert without_foreign("税务干部", "安澜县税务局") == "税务干部"
    assert without_foreign("全体干警和纳税人", "安澜县水务局") == "全体干部和服务对象"
    assert without_foreign("青年干部", "安澜县水务局") == "青年干部"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("到南坪卫生院、柳树沟村巡查，住进鹰嘴岩管护站。", ["柳", "鹰", "南坪"]),
        ("依托清河红色纪念馆，与省人民医院协作。", ["清河", "省人民医院"]),
        ("与相邻的白桦县林业局、云岭林业公司联防。", ["白桦", "云岭"]),
        ("场长赵铁山带头，王某送来锦旗。", ["赵", "王"]),
        ("改善患者候诊条件，床旁结算更快，法官助理当庭调解。", ["患者", "候诊", "床旁", "法官", "当庭"]),
        ("唱响政法之声，市场所优化日常监管。", ["政法", "市场所", "日常监管"]),
    ],
)  # fmt: skip
def test_what_is_peculiar_to_a_place_or_a_trade_goes(text: str, gone: list[str]) -> None:
    said = kept(text)
    assert [one for one in gone if one in said] == []


def test_a_unit_keeps_the_words_of_its_own_trade() -> None:
    assert not [one for one in find_foreign("改善患者候诊条件，医联体成员坐诊。", "安澜县人民医院")]


def test_places_go_by_their_bare_names_too() -> None:
    made = skeleton(
        "坚持党建引领\n——临江市第三中学党委工作汇报\n临江三中党委建设美丽临江，学习《临江日报》文章，促进平安建设。\n",
        OWN,
        keep="all",
    )
    said = lay_out(made.body, {}).text
    assert "临江" not in said
    assert "平安建设" in said
    assert stems_of(["平安县水务局", "安澜县教育局", "青石林场", "教育部"], "安澜县水务局") == {"青石"}
