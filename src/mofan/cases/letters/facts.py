"""What a letter of a case is made of (文书要素). Pure: read from the rows by `cases.drafting_letters`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mofan.measure import date_text


@dataclass(frozen=True, slots=True)
class PartyOnPaper:
    """Somebody of the case, whole, as a letter names him (当事人)."""

    called: str
    """What he is in this kind: 申请人、被投诉人."""
    name: str = ""
    organisation: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    asks: bool = False
    """Whether he brought the case (申请人一方)."""

    @property
    def who(self) -> str:
        """The name that stands in a sentence: of an organisation its own."""
        return self.organisation or self.name


@dataclass(frozen=True, slots=True)
class PointOnPaper:
    """One thing that was asked, and what is said to it (诉求要点与答复)."""

    text: str
    answer: str = ""
    explained: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionOnPaper:
    """More time, as it was granted (延期)."""

    length: str
    """15日, 5个工作日."""
    why: str


@dataclass(frozen=True, slots=True)
class MediationOnPaper:
    """The mediation as a letter tells it (调解)."""

    committee: str
    mediator: str
    opened_on: date
    why: str = ""
    """Why it ended without agreement."""


@dataclass(frozen=True, slots=True)
class AgreementOnPaper:
    """What was agreed (调解协议)."""

    oral: bool
    content: str
    facts: str = ""
    disputed: str = ""
    manner: str = ""
    perform_by: date | None = None
    amount: str = ""
    agreed_on: date | None = None
    effective_on: date | None = None
    court: str = ""
    number: str = ""
    """Of the written agreement as it was issued; empty: none was."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is made of (文书要素). Empty: nothing was entered, and a blank stands for it."""

    step: str
    """The code of the letter in its kind: acceptance, refusal …"""
    name: str
    """受理告知书."""
    kind: str
    code: str
    title: str
    unit: str
    on: date
    taken_in_on: date
    taken_in_by: str = ""
    addressee: PartyOnPaper | None = None
    text: str = ""
    place: str = ""
    category: str = ""
    parties: tuple[PartyOnPaper, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """Code of a field of intake → what was entered, in words."""
    points: tuple[PointOnPaper, ...] = ()
    ground: str = ""
    elsewhere: str = ""
    moved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Code of a move → what was said with it the last time: why, outcome … in words; `by` and `on` too."""
    due: Mapping[str, date] = field(default_factory=dict)
    """Code of a clock → the last day by which, with extensions."""
    extension: ExtensionOnPaper | None = None
    reply: str = ""
    outcome: str = ""
    lead: str = ""
    """The unit that leads (牵头承办单位)."""
    instruction: str = ""
    result: str = ""
    """What the leading unit reported."""
    mediation: MediationOnPaper | None = None
    agreement: AgreementOnPaper | None = None

    def said(self, move: str, what: str = "why") -> str:
        """What was said with the last move of that code."""
        return self.moved.get(move, {}).get(what, "")

    def by(self, *clocks: str) -> str:
        """The last day of the first of those clocks that ran, in words."""
        return next((date_text(self.due[one]) for one in clocks if one in self.due), "")
