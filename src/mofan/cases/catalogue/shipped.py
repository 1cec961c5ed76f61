"""The kinds of case that ship with the house (随系统的事项种类)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from mofan.cases.catalogue.reading import NotAKind, read_kind
from mofan.cases.kinds import Kind

_SHARED: Final = ("grounds.toml", "categories.toml")


def _tables() -> dict[str, dict[str, Any]]:
    files = (one for one in resources.files("mofan.cases.catalogue").iterdir() if one.name.endswith(".toml"))
    return {one.name: tomllib.loads(one.read_text(encoding="utf-8")) for one in files}


@cache
def shipped() -> Mapping[str, Kind]:
    """Code → kind, in the order that the files give. Raises NotAKind for a code or name used twice."""
    tables = _tables()
    grounds, categories = (tables.pop(name) for name in _SHARED)
    ordered = sorted(tables.values(), key=lambda one: one["order"])
    kinds = read_kinds([kind for table in ordered for kind in table["kind"]], grounds, categories)
    return {kind.code: kind for kind in kinds}


def read_kinds(
    tables: list[dict[str, Any]], grounds: Mapping[str, Any], categories: Mapping[str, Any]
) -> tuple[Kind, ...]:
    """Kinds that stand beside one another; one may be written `like` an earlier one and say only what differs.
    Raises NotAKind."""
    whole: dict[str, dict[str, Any]] = {}
    for table in tables:
        said = dict(table)
        if like := said.pop("like", ""):
            if like not in whole:
                raise NotAKind(f"“{said.get('name')}”照着写的种类不在它前面：{like}。")
            said = {**whole[like], **said}
        whole[str(said.get("code"))] = said
    kinds = tuple(read_kind(one, grounds, categories) for one in whole.values())
    for what, names in (
        ("名称", [one.name for one in kinds]),
        ("英文名称", [one.english.casefold() for one in kinds]),
        ("代号", [str(one.get("code")) for one in tables]),
    ):
        if twice := sorted({one for one in names if names.count(one) > 1}):
            raise NotAKind(f"事项种类的{what}重复：{'、'.join(twice)}。")
    return kinds


def kind_of(code: str) -> Kind:
    """The shipped kind of that code. Raises KeyError."""
    return shipped()[code]
