"""The words and numbers of an entry of the demonstration (用语、数目), drawn from its rhythm. Pure: no Django."""

from datetime import date
from decimal import Decimal
from math import exp
from random import Random

from mofan.ops.demo.names import TOWNSHIPS, village_names
from mofan.ops.demo.rhythms import Rhythm
from mofan.records.catalogue import Kind
from mofan.records.entry import FieldValue

TOPICS = (
    "创建模范机关", "基层减负", "用水补贴", "秋季防火", "营商环境", "防汛准备", "信访积案", "窗口服务", "高标准农田",
    "人居环境整治", "医保参保", "义务教育入学", "安全生产", "养老服务", "农村公路养护", "惠企资金兑付", "矛盾排查",
    "档案整理", "食品安全", "冬季清洁取暖",
)  # fmt: skip
PLACES = (*TOWNSHIPS, "渠东社区", "城关社区", "开发区", "安澜渠米业", "河东灌区")
VILLAGES = tuple(village_names())
_LIMITED = {"solved": "problems", "done": "items"}
"""A number that is never larger than another."""
_SPREAD, _MONEY_SPREAD = 0.5, 0.9


def filled(text: str, day: date, chance: Random) -> str:
    """A sentence with its blanks filled in."""
    if "{" not in text:
        return text
    return (
        text.replace("{topic}", chance.choice(TOPICS))
        .replace("{village}", chance.choice(VILLAGES))
        .replace("{place}", chance.choice(PLACES))
        .replace("{month}", f"{day.month}月")
    )


def values_of(rhythm: Rhythm, kind: Kind, day: date, chance: Random) -> dict[str, FieldValue]:
    """What stands in the fields: one sentence of a line, up to three of a paragraph, numbers about the usual."""
    values: dict[str, FieldValue] = {}
    for name, some in rhythm.texts.items():
        several = chance.randint(1, min(3, len(some))) if kind.field(name).type == "paragraph" else 1
        if text := "".join(filled(one, day, chance) for one in chance.sample(some, several)):
            values[name] = text
    for name, (least, usual, most) in rhythm.numbers.items():
        money = kind.field(name).type == "money"
        number = drawn(least, usual, most, chance, _MONEY_SPREAD if money else _SPREAD)
        if money:
            number = number // 100 * 100
        if (above := _LIMITED.get(name)) in rhythm.numbers:
            number = min(number, int(str(values.get(str(above), 0))))
        if not money or number:
            values[name] = Decimal(number)
    return values


def drawn(least: int, usual: int, most: int, chance: Random, spread: float = _SPREAD) -> int:
    """A whole number about the usual one: often less, seldom much more."""
    if not usual:
        return 0 if chance.random() < 0.7 else min(most, 1 + int(chance.expovariate(1.2)))
    return max(least, min(most, round(usual * exp(chance.gauss(0, spread)))))
