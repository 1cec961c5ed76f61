"""The table of divisions, read once when first asked for."""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LEVELS = ("省", "市", "县", "乡镇")
"""The level of a division by its depth in the table."""

SUPPLEMENT = (
    ("香港特别行政区", "省"),
    ("澳门特别行政区", "省"),
    ("台湾省", "省"),
)
"""Divisions that the table does not hold."""

_PLACEHOLDERS = frozenset(
    {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "城区", "郊区", "矿区", "街道"}
)
"""Rows of the table that name no place of their own."""

_NAMED = re.compile(r"^(?:([012])(.+)|(3)(.+(?:街道|(?<!镇)镇|(?<!乡)乡|苏木)))$", re.M)
"""A line of the table with a name that says its type."""
_ABOVE_TOWNS = re.compile("^[012].+$", re.M)
_ETHNIC = (
    "壮族|回族|维吾尔|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|蒙古族|蒙古|"
    "哈萨克|柯尔克孜|"
    "瑶族|满族|畲族|黎族|水族|仡佬族|拉祜族|佤族|纳西族|独龙族|怒族|布朗族|普米族|锡伯|达斡尔族|鄂温克族|鄂伦春|"
    "东乡族|"
    "保安族|撒拉族|裕固族|土族|仫佬族|毛南族|各族"
)
_SUFFIX = re.compile(
    rf"(?:(?:{_ETHNIC})*(?:自治区|自治州|自治县|自治旗)|特别行政区|维吾尔自治区|省|市|地区|盟|州|"
    rf"县|区|旗)$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One division (一个行政区划)."""

    name: str
    """Its full name: 清河县."""
    level: str
    """省, 市, 县 or 乡镇."""
    parents: tuple[str, ...]
    """The full names of what it belongs to, from the province down; empty for a province."""


def short_name(name: str) -> str:
    """The name without its type and peoples: 江西省 → 江西, 恩施土家族苗族自治州 → 恩施."""
    return _SUFFIX.sub("", name, count=1)


@cache
def _table() -> str:
    """The packaged table: each line a depth and a name."""
    return gzip.decompress(files("mofan.text.gazetteer").joinpath("divisions.txt.gz").read_bytes()).decode()


@cache
def divisions() -> tuple[Division, ...]:
    """Every division, in the order of the table, then the supplement."""
    return _divisions_of(_table().split("\n"))


@cache
def divisions_above_towns() -> tuple[Division, ...]:
    """`divisions` without towns, which are nine tenths of them."""
    return _divisions_of(_ABOVE_TOWNS.findall(_table()))


def _divisions_of(lines: Iterable[str]) -> tuple[Division, ...]:
    found: list[Division] = []
    above: list[str] = []
    for line in lines:
        depth, name = int(line[0]), line[1:]
        del above[depth:]
        if name not in _PLACEHOLDERS:
            found.append(Division(name, LEVELS[depth], tuple(filter(None, above))))
        above.extend([""] * (depth - len(above)))
        above.append("" if name in _PLACEHOLDERS else name)
    return (*found, *(Division(name, level, ()) for name, level in SUPPLEMENT))


@cache
def full_names() -> Mapping[str, str]:
    """Full name → level, for names that say their type; of equal names the highest level counts."""
    names: dict[str, str] = {}
    for depth, name, town_depth, town in _NAMED.findall(_table()):
        names.setdefault(name or town, LEVELS[int(depth or town_depth)])
    for name in _PLACEHOLDERS:
        names.pop(name, None)
    return MappingProxyType({**names, **dict(SUPPLEMENT)})


@cache
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    grouped: dict[str, list[Division]] = {}
    for division in divisions():
        grouped.setdefault(division.name, []).append(division)
    return MappingProxyType({name: tuple(found) for name, found in grouped.items()})


def divisions_named(name: str) -> tuple[Division, ...]:
    """Every division of that full name: several for 鼓楼区, none for an unknown one."""
    return _by_name().get(name, ())
