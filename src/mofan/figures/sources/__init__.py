"""Where numbers are counted (数源): records, duties, cases. Each is a source of the same protocol."""

from mofan.figures.sources.cases import CaseSource
from mofan.figures.sources.duties import DutySource
from mofan.figures.sources.protocol import Asked, Behind, LeftOut, Line, Noun, Row, Rows, Seen, Source
from mofan.figures.sources.records import NO_NUMBER, RecordSource

__all__ = [
    "NO_NUMBER",
    "Asked",
    "Behind",
    "CaseSource",
    "DutySource",
    "LeftOut",
    "Line",
    "Noun",
    "RecordSource",
    "Row",
    "Rows",
    "Seen",
    "Source",
]
