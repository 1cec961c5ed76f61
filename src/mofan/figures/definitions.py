"""What figures there are (数的目录): those that records, duties and cases count, and those derived from them."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources

from mofan.cases.named_figures import CaseFigure, figure_of
from mofan.cases.named_figures import figures as case_figures
from mofan.cases.takes import EVERY_RATE
from mofan.figures.expressions import Expression, parse, refs_in, said
from mofan.figures.sources import CaseSource, DutySource, RecordSource, Source
from mofan.measure import round_half_up, thousands
from mofan.records.catalogue import Figure, Kind, shipped
from mofan.records.duty_figures import ALL, EVERY_DUTY, OUT_OF_ALL, DutyFigure, among, duty_figures
from mofan.records.known_kinds import added_tables, kinds_with

NO_DATA = "—"
DUTIES = "履责"
"""The group of the figures of duties."""
CASES = "事项"
"""The group of the figures of cases."""


class NoSuchFigure(LookupError):
    """There is no figure of that code; the message is a Chinese sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(f"没有代码为“{code}”的数。请从数的目录里选。")


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what it is called, what it means (口径), how it comes about."""

    code: str
    name: str
    measure: str
    """The measure word that follows the number (量词): 次, 人次, 件; % for a share."""
    definition: str
    group: str
    source: Source | None = None
    """Where it is counted; None for a derived one."""
    expression: Expression | None = None
    """What a derived one is made of."""
    percent: bool = False

    @property
    def counted(self) -> Figure | None:
        """How the records count it; None for anything else."""
        return self.source.figure if isinstance(self.source, RecordSource) else None

    @property
    def duty(self) -> DutyFigure | None:
        """Which occasions of duties are counted; None for anything else."""
        return self.source.figure if isinstance(self.source, DutySource) else None

    @property
    def of_cases(self) -> CaseFigure | None:
        """What of cases is counted; None for anything else."""
        return self.source.figure if isinstance(self.source, CaseSource) else None

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes that a derived figure is made of."""
        return tuple(dict.fromkeys(one.code for one in refs_in(self.expression))) if self.expression else ()

    @property
    def adds_up(self) -> bool:
        """Whether the number over several units is the sum of their numbers."""
        return self.source is not None and self.source.adds_up

    @property
    def empty(self) -> str:
        """What stands where nothing was found (没有时): 0 for what is counted or added up, — for rates and averages."""
        people = self.counted is not None and self.counted.take == "people"
        return "计 0" if self.adds_up or people else f"写“{NO_DATA}”，不写 0"

    def shown(self, value: Decimal | None) -> str:
        """The number with its measure word as people read it: 12次, 87.5%, 1,204人次; — where there is none."""
        if value is None:
            return NO_DATA
        if self.percent:
            return f"{_plain(round_half_up(value * 100, 1))}%"
        return f"{_plain(round_half_up(value, 2))}{self.measure}"


def definitions() -> dict[str, Definition]:
    """Code → figure: those of the kinds in their order, those derived from them, those of duties, those of cases."""
    return _of_records(added_tables()) | _of_cases()


@lru_cache(maxsize=8)
def _of_records(added: tuple[str, ...]) -> dict[str, Definition]:
    """Those of the kinds of record that ship and of these, with what is derived and with their duties."""
    kinds = kinds_with(added)
    counted = {one.code: _of_kind(kind, one) for kind in kinds.values() for one in kind.figures}
    duties = {one.code: one for code, kind in kinds.items() for one in _of_duties(code, kind.name)}
    return counted | _derived() | {one.code: one for one in _of_duties("", EVERY_DUTY)} | duties


def _of_kind(kind: Kind, one: Figure) -> Definition:
    return Definition(one.code, one.name, one.measure, one.definition, kind.group, RecordSource(one))


def definition_of(code: str) -> Definition:
    """The figure of that code. Raises NoSuchFigure."""
    kind = shipped().get(code.partition(".")[0])
    if kind is not None and (counted := next((one for one in kind.figures if one.code == code), None)) is not None:
        return _of_kind(kind, counted)  # what is asked for most, without a look at the kinds that were added here
    if found := _derived().get(code) or _of_known_duties(code):
        return found
    found = _narrowed(code) or definitions().get(code)
    if found is None:
        raise NoSuchFigure(code)
    return found


