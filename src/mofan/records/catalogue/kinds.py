"""What a kind of record is made of (记录种类的构成). Frozen data, read from .toml by `reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from fractions import Fraction
from typing import Final, Literal

FieldType = Literal["text", "paragraph", "number", "money", "date", "people", "units", "choice", "file", "agenda"]
Force = Literal["required", "normal", "local"]
Every = Literal["month", "quarter", "half_year", "year", "festival", "week", "working_day"]
Roster = Literal["members", "committee", "group", "leading_body", "staff", "invited"]
Writer = Literal["recorder", "handler", "leader", "supervisor", "administrator", "anyone"]
Take = Literal["count", "attendance", "people", "sum", "average"]
Of = Literal["due", "due_voting", "present_voting"]

FIELD_TYPES: Final[Mapping[FieldType, str]] = {
    "text": "一行文字",
    "paragraph": "多行文字",
    "number": "数",
    "money": "金额（元）",
    "date": "日期",
    "people": "人员",
    "units": "单位",
    "choice": "选项",
    "file": "文件",
    "agenda": "议题（发言、决定、表决、任务）",
}
FORCES: Final[Mapping[Force, str]] = {"required": "应当", "normal": "一般", "local": "地方或本单位做法"}
EVERY: Final[Mapping[Every, str]] = {
    "working_day": "每个工作日",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "festival": "每个法定节日前",
}
ROSTERS: Final[Mapping[Roster, str]] = {
    "members": "支部党员",
    "committee": "支部委员",
    "group": "小组党员",
    "leading_body": "领导班子成员",
    "staff": "本单位工作人员",
    "invited": "临时确定",
}
WRITERS: Final[Mapping[Writer, str]] = {
    "recorder": "记录员",
    "handler": "承办人",
    "leader": "负责人",
    "supervisor": "督查员",
    "administrator": "单位管理员",
    "anyone": "本单位任何人",
}
CARRIED: Final[frozenset[FieldType]] = frozenset(("text", "people", "units", "choice"))
"""Types that may be offered from last time: place, chair, organiser. Never what was said, counted or concluded."""
NUMBERS: Final[frozenset[FieldType]] = frozenset(("number", "money"))


@dataclass(frozen=True, slots=True)
class Basis:
    """The regulation behind something (依据): its code in regulations.toml, and the article where it is known."""

    regulation: str
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the source documents ask for the kind (出处): the row of the design, and their own words."""

    row: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked for (栏目)."""

    code: str
    name: str
    type: FieldType
    required: bool = False
    carry: bool = False
    """Last time's value is offered as a start (沿用上次)."""
    measure: str = ""
    """Measure word of a number (计量单位): 学时, 户, 篇."""
    choices: Mapping[str, str] = made(default_factory=dict)
    """Code → what people read, in the order of the form."""
    hint: str = ""

    @property
    def counts(self) -> bool:
        """Whether it holds a number that can be summed."""
        return self.type in NUMBERS


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share that must be reached or passed (门槛), and of whom."""

    share: Fraction
    more: bool
    """True: more than the share (超过); False: the share is enough (以上, which includes the number itself)."""
    of: Of
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Quorum:
    """When a meeting counts (到会要求) and when a proposal is carried (表决要求)."""

    present: Threshold | None = None
    yes: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is due (应到) and what their number must come to."""

    roster: Roster
    observers: bool = True
    """Whether people sit in without being due (列席)."""
    quorum: Quorum = Quorum()


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often it is due (频次): `times` in each stretch `every`."""

    every: Every
    times: int = 1
    force: Force = "normal"
    basis: Basis | None = None

    @property
    def label(self) -> str:
        """每季度1次, 每个法定节日前1次."""
        return f"{EVERY[self.every]}{self.times}次"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of what is required or normal (要求), in our own words."""

    text: str
    force: Force = "normal"
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that follows from the records of a kind (数). `code` is unique in the house: kind.take[.field]."""

    code: str
    name: str
    measure: str
    take: Take
    definition: str
    """What is counted and what is left out (口径)."""
    field: str | None = None
    where: Mapping[str, str] = made(default_factory=dict)
    """Choice field → the code it must have."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record (记录种类)."""

    code: str
    name: str
    english: str
    group: str
    source: Source
    verb: str = "开展"
    measure: str = "次"
    date_name: str = "日期"
    title_name: str = "主题"
    fields: tuple[Field, ...] = ()
    roll: Roll | None = None
    cadence: Cadence | None = None
    rules: tuple[Rule, ...] = ()
    figures: tuple[Figure, ...] = ()
    writers: tuple[Writer, ...] = ("recorder", "leader")
    may_serve: tuple[str, ...] = ()
    """Codes of the duties that one such record may meet as well (一次记录，多处有效)."""
    late_after: int = 3
    """Days after the event from which an entry is shown as late (补记). A habit of this house: no rule gives one."""
    keeping: str = "service"
    """The class by which its records are kept (保管期限): a code of `org.retention`."""
    restricted: bool = False
    """Only its writer and the unit's leaders read it (谈话、干预记录)."""

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Every regulation that the kind cites, in order, each once."""
        quorum = self.roll.quorum if self.roll else Quorum()
        holders = (self.cadence, *self.rules, quorum.present, quorum.yes)
        return tuple(dict.fromkeys(one.basis for one in holders if one and one.basis))

    @property
    def has_agenda(self) -> bool:
        """Whether minutes can be made of it (会议类)."""
        return any(one.type == "agenda" for one in self.fields)

    def field(self, code: str) -> Field:
        """The field of that code. Raises KeyError."""
        for one in self.fields:
            if one.code == code:
                return one
        raise KeyError(code)
