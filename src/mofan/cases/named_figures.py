"""The figures of cases that there are (事项的数的名目): their codes, names and definitions. What is counted is declared
in `cases.takes`; `cases.figures` counts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from mofan.cases.kinds import URGENCIES, Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Channel
from mofan.cases.takes import BASES, TAKES, Take, applies

Facet = Literal["category", "channel", "urgency", "level"]
PREFIX: Final = "cases"
EVERY_KIND: Final = "各类受理事项"
LEVELS: Final = {"county": "县级", "township": "乡镇级", "village": "村级"}
FACETS: Final[Mapping[Facet, str]] = {"category": "类别", "channel": "渠道", "urgency": "轻重缓急", "level": "层级"}


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A number of cases (事项的数) of one kind, or of all that are accepted or refused; narrowed by a facet, or not."""

    take: Take
    kind: str = ""
    facet: Facet | None = None
    choice: str = ""

    @property
    def prefix(self) -> str:
        """The code without the number: what the parts of a rate have in common."""
        return ".".join([PREFIX, *filter(None, (self.kind, self.facet, self.choice))])

    @property
    def code(self) -> str:
        return f"{self.prefix}.{self.take.code}"

    @property
    def of(self) -> str:
        """Of what: 群众诉求, 群众诉求（城乡建设）, 各类受理事项."""
        name = known_kinds()[self.kind].name if self.kind else EVERY_KIND
        return f"{name}（{choices(self.facet, self.kind)[self.choice]}）" if self.facet else name

    @property
    def name(self) -> str:
        return f"{self.of}{self.take.name}"

    @property
    def definition(self) -> str:
        counted = BASES[self.take.base]
        everything = f"{EVERY_KIND}是{'、'.join(one.name for one in kinds_of(self))}。" if not self.kind else ""
        return (
            f"{self.of}，{self.take.means}。期间按{counted.period_by}，范围按{counted.scope_by}。"
            f"{everything}举报另有权限，不在数里。"
        )

    @property
    def adds_up(self) -> bool:
        """Whether the number over several units is the sum of theirs."""
        return not self.take.quantile


def figure_of(code: str) -> CaseFigure | None:
    """The figure of a code (cases.public_demand.category.housing.received); None where there is none."""
    return _figure_with(code, tuple(known_kinds()))


@lru_cache(maxsize=1_000)
def _figure_with(code: str, kinds: tuple[str, ...]) -> CaseFigure | None:
    prefix, *between, last = code.split(".") if code.count(".") else (code, "")
    take = TAKES.get(last)
    if prefix != PREFIX or take is None:
        return None
    kind = between.pop(0) if between and between[0] in kinds else ""
    facet = next((one for one in FACETS if between[:1] == [one]), None)
    choice = between[1] if len(between) == 2 else ""
    figure = CaseFigure(take, kind, facet, choice)
    if (between and (facet is None or choice not in choices(facet, kind))) or not kinds_of(figure):
        return None
    return figure


@lru_cache(maxsize=4)
def _shipped(kinds: tuple[str, ...]) -> tuple[CaseFigure, ...]:
    every = [CaseFigure(take, kind) for kind in ("", *kinds) for take in TAKES.values()]
    return tuple(one for one in every if kinds_of(one))


def figures() -> tuple[CaseFigure, ...]:
    """Those of all kinds together, then kind by kind; facets are asked for by their codes."""
    return _shipped(tuple(known_kinds()))


def kinds_of(figure: CaseFigure) -> tuple[Kind, ...]:
    """The kinds whose cases are counted; nothing where the number does not apply."""
    kinds = known_kinds()
    return tuple(kinds[one] for one in _kinds_with(figure.take, figure.kind, tuple(kinds)))


@lru_cache(maxsize=1_000)
def _kinds_with(take: Take, kind: str, known: tuple[str, ...]) -> tuple[str, ...]:
    kinds = known_kinds()
    if kind:
        return (kind,) if applies(take, kinds[kind]) else ()
    return tuple(one for one in known if kinds[one].decides and applies(take, kinds[one]))


def choices(facet: Facet, kind: str = "") -> Mapping[str, str]:
    """Code → name of what a facet narrows to; categories are those of one kind."""
    match facet:
        case "category":
            return known_kinds()[kind].categories if kind else {}
        case "channel":
            return {one.value: one.label for one in Channel}
        case "urgency":
            return {code: name for code, name in URGENCIES.items()}
        case "level":
            return LEVELS
