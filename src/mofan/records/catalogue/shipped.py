"""The kinds and regulations that ship with the house (随系统的种类与规定)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from mofan.records.catalogue.kinds import Kind
from mofan.records.catalogue.reading import NotAKind, read_kinds

_REGULATIONS: Final = "regulations.toml"


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law or Party regulation that kinds cite (依据). `articles`: those whose content is known to this house."""

    code: str
    title: str
    issued: str
    """The year, or a document number."""
    articles: tuple[int, ...] = ()

    def cited(self, article: int | None) -> str:
        """《中国共产党支部工作条例（试行）》第十一条 — with Arabic numerals, as screens show it."""
        return f"《{self.title}》" + (f"第{article}条" if article else "")


def _tables() -> dict[str, dict[str, Any]]:
    """File name → its table, in the order that the files name."""
    files = (one for one in resources.files("mofan.records.catalogue").iterdir() if one.name.endswith(".toml"))
    tables = {one.name: tomllib.loads(one.read_text(encoding="utf-8")) for one in files}
    return dict(sorted(tables.items(), key=lambda one: (one[1].get("order", 0), one[0])))


def _regulations(table: Mapping[str, Any]) -> dict[str, Regulation]:
    return {
        code: Regulation(code, one["title"], one["issued"], tuple(one.get("articles", ())))
        for code, one in table.items()
    }


REGULATIONS: Final[Mapping[str, Regulation]] = _regulations(
    tomllib.loads(resources.files("mofan.records.catalogue").joinpath(_REGULATIONS).read_text(encoding="utf-8"))
)


def regulation_of(code: str) -> Regulation:
    """The regulation of that code. Raises KeyError."""
    return REGULATIONS[code]


@cache
def shipped() -> Mapping[str, Kind]:
    """Code → kind, in the order of the groups. Raises NotAKind for a code, English name or figure used twice, for a
    duty served that is no kind, and for a regulation or article that is not known."""
    read = [kind for name, table in _tables().items() if name != _REGULATIONS for kind in read_kinds(table)]
    agree(read)
    return {kind.code: kind for kind in read}


def agree(kinds: list[Kind]) -> None:
    """Whether kinds can stand beside one another. Raises NotAKind."""
    codes = [kind.code for kind in kinds]
    for what, said in (
        ("代号", codes),
        ("名称", [kind.name for kind in kinds]),
        ("英文名称", [kind.english.casefold() for kind in kinds]),
        ("数的代号", [figure.code for kind in kinds for figure in kind.figures]),
    ):
        if twice := sorted({one for one in said if said.count(one) > 1}):
            raise NotAKind(f"记录种类的{what}重复：{'、'.join(twice)}。")
    for kind in kinds:
        if unknown := [code for code in kind.may_serve if code not in codes or code == kind.code]:
            raise NotAKind(f"“{kind.name}”可以一并履行的种类不存在：{'、'.join(unknown)}。")
        for basis in kind.bases:
            regulation = REGULATIONS.get(basis.regulation)
            if regulation is None or (basis.article and basis.article not in regulation.articles):
                raise NotAKind(f"“{kind.name}”的依据不在规定表里：{basis.regulation} 第{basis.article}条。")


def kind_of(code: str) -> Kind:
    """The shipped kind of that code. Raises KeyError."""
    return shipped()[code]
