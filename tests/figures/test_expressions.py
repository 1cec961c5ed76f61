"""Arithmetic over figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.figures.expressions import NotAnExpression, Operation, Ref, evaluate, parse, refs_in, said

NAMES = {"a.count": "甲", "b.sum.x": "乙"}


def test_sums_and_quotients_of_figures_are_reckoned() -> None:
    expression = parse("(a.count + b.sum.x) / 2 - last_year(a.count)")
    values = {Ref("a.count"): Decimal(7), Ref("b.sum.x"): Decimal(4), Ref("a.count", 1): Decimal("1.5")}
    assert refs_in(expression) == tuple(values)
    assert evaluate(expression, values) == Decimal(4)
    assert said(expression, NAMES) == "（甲 ＋ 乙） ÷ 2 － 上年同期的甲"


def test_nothing_to_divide_by_is_no_data_and_never_nought() -> None:
    expression = parse("a.count / b.sum.x")
    assert evaluate(expression, {Ref("a.count"): Decimal(7), Ref("b.sum.x"): Decimal(0)}) is None
    assert evaluate(expression, {Ref("a.count"): None, Ref("b.sum.x"): Decimal(1)}) is None
    assert evaluate(parse("a.count + 1"), {Ref("a.count"): None}) is None


def test_brackets_are_said_where_they_are_needed() -> None:
    assert said(parse("a.count - (b.sum.x - a.count)"), NAMES) == "甲 － （乙 － 甲）"
    assert said(parse("a.count * b.sum.x / 3.50"), NAMES) == "甲 × 乙 ÷ 3.5"
    assert said(parse("a.count + b.sum.x + 1"), NAMES) == "甲 ＋ 乙 ＋ 1"


@pytest.mark.parametrize(
    "text",
    [
        "", "a.count +", "__import__('os')", "a.count ** 2", "a.count if 1 else 2", "[a.count]", "a.count.__class__()",
        "last_year(1)", "last_year(a.count, b)", "last_year(x=a.count)", "'a'", "True", "a.count // 2", "-a.count",
        "a[0]", "lambda: 1", "(a.count", "f(a.count)", "a" * 600, "1" + "+1" * 60, "(1).real",
    ],
)  # fmt: skip
def test_whatever_else_python_can_say_is_refused(text: str) -> None:
    with pytest.raises(NotAnExpression):
        parse(text)


@given(st.text(max_size=40))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except NotAnExpression:
        return
    assert isinstance(parsed, Ref | Operation | Decimal)


WHOLE = st.integers(-1000, 1000).map(Decimal)


@given(WHOLE, WHOLE, st.sampled_from("+-*/"))
def test_it_reckons_as_python_does(left: Decimal, right: Decimal, sign: str) -> None:
    values = {Ref("a.count"): left, Ref("b.count"): right}
    found = evaluate(parse(f"a.count {sign} b.count"), values)
    wanted = None if sign == "/" and not right else eval(f"left {sign} right")
    assert found == wanted
