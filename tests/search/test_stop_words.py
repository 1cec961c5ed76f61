"""Words that only ask or join."""

from mofan.search.stop_words import STOP_WORDS, content_of


def test_what_asks_and_joins_is_left_out() -> None:
    assert content_of(("机关", "有", "哪些", "做法", "吗")) == ("机关", "做法")


def test_where_nothing_else_is_asked_they_stay() -> None:
    assert content_of(("为什么", "的")) == ("为什么", "的")


def test_no_word_of_the_work_is_a_stop_word() -> None:
    assert not STOP_WORDS & {"机关", "党建", "做法", "成效", "经验", "情况", "问题", "年"}
