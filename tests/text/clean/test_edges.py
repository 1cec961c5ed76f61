"""Which marks go with an advertisement, and which belong to the sentence that stays."""

import pytest

from mofan.text.clean import clean
from mofan.text.clean.edges import settle_edges
from mofan.text.span import Span

AD = "更多范文请加微信gw_8866"


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        (f"凝心聚力办实事{AD}。下一步", "凝心聚力办实事。下一步"),
        (f"凝心聚力办实事。{AD}。下一步", "凝心聚力办实事。下一步"),
        (f"凝心聚力办实事。{AD}！！下一步", "凝心聚力办实事。下一步"),
        (f"凝心聚力，{AD}，办好实事。", "凝心聚力，办好实事。"),
        (f"凝心聚力办实事，{AD}。下一步", "凝心聚力办实事。下一步"),
        (f"凝心聚力办实事，{AD}", "凝心聚力办实事"),
        (f"凝心聚力办实事。，{AD}", "凝心聚力办实事。"),
        (f"一、凝心聚力办实事{AD}。", "一、凝心聚力办实事"),
        (f"他说：“办好实事。”{AD}。", "他说：“办好实事。”"),
    ],
)
def test_end_marks_and_pauses(dirty: str, left: str) -> None:
    assert clean(dirty).text == left


@pytest.mark.parametrize("mark", ["**", "👉", "★", "☆ ", "📌📌"])
def test_marks_that_point_at_it_go_with_it(mark: str) -> None:
    assert clean(f"凝心聚力办实事。{mark}{AD}{mark[::-1]}").text == "凝心聚力办实事。"


@pytest.mark.parametrize(
    ("opener", "closer"), [("（", "）"), ("“", "”"), ("#", "#"), ("——", "——"), ("【", "]"), ("《", "》")]
)
def test_what_it_is_wrapped_in_goes_with_it(opener: str, closer: str) -> None:
    assert clean(f"凝心聚力办实事。{opener}{AD}{closer}").text == "凝心聚力办实事。"


@pytest.mark.parametrize("dirty", [f"凝心聚力办实事。【{AD}", f"凝心聚力办实事。{AD}】", f"凝心聚力办实事。（{AD}"])
def test_a_bracket_that_has_lost_its_partner_goes(dirty: str) -> None:
    assert clean(dirty).text == "凝心聚力办实事。"


def test_a_bracket_with_a_partner_in_the_sentence_stays() -> None:
    assert clean(f"（凝心聚力办实事{AD}）").text == "（凝心聚力办实事）"


def test_spaces_are_not_left_at_the_end_or_doubled() -> None:
    assert clean(f"凝心聚力办实事 【{AD}】 ").text == "凝心聚力办实事"
    assert clean(f"凝心聚力 【{AD}】 办好实事").text == "凝心聚力 办好实事"
    assert clean(f"凝心聚力  办好实事【{AD}】").text == "凝心聚力  办好实事"


@pytest.mark.parametrize(
    ("wrapped", "left"),
    [
        ("（甲）", ""),
        ("——甲——", ""),
        ("甲）", ""),
        ("（甲", ""),
        ("乙（丙）甲）", "乙（丙）"),
        ("（乙甲）", "（乙）"),
        ("【丁】甲【丙】", "【丁】【丙】"),
    ],
)
def test_brackets_are_settled_by_their_partners(wrapped: str, left: str) -> None:
    at = wrapped.index("甲")
    span = settle_edges(wrapped, Span(at, at + 1), Span(0, len(wrapped)))
    assert wrapped[: span.start] + wrapped[span.end :] == left


def test_it_never_goes_beyond_what_it_is_allowed() -> None:
    line = "，甲乙丙。"
    assert settle_edges(line, Span(1, 4), Span(1, 4)) == Span(1, 4)
    assert settle_edges("★ 甲 ★", Span(2, 3), Span(0, 5)) == Span(0, 5)
