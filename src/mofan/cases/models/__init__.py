"""The tables of the cases (事项): what moves, through whom, by when, and everything that was done to it."""

from mofan.cases.models.callbacks import UNHAPPY, Answered, Callback, Exclusion, Satisfied
from mofan.cases.models.cases import (
    Case,
    CaseDetail,
    Channel,
    Concern,
    Decision,
    Party,
    Point,
    PointState,
)
from mofan.cases.models.channels import ListMapping, Mail, MailFile, MailState
from mofan.cases.models.clocks import Clock, Extension, Pause
from mofan.cases.models.legs import Leg, LegPart, ReturnRequest
from mofan.cases.models.letters import Alert, AlertStep, Letter, LetterSeries
from mofan.cases.models.links import CaseFile, Link, Relation
from mofan.cases.models.mediations import (
    Agreement,
    Consent,
    Ending,
    Form,
    Mediation,
    Performance,
    Session,
    Signature,
)
from mofan.cases.models.moves import EARLIER_REPLY, Move
from mofan.cases.models.routing import RoutingRule
from mofan.cases.models.whistles import Call, CallState, Mark, Whistle

__all__ = [
    "EARLIER_REPLY",
    "UNHAPPY",
    "Agreement",
    "Alert",
    "AlertStep",
    "Answered",
    "Call",
    "CallState",
    "Callback",
    "Case",
    "CaseDetail",
    "CaseFile",
    "Channel",
    "Clock",
    "Concern",
    "Consent",
    "Decision",
    "Ending",
    "Exclusion",
    "Extension",
    "Form",
    "Leg",
    "LegPart",
    "Letter",
    "LetterSeries",
    "Link",
    "ListMapping",
    "Mail",
    "MailFile",
    "MailState",
    "Mark",
    "Mediation",
    "Move",
    "Party",
    "Pause",
    "Performance",
    "Point",
    "PointState",
    "Relation",
    "ReturnRequest",
    "RoutingRule",
    "Satisfied",
    "Session",
    "Signature",
    "Whistle",
]
