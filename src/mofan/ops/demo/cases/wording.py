"""What people bring to a centre (诉求文本): matters put together from parts, so that few read the same. Pure."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from random import Random
from typing import Any, Final

from mofan.cases.kinds import Urgency


@dataclass(frozen=True, slots=True)
class Matter:
    """A sort of matter: what it is called, what is said, what is asked, who has it."""

    kind: str
    category: str
    title: str
    said: tuple[str, ...]
    done: tuple[str, ...]
    points: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Names of units that lead, the first that there is; none: the town."""
    urgency: Urgency = "ordinary"
    months: tuple[int, ...] = ()
    """When it comes most; empty: all the year."""
    weight: int = 2


def _read() -> tuple[Matter, ...]:
    table = tomllib.loads(resources.files("mofan.ops.demo").joinpath("cases/matters.toml").read_text(encoding="utf-8"))
    return tuple(Matter(**{key: _frozen(value) for key, value in row.items()}) for row in table["matter"])


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


MATTERS: Final = _read()
_SPOTS: Final = (
    "老街", "桥头路", "沿河街", "菜市场", "小学门口", "卫生院旁", "汽车站后巷", "安置区", "新渡口", "集贸市场",
    "文化广场", "敬老院旁",
)  # fmt: skip
"""In every town."""
_IN_TOWN: Final = (
    "锦绣里小区三号楼", "锦绣里小区六号楼", "望湖苑二期", "望湖苑九号楼", "临澜小区北门", "临澜小区十一号楼",
    "建设路与文澜街路口",
    "文澜街中段", "文澜街小学门口", "城南安置区", "城北工业园", "城北工业园三期", "老汽车站后巷", "滨河公园东侧",
    "滨河公园停车场",
    "人民路农贸市场", "云棹家园一期", "云棹家园五号楼", "县医院门口", "学府路夜市",
)  # fmt: skip
"""In the county town."""
_WHEN: Final = ("上周", "前天", "本月初", "昨天夜里", "上个月底", "这周一", "半个月前", "前几天", "周末", "上月中旬")
_HOW: Final = (
    "", "", "", "请尽快处理。", "打过两次电话了。", "盼回复。", "邻居们都有意见。", "可以带你们去看。",
    "家里有老人和孩子。", "照片已经拍了。",
    "之前反映过没有下文。", "希望有人给个准话。", "已经影响正常生活。", "请不要透露我的电话。",
)  # fmt: skip


def places_of(town: str, villages: Sequence[str]) -> tuple[str, ...]:
    """Places of a town; of the county town for no name."""
    return (*(f"{town}{one}" for one in _SPOTS), *(f"{town}{one}" for one in villages)) if town else _IN_TOWN


@dataclass(frozen=True, slots=True)
class Words:
    """One matter in words."""

    matter: Matter
    title: str
    text: str
    place: str
    points: tuple[str, ...]
    done: str


def words(chance: Random, month: int, kind: str, places: Sequence[str]) -> Words:
    """A matter of that kind as chance and the season have it."""
    some = _OF_KIND[kind]
    weights = [one.weight * (3 if month in one.months else 1 if not one.months else 0.3) for one in some]
    return told(chance, chance.choices(some, weights)[0], chance.choice(places))


def told(chance: Random, matter: Matter, place: str) -> Words:
    """A matter at a place, as somebody tells it."""
    named = {"place": place, "days": chance.choice("二三四五六七八"), "when": chance.choice(_WHEN)}
    said = matter.said[: chance.randint(1, len(matter.said))]
    return Words(
        matter,
        matter.title.format_map(named),
        "".join(one.format_map(named) for one in said) + chance.choice(_HOW),
        place,
        matter.points[: chance.randint(1, len(matter.points))] if matter.points else (),
        chance.choice(matter.done),
    )


_OF_KIND: Final = {code: tuple(one for one in MATTERS if one.kind == code) for code in {one.kind for one in MATTERS}}
