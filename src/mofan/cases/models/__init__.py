"""The tables of the cases (事项): what moves, through whom, by when, and everything that was done to it."""

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
from mofan.cases.models.clocks import Clock, Extension, Pause
from mofan.cases.models.legs import Leg, LegPart, ReturnRequest
from mofan.cases.models.moves import Move

__all__ = [
    "Case",
    "CaseDetail",
    "Channel",
    "Clock",
    "Concern",
    "Decision",
    "Extension",
    "Leg",
    "LegPart",
    "Move",
    "Party",
    "Pause",
    "Point",
    "PointState",
    "ReturnRequest",
]
