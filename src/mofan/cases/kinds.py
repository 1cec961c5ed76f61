"""What a kind of case is made of (事项种类的构成). Frozen data, read from .toml by `catalogue.reading`. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Final, Literal

Actor = Literal[
    "clerk", "centre", "handler", "leader", "arbiter", "supervisor", "mediator", "taker", "citizen", "system"
]
Urgency = Literal["emergency", "urgent", "ordinary", "complex"]
Measure = Literal["hour", "working_hour", "working_day", "calendar_day", "month", "given_day"]
NeedType = Literal["line", "text", "choice", "number", "day", "unit", "units", "person", "tick"]
Effect = Literal[
    "", "accept", "refuse", "dispatch", "close", "reopen", "merge", "withdraw", "archive", "mediate", "agree", "fail"
]
Over = Literal["case", "leg"]
Requirement = Literal["points", "legs", "reply", "another_person", "agreement"]
PartyRole = Literal["applicant", "respondent", "enterprise", "informant"]
PartyDatum = Literal["name", "phone", "id_number", "address", "organisation", "unit"]

ACTORS: Final[Mapping[Actor, str]] = {
    "clerk": "窗口受理员",
    "centre": "中心（调度员）",
    "handler": "承办人",
    "leader": "负责人",
    "arbiter": "裁定人",
    "supervisor": "督查员",
    "mediator": "调解员",
    "taker": "登记人",
    "citizen": "诉求人",
    "system": "系统",
}
URGENCIES: Final[Mapping[Urgency, str]] = {
    "emergency": "危及生命安全",
    "urgent": "水电气热等急事",
    "ordinary": "一般",
    "complex": "复杂疑难",
}
MEASURES: Final[Mapping[Measure, str]] = {
    "hour": "小时",
    "working_hour": "个工作小时",
    "working_day": "个工作日",
    "calendar_day": "日",
    "month": "个月",
    "given_day": "日（限定日期）",
}
NEED_TYPES: Final[Mapping[NeedType, str]] = {
    "line": "一行文字",
    "text": "多行文字",
    "choice": "选项",
    "number": "数",
    "day": "日期",
    "unit": "单位",
    "units": "若干单位",
    "person": "人员",
    "tick": "是否",
}
EFFECTS: Final[Mapping[Effect, str]] = {
    "": "只改变状态",
    "accept": "受理",
    "refuse": "不予受理",
    "dispatch": "交办",
    "close": "办结",
    "reopen": "重办",
    "merge": "并案",
    "withdraw": "撤回",
    "archive": "归档",
    "mediate": "开始调解",
    "agree": "达成协议",
    "fail": "终止调解",
}
REQUIREMENTS: Final[Mapping[Requirement, str]] = {
    "points": "每个诉求点都已答复或说明",
    "legs": "各承办单位都已办完并审核通过",
    "reply": "有给诉求人的答复",
    "another_person": "由登记人、承办人以外的人办",
    "agreement": "有已生效的调解协议",
}
PARTY_ROLES: Final[Mapping[PartyRole, str]] = {
    "applicant": "诉求人",
    "respondent": "被诉求人",
    "enterprise": "企业",
    "informant": "举报人",
}
PARTY_DATA: Final[Mapping[PartyDatum, str]] = {
    "name": "姓名",
    "phone": "电话",
    "id_number": "身份证号",
    "address": "住址",
    "organisation": "单位或企业名称",
    "unit": "本系统内的单位",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """The rule behind something (依据), in words, with how firm it is: a rule, or a local habit."""

    words: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a form or a move asks for (栏目)."""

    code: str
    name: str
    type: NeedType
    required: bool = False
    choices: Mapping[str, str] = made(default_factory=dict)
    """Code → what people read, in the order of the form."""
    measure: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move (允许的动作): from which states to which, by whom, with what."""

    code: str
    name: str
    """What the button says: 受理、交办、办结."""
    was: tuple[str, ...]
    now: str
    """The state after it; "" leaves the state as it is."""
    who: tuple[Actor, ...]
    needs: tuple[Need, ...] = ()
    requires: tuple[Requirement, ...] = ()
    effect: Effect = ""
    letter: str = ""
    """The letter that is owed with it (文书)."""
    public: str = ""
    """What the person who handed it in reads of it; "" says nothing to him."""

    def to(self, state: str) -> str:
        """The state after it."""
        return self.now or state


@dataclass(frozen=True, slots=True)
class Term:
    """The length of a clock (时限) for some urgencies and dates of effect."""

    number: int
    measure: Measure
    urgency: tuple[Urgency, ...] = ()
    """Empty: any."""
    category: tuple[str, ...] = ()
    """Codes of the kind's categories; empty: any."""
    since: date | None = None
    until: date | None = None
    """Holds for clocks that start from `since` to `until`, both included."""

    def holds(self, urgency: str, category: str, day: date) -> bool:
        """Whether it is the length for that urgency and category, of a clock that starts on that day."""
        in_force = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        fits = (not self.urgency or urgency in self.urgency) and (not self.category or category in self.category)
        return in_force and fits

    @property
    def label(self) -> str:
        """7个工作日, 24小时."""
        return f"{self.number}{MEASURES[self.measure]}"


