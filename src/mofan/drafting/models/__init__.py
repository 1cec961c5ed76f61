"""The rows of drafting (起草的行)."""

from mofan.drafting.models.boxes import FactFile, StyleFile
from mofan.drafting.models.drafts import Draft, DraftState, DraftVersion, Template
from mofan.drafting.models.feeds import MaterialFeed
from mofan.drafting.models.reviewing import Approval, ChainStep, Remark, Stage, Verdict
from mofan.drafting.models.slots import Borrowing, Slot, SlotState

__all__ = [
    "Approval",
    "Borrowing",
    "ChainStep",
    "Draft",
    "DraftState",
    "DraftVersion",
    "FactFile",
    "MaterialFeed",
    "Remark",
    "Slot",
    "SlotState",
    "Stage",
    "StyleFile",
    "Template",
    "Verdict",
]
