"""The agency's own names, and what belongs to others."""

import pytest

from mofan.text.proofread import Own, Register
from mofan.text.proofread.nearness import is_one_off
from mofan.text.proofread.register import find_units
from mofan.text.proofread.residue import find_residue

REGISTER = Register(units=("临河县水务局", "临河县水务局办公室"), slogans=("五比五看五提升",), persons=("周明远",))


def near(text: str) -> list[tuple[str, str | None]]:
    return [(finding.quote, finding.replacement) for finding in find_units(text, REGISTER)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("临河县水物局印发通知", "临河县水物局"),
        ("临合县水务局印发通知", "临合县水务局"),
        ("临河县水利务局印发", "临河县水利务局"),
        ("临县水务局印发通知", "临县水务局"),
        ("临河县务局印发", "临河县务局"),
        ("临河小县水务局印发", "临河小县水务局"),
    ],
)
def test_what_nearly_is_a_registered_name_is_reported(text: str, quote: str) -> None:
    assert near(text) == [(quote, "临河县水务局")]


def test_a_slogan_is_compared_too() -> None:
    assert near("开展五比五看五提高活动") == []
    assert near("开展五比五比五提升活动") == [("五比五比五提升", "五比五看五提升")]


@pytest.mark.parametrize("text", ["临河县水务局印发通知", "临河县水务局办公室", "清河县财政局", "水务局", "临河县"])
def test_registered_names_and_others_are_left(text: str) -> None:
    assert near(text) == []


def test_another_registered_name_is_no_slip() -> None:
    both = Register(units=("临河县水务局", "临河县水利局"))
    assert list(find_units("临河县水务局会同临河县水利局", both)) == []


def test_a_short_name_is_not_compared() -> None:
    assert list(find_units("水物局", Register(units=("水务局",)))) == []


def test_one_character_changed_missing_or_extra_is_one_off() -> None:
    assert is_one_off("水务局", "水物局")
    assert is_one_off("水局", "水务局")
    assert is_one_off("水务局局", "水务局")
    assert not is_one_off("水务局", "水务局")
    assert not is_one_off("水", "水务局")
    assert not is_one_off("财政局", "水务局")


def residue(text: str, own: Own, register: Register | None = None) -> list[tuple[str, str]]:
    return [(finding.rule, finding.quote) for finding in find_residue(text, own, register or Register())]


def test_places_of_others_are_residue() -> None:
    own = Own(places=("信丰县",))
    assert residue("信丰县地处江西省赣州市，学习清河县做法。", own) == [("foreign place", "清河县")]


def test_times_of_other_years_are_residue() -> None:
    found = residue("2021年以来，落实2025年度任务，2021年印发，以优异成绩迎接党的二十大。", Own(year=2025))
    assert found == [("past event", "迎接党的二十大"), ("past year", "2021年以来")]


def test_words_of_another_trade_are_residue() -> None:
    assert residue("为纳税人办实事", Own("县民政局")) == [("foreign trade", "纳税人")]
    assert residue("为纳税人办实事", Own("县税务局")) == []


def test_numbered_slogans_of_others_are_residue() -> None:
    register = Register(slogans=("1356",))
    text = "落实“1356”思路和“1217”思路，深化“1+2+N”体系和“放管服”改革"
    assert residue(text, Own(), register) == [("foreign slogan", "1217"), ("foreign slogan", "1+2+N")]


def test_names_that_tell_the_part_of_the_country_are_residue_elsewhere() -> None:
    text = "利用赣南红色资源，推广“浙里办”，走访嘎查牧户，落实自治区党委部署，四川东部与江西南部协作。"
    found = [quote for rule, quote in residue(text, Own(places=("河东区", "天津市")))]
    assert found == ["赣南", "浙里办", "嘎查", "自治区"]
    assert residue("利用赣南红色资源，走访嘎查牧户。", Own(places=("信丰县",))) == [("foreign place", "嘎查")]
    assert residue("走访嘎查牧户，落实自治区党委部署。", Own(places=("内蒙古自治区",))) == []


def test_what_another_local_organ_or_unit_calls_its_own_is_residue() -> None:
    text = "紧扣县委“三区两带”总体布局和“放管服”改革，擦亮“石榴花开”服务品牌，“12345”热线办件，落实县委“四个意识”要求。"
    own = Own("临河县水务局")
    assert residue(text, own) == [("foreign slogan", "三区两带"), ("foreign slogan", "石榴花开")]
    known = Register(slogans=("三区两带",), words=("石榴花开",))
    assert residue(text, own, known) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("庆祝建党100周年，", "建党100周年"),
        ("庆祝建党百周年", "建党百周年"),
        ("隆重庆祝新中国成立七十周年。", "新中国成立七十周年"),
        ("在共青团成立100周年之际", "共青团成立100周年"),
        ("会同县环保局开展整治", "环保局"),
        ("印发2021年工作要点", "2021年"),
        ("学习党的十九届五中全会精神", "十九届五中全会精神"),
    ],
)
def test_what_was_said_in_another_year_is_residue(text: str, quote: str) -> None:
    assert [found for _, found in residue(text, Own(year=2026))] == [quote]


@pytest.mark.parametrize("text", ["庆祝建党105周年", "2021年印发的办法", "2025年以来，", "建党零周年"])
def test_what_may_be_said_this_year_is_left(text: str) -> None:
    assert residue(text, Own(year=2026)) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("组织发行人才培训", "发行人才"),
        ("提升断面水质", "断面水质"),
        ("创建职工之家", "职工之家"),
        ("做好社区矫正", "社区矫正"),
        ("加快经济普查", "经济普查"),
    ],
)
def test_words_of_many_trades_are_known(text: str, quote: str) -> None:
    assert residue(text, Own("县水务局")) == [("foreign trade", quote)]


def test_persons_are_asked_about_softly_where_nobody_is_registered() -> None:
    (finding,) = find_residue("李建国同志到会。", Own("县水务局"), Register())
    assert (finding.quote, finding.severity, finding.confidence) == ("李建国", "style", 0.4)


def test_persons_who_are_not_registered_are_asked_about() -> None:
    text = "习近平总书记强调，周明远同志、李建国同志到会。"
    assert residue(text, Own(persons=("周明远",))) == [("unknown person", "李建国")]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("国家卫计委部署2024年医疗质量提升行动，会同县质监局检查。", ["卫计委", "质监局"]),
        ("现将县安监局2023年工作要点印发给你们。", ["安监局"]),
        ("原县环保局2023年撤销。", []),
        ("2016年，县环保局印发办法，2023年修订。", []),
        ("县环保局印发了办法。2023年修订。", []),
        ("县环保局印发了办法。", []),
    ],
)
def test_an_office_that_was_renamed_before_the_years_beside_it_is_reported(text: str, quotes: list[str]) -> None:
    assert sorted(quote for rule, quote in residue(text, Own()) if rule == "former office") == sorted(quotes)