def _of_known_duties(code: str) -> Definition | None:
    """A figure of the duties of a kind that ships, or of all."""
    of = code.partition(".")[0]
    kind = shipped().get(of)
    some = _of_duties("", EVERY_DUTY) if of == ALL else _of_duties(of, kind.name) if kind is not None else ()
    return next((one for one in some if one.code == code), None)


def formula(definition: Definition) -> str:
    """How a derived figure is reckoned, in names (算式); empty for one that is counted."""
    if definition.expression is None:
        return ""
    return said(definition.expression, {code: definition_of(code).name for code in definition.parts})


def kind_of_figure(definition: Definition) -> str:
    """The kind of record or case that is counted; empty for a derived one, and for several."""
    return definition.source.kind if definition.source is not None else ""


@lru_cache(maxsize=500)
def _of_duties(kind: str, name: str) -> tuple[Definition, ...]:
    """The figures of the duties of a kind, or of all: three that are counted and two rates."""
    counted = duty_figures(kind, name)
    due, done, on_time = (one.code for one in counted)
    rates = (("rate", "履行率", done, "履行的次数"), ("on_time_rate", "按时履行率", on_time, "按时履行的次数"))
    return (
        *(Definition(one.code, one.name, "次", one.definition, DUTIES, DutySource(one)) for one in counted),
        *(
            Definition(
                code=f"{kind or ALL}.duty_{code}",
                name=f"{name}{said}",
                measure="%",
                definition=f"{among(name)}，{what}除以到期应做的次数；{OUT_OF_ALL}。没有到期应做的，就没有这个率。",
                group=DUTIES,
                expression=parse(f"{part} / {due}"),
                percent=True,
            )
            for code, said, part, what in rates
        ),
    )


@lru_cache(maxsize=4)
def _made_of_cases(counted: tuple[CaseFigure, ...]) -> dict[str, Definition]:
    every = {one.code: _of_case(one) for one in counted}
    rates = (rate for one in counted if one.take.code in _WHOLES for rate in _rates_of(one))
    return every | {one.code: one for one in rates}


def _of_cases() -> dict[str, Definition]:
    return _made_of_cases(case_figures())


def _of_case(one: CaseFigure) -> Definition:
    return Definition(one.code, one.name, one.take.measure, one.definition, CASES, CaseSource(one))


_WHOLES = frozenset(one.whole for one in EVERY_RATE)


def _rates_of(whole: CaseFigure) -> list[Definition]:
    """The rates over a number of cases."""
    return [
        Definition(
            code=f"{whole.prefix}.{rate.code}",
            name=f"{whole.of}{rate.name}",
            measure="%",
            definition=f"{whole.of}，{rate.means}；没有可除的，就没有这个率。{whole.definition}",
            group=CASES,
            expression=parse(f"{whole.prefix}.{rate.part} / {whole.prefix}.{rate.whole}"),
            percent=True,
        )
        for rate in EVERY_RATE
        if rate.whole == whole.take.code and figure_of(f"{whole.prefix}.{rate.part}")
    ]


def _narrowed(code: str) -> Definition | None:
    """A figure of cases that is not in the catalogue: narrowed to a category, a channel, an urgency or a level."""
    found = figure_of(code)
    if found is not None:
        return _of_case(found)
    prefix, _, last = code.rpartition(".")
    rate = next((one for one in EVERY_RATE if one.code == last), None)
    whole = figure_of(f"{prefix}.{rate.whole}") if rate else None
    return next((one for one in _rates_of(whole) if one.code == code), None) if whole else None


def narrowed_to(definition: Definition, facet: str, choice: str) -> Definition | None:
    """A figure of cases narrowed to one choice of a facet (cases.received → cases.channel.hotline.received); None for
    one that is narrowed already, and for anything else."""
    prefix, _, last = definition.code.rpartition(".")
    return _narrowed(f"{prefix}.{facet}.{choice}.{last}")


@cache
def _derived() -> dict[str, Definition]:
    table = tomllib.loads(resources.files("mofan.figures").joinpath("derived.toml").read_text(encoding="utf-8"))
    return {
        row["code"]: Definition(
            code=row["code"],
            name=row["name"],
            measure=row["measure"],
            definition=row["definition"],
            group=row["group"],
            expression=parse(row["expression"]),
            percent=row.get("percent", False),
        )
        for row in table["figure"]
    }


def _plain(value: Decimal) -> str:
    """1,204 for 1204.00, 3.5 for 3.50."""
    whole = value.to_integral_value()
    if value == whole:
        return thousands(int(whole))
    return f"{value:,f}".rstrip("0")
