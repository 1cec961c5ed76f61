"""Set phrases that fit what is written, with their years."""

from mofan.drafting.sayings import Saying, known, sayings_for


def years(words: str, year: int) -> dict[str, str]:
    return {one.text: one.years for one in sayings_for(words, year)}


def test_phrases_that_share_words_come_with_their_years() -> None:
    found = years("深刻领悟两个确立", 2026)
    assert found["深刻领悟“两个确立”的决定性意义"] == "2021 年起"


def test_those_that_hold_in_the_year_come_first() -> None:
    found = sayings_for("巩固党史学习教育成果", 2026)
    held = [one.holds_in(2026) for one in found]
    assert held == sorted(held, reverse=True)
    assert years("党史学习教育", 2026)["党史学习教育"] == "2021—2022 年"
    assert next(one for one in known() if one.text == "党史学习教育").holds_in(2021)


def test_what_is_over_says_what_to_do() -> None:
    (first, *_) = sayings_for("喜迎党的二十大", 2026)
    over = next(one for one in sayings_for("喜迎党的二十大", 2026) if one.text == "喜迎党的二十大")
    assert over.until == 2022
    assert over.note
    assert first.text
    assert years("疫情防控", 2026)["常态化疫情防控"] == "到 2022 年为止"


def test_a_phrase_without_bounds_holds_always() -> None:
    assert Saying("全心全意为人民服务", None, None).years == "不限年份"
    assert Saying("某句", 2024, 2024).years == "2024 年"
    assert not Saying("某句", 2024, None).holds_in(2023)


def test_nothing_is_found_for_nothing_and_for_what_stands_everywhere() -> None:
    assert sayings_for("", 2026) == ()
    assert sayings_for("工作", 2026) == ()


def test_names_of_offices_are_no_sayings() -> None:
    assert not [one.text for one in known() if one.text.endswith(("卫健局", "财政部", "委员会"))]
