"""Arithmetic over figures (算式): sums, differences, products and quotients of other figures, and the same time last
year. Read from data, walked, never run as code. Pure: no Django."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import add, mul, sub
from typing import Final

LONGEST: Final = 500
"""Characters of an expression."""
DEEPEST: Final = 20
"""Operations inside one another."""
LAST_YEAR: Final = "last_year"
"""last_year(code): the figure over the same time a year earlier."""


class NotAnExpression(ValueError):
    """What was written is no arithmetic over figures; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure in an expression; `years` before the period that is asked for."""

    code: str
    years: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """One of + - * / on two others."""

    sign: str
    left: "Expression"
    right: "Expression"


Expression = Ref | Operation | Decimal
Value = Decimal | None

_SIGNS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_DO: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {"+": add, "-": sub, "*": mul}


def parse(text: str) -> Expression:
    """What an expression says. Raises NotAnExpression."""
    if len(text) > LONGEST:
        raise NotAnExpression(f"算式最多 {LONGEST} 个字符。")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotAnExpression(f"算式“{text}”不完整，请检查括号和运算符。") from error
    return _read(tree.body, 0)


def refs_in(expression: Expression) -> tuple[Ref, ...]:
    """The figures that it is made of, each once, from left to right."""
    return tuple(dict.fromkeys(_refs(expression)))


def evaluate(expression: Expression, values: Mapping[Ref, Value]) -> Value:
    """The number that comes out; None where a part has no data or there is nothing to divide by: never 0 instead."""
    if isinstance(expression, Decimal):
        return expression
    if isinstance(expression, Ref):
        return values[expression]
    left, right = evaluate(expression.left, values), evaluate(expression.right, values)
    if left is None or right is None:
        return None
    if expression.sign == "/":
        return left / right if right else None
    return _DO[expression.sign](left, right)


def said(expression: Expression, names: Mapping[str, str]) -> str:
    """The expression with names in the place of codes: 到会率 = 实到人次 ÷ 应到人次."""
    if isinstance(expression, Decimal):
        return f"{expression.normalize():f}"
    if isinstance(expression, Ref):
        return f"上年同期的{names[expression.code]}" if expression.years else names[expression.code]
    left, right = (said(one, names) for one in (expression.left, expression.right))
    if isinstance(expression.right, Operation):
        right = f"（{right}）"
    if isinstance(expression.left, Operation) and expression.sign in "*/" and expression.left.sign in "+-":
        left = f"（{left}）"
    return f"{left} {expression.sign.replace('*', '×').replace('/', '÷').replace('-', '－').replace('+', '＋')} {right}"


def _refs(expression: Expression) -> Iterator[Ref]:
    if isinstance(expression, Ref):
        yield expression
    elif isinstance(expression, Operation):
        yield from _refs(expression.left)
        yield from _refs(expression.right)


def _read(node: ast.expr, depth: int) -> Expression:
    if depth > DEEPEST:
        raise NotAnExpression("算式套得太深，请拆成几个数。")
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return Operation(_SIGNS[type(op)], _read(left, depth + 1), _read(right, depth + 1))
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Decimal(str(number))
        case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]) if name == LAST_YEAR:
            return Ref(_code(inner), years=1)
        case ast.Name() | ast.Attribute():
            return Ref(_code(node))
    raise NotAnExpression("算式里只能有数的代码、数字、加减乘除、括号和 last_year(代码)。")


def _code(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr=name):
            return f"{_code(inner)}.{name}"
    raise NotAnExpression("算式里只能有数的代码、数字、加减乘除、括号和 last_year(代码)。")
