"""Corrections laid over a text, and the way back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.library.proofreading.corrected import Change, correct, retitled
from mofan.text.span import Span

TEXT = "截止目前，共走访群众三十户，解决问题问题十二个。"


def change(was: str, new: str, key: int = 0) -> Change:
    start = TEXT.index(was)
    return Change(start, start + len(was), was, new, key)


def test_corrections_are_put_in_and_positions_follow() -> None:
    found = correct(TEXT, [change("问题问题", "问题"), change("截止", "截至")])
    assert found.text == "截至目前，共走访群众三十户，解决问题十二个。"
    assert found.before == TEXT
    assert found.text[found.forward(TEXT.index("十二")) :] == "十二个。"
    assert found.text[found.forward(TEXT.index("共走访")) :].startswith("共走访")


def test_a_change_whose_words_do_not_stand_there_is_not_in_force() -> None:
    found = correct(TEXT, [Change(0, 2, "截至", "到"), change("截止目前", "目前"), change("目前", "现在")])
    assert found.text.startswith("目前，共")
    assert len(found.changes) == 1


def test_what_reaches_into_a_closed_span_is_not_in_force() -> None:
    closed = Span(TEXT.index("群众"), TEXT.index("户"))
    assert correct(TEXT, [change("访群", "访")], [closed]).text == TEXT
    assert correct(TEXT, [change("走访", "访")], [closed]).text != TEXT


def test_a_position_inside_a_change_goes_as_far_in_as_the_new_words_reach() -> None:
    found = correct(TEXT, [change("截止目前", "至今")])
    assert [found.forward(place) for place in range(6)] == [0, 1, 2, 2, 2, 3]


def test_a_stretch_that_touches_a_change_takes_all_of_it() -> None:
    found = correct(TEXT, [change("截止目前", "截至目前", 7), change("问题问题", "问题")])
    start = found.text.index("目前，共")
    touched = found.touched(Span(start, start + 3))
    assert touched.now.of(found.text) == "截至目前，"
    assert touched.before.of(TEXT) == "截止目前，"
    assert [one.key for one in touched.changes] == [7]


def test_a_stretch_beside_words_that_were_taken_out_does_not_take_them_in() -> None:
    found = correct(TEXT, [change("走访", "")])
    for words in ("共", "群众"):
        start = found.text.index(words)
        assert found.touched(Span(start, start + len(words))).before.of(TEXT) == words
    over = found.text.index("共群")
    assert found.touched(Span(over, over + 2)).before.of(TEXT) == "共走访群"


WORDS = st.text("甲乙丙丁，。\n", min_size=1, max_size=40)


@settings(max_examples=60)
@given(WORDS, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 5), st.text("戊己", max_size=6)), max_size=5))
def test_a_stretch_of_the_corrected_text_is_the_same_stretch_before(
    text: str, given_changes: list[tuple[int, int, str]]
) -> None:
    changes = [
        Change(start, start + length, text[start : start + length], new)
        for start, length, new in given_changes
        if text[start : start + length] and start + length <= len(text)
    ]
    found = correct(text, changes)
    places = [found.forward(place) for place in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(found.text)
    for start in range(len(found.text)):
        touched = found.touched(Span(start, start + 1))
        inside = [one for one in found.changes if one in touched.changes]
        shifted = [
            Change(one.start - touched.before.start, one.end - touched.before.start, one.was, one.new) for one in inside
        ]
        assert correct(touched.before.of(text), shifted).text == touched.now.of(found.text)


HEAD = "关于做好防讯工作的\n通 知\n"


def head_change(was: str, new: str) -> Change:
    start = HEAD.index(was)
    return Change(start, start + len(was), was, new)


def test_a_title_over_two_lines_follows_what_is_corrected_in_it() -> None:
    changes = [head_change("防讯", "防汛"), head_change("通 知", "通报")]
    assert retitled("关于做好防讯工作的通知", HEAD, changes) == "关于做好防汛工作的通报"
    assert retitled("关于做好防讯工作的通知", HEAD, ()) == "关于做好防讯工作的通知"


def test_a_title_that_does_not_stand_in_the_head_stays() -> None:
    changes = [head_change("防讯", "防汛")]
    assert retitled("另一个题目", HEAD, changes) == "另一个题目"
    assert retitled("", HEAD, changes) == ""
    assert retitled("防讯", HEAD + HEAD, changes) == "防讯"


def test_a_change_beyond_the_title_is_not_of_the_title() -> None:
    change = Change(0, len(HEAD), HEAD, "换了")
    assert retitled("防讯工作", HEAD, [change]) == "防讯工作"
