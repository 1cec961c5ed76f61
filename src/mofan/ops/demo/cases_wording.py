"""What people bring to a centre (诉求文本): matters put together from parts, so that few read the same. Pure."""

import tomllib
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
    table = tomllib.loads(resources.files("mofan.ops.demo").joinpath("cases.toml").read_text(encoding="utf-8"))
    return tuple(Matter(**{key: _frozen(value) for key, value in row.items()}) for row in table["matter"])


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


MATTERS: Final = _read()
_WHERE: Final = (
    "青棠镇老街", "青棠镇桥头路", "云汀镇沿河街", "云汀镇菜市场", "芦岸乡小学门口", "芦岸乡新渡口", "锦绣里小区三号楼",
    "锦绣里小区六号楼", "望湖苑二期", "临澜小区北门", "建设路与文澜街路口", "文澜街中段", "城南安置区", "城北工业园",
    "老汽车站后巷", "滨河公园东侧", "柳桥头村", "杏湾里村", "菱塘边村", "莲坡下村", "枣渡口村", "松井台村",
)  # fmt: skip
_WHEN: Final = ("上周", "前天", "本月初", "国庆以后", "上个月底", "这周一", "入冬", "前几天")


@dataclass(frozen=True, slots=True)
class Words:
    """One matter in words."""

    matter: Matter
    title: str
    text: str
    place: str
    points: tuple[str, ...]
    done: str


def words(chance: Random, month: int) -> Words:
    """A matter as chance and the season have it."""
    weights = [one.weight * (3 if month in one.months else 1 if not one.months else 0.3) for one in MATTERS]
    matter = chance.choices(MATTERS, weights)[0]
    place = chance.choice(_WHERE)
    named = {"place": place, "days": chance.choice("二三四五六七八"), "when": chance.choice(_WHEN)}
    said = matter.said[: chance.randint(1, len(matter.said))]
    return Words(
        matter,
        matter.title.format_map(named),
        "".join(one.format_map(named) for one in said),
        place,
        matter.points,
        chance.choice(matter.done),
    )