@dataclass(frozen=True, slots=True)
class Lengthening:
    """How far a clock may be extended (延期): how much at most, how often, granted by whom."""

    number: int
    times: int = 1
    who: tuple[Actor, ...] = ("leader",)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit on one step (计时): moves that start it and moves that stop it."""

    code: str
    name: str
    over: Over
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    terms: tuple[Term, ...]
    """The first that holds is taken; none holds, no clock runs."""
    pausable: bool = False
    lengthening: Lengthening | None = None
    basis: Basis | None = None

    def term(self, urgency: str, category: str, day: date) -> Term | None:
        """The length for that urgency and category, of a clock that starts on that day."""
        return next((one for one in self.terms if one.holds(urgency, category, day)), None)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a case is not taken up (不予受理的情形), and where the person can go instead."""

    code: str
    name: str
    elsewhere: str
    """A Chinese sentence: where to go instead. Never empty."""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class PartyForm:
    """Who stands in a case in one role, and what is asked of them: no more than the kind needs."""

    role: PartyRole
    name: str
    data: tuple[PartyDatum, ...]
    required: tuple[PartyDatum, ...] = ()
    most: int = 1
    hidden: bool = False
    """Kept from everybody without the right to the kind's secrets (举报人)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the source documents ask for the kind (出处): rows of the design, and their own words."""

    rows: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of case (事项种类)."""

    code: str
    name: str
    english: str
    source: Source
    states: Mapping[str, str]
    """Code → name, in the order of the diagram."""
    start: str
    ends: tuple[str, ...]
    """States in which nothing is owed any more."""
    moves: tuple[Move, ...]
    measure: str = "件"
    clocks: tuple[Clock, ...] = ()
    grounds: tuple[Ground, ...] = ()
    fields: tuple[Need, ...] = ()
    parties: tuple[PartyForm, ...] = ()
    categories: Mapping[str, str] = made(default_factory=dict)
    letters: Mapping[str, str] = made(default_factory=dict)
    takers: tuple[Actor, ...] = ("clerk", "centre")
    """Who takes it in."""
    restricted: bool = False
    """Only those named for it read it (举报)."""
    from_public: bool = False
    """May be handed in on the public page."""
    anonymous: bool = False
    """May be handed in without a name."""
    called_back: bool = False
    """The centre calls the person after the time limit (回访)."""
    village_may_lead: bool = False
    """A village may be the lead: else it may only help (不得把村（社区）作为责任主体)."""

    def move(self, code: str) -> Move:
        """The move of that code. Raises KeyError."""
        for one in self.moves:
            if one.code == code:
                return one
        raise KeyError(code)

    def ground(self, code: str) -> Ground:
        """The ground of that code. Raises KeyError."""
        for one in self.grounds:
            if one.code == code:
                return one
        raise KeyError(code)

    def called(self, role: str) -> str:
        """What whoever stands in that role is called (称谓): 投诉人 of a consumer complaint, 申请人 of a dispute."""
        names: dict[str, str] = {code: name for code, name in PARTY_ROLES.items()}
        names |= {one.role: one.name for one in self.parties}
        return names.get(role, role)

    @property
    def decides(self) -> bool:
        """Whether it is refused or accepted at all: rectification items are not."""
        return any(one.effect == "accept" for one in self.moves)
