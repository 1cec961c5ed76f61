"""Themes by the words of a piece."""

from mofan.text.describe.themes import MOST, THEMES, themes_of


def test_the_strongest_theme_stands_first() -> None:
    body = "全县深入推进河长制，加固水库堤防，保障灌区供水。\n一、强化水资源管理\n"
    body += "开展节水宣传，做好防洪准备。党支部发挥作用。"
    assert themes_of("护好一河清水", "——县水利局水利工作总结", body)[0] == "水利"


def test_words_without_a_theme_give_none() -> None:
    assert themes_of("杂记", None, "天气不错，花也开了。") == ()
    assert themes_of("杂记", None, "偶尔提到一次统计。") == ()


def test_no_piece_has_more_than_a_handful() -> None:
    everything = "，".join(THEMES.values()).replace(" ", "，")
    assert len(themes_of("总览", None, everything)) <= MOST


def test_no_theme_is_without_words() -> None:
    assert all(words.split() for words in THEMES.values())
