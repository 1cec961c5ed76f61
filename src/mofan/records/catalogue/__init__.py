"""Kinds of record as data (记录种类): what is asked for, who enters it, the rule behind it, the figures that follow.

Pure: no Django. The kinds that ship stand in the .toml files beside this module; a kind that an administrator adds is
read by the same `read_kind` and obeys the same rules.
"""

from mofan.records.catalogue.kinds import (
    FIELD_TYPES,
    FORCES,
    ROSTERS,
    WRITERS,
    Basis,
    Cadence,
    Every,
    Field,
    FieldType,
    Figure,
    Kind,
    Quorum,
    Roll,
    Rule,
    Source,
    Take,
    Threshold,
)
from mofan.records.catalogue.reading import NotAKind, read_kind, read_kinds
from mofan.records.catalogue.shipped import REGULATIONS, Regulation, kind_of, regulation_of, shipped

__all__ = [
    "FIELD_TYPES",
    "FORCES",
    "REGULATIONS",
    "ROSTERS",
    "WRITERS",
    "Basis",
    "Cadence",
    "Every",
    "Field",
    "FieldType",
    "Figure",
    "Kind",
    "NotAKind",
    "Quorum",
    "Regulation",
    "Roll",
    "Rule",
    "Source",
    "Take",
    "Threshold",
    "kind_of",
    "read_kind",
    "read_kinds",
    "regulation_of",
    "shipped",
]
