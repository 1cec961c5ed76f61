"""The tables of the records (记录): what happened, who took part, what was said and decided, what is owed."""

from mofan.records.models.burdens import BurdenReport
from mofan.records.models.drafts import Draft, LedgerMapping
from mofan.records.models.duties import Duty, Excuse
from mofan.records.models.kinds import AddedKind
from mofan.records.models.parts import AgendaItem, Attachment, Participant
from mofan.records.models.records import Record, RecordDetail, RecordState, Serving, Value
from mofan.records.models.reminders import Digest, Reminding
from mofan.records.models.responsibility import Responsibility, ResponsibilityItem, ResponsibilityLetter
from mofan.records.models.tasks import Task, TaskState
from mofan.records.models.words import WordBlock, WordPair

__all__ = [
    "AddedKind",
    "AgendaItem",
    "Attachment",
    "BurdenReport",
    "Digest",
    "Draft",
    "Duty",
    "Excuse",
    "LedgerMapping",
    "Participant",
    "Record",
    "RecordDetail",
    "RecordState",
    "Reminding",
    "Responsibility",
    "ResponsibilityItem",
    "ResponsibilityLetter",
    "Serving",
    "Task",
    "TaskState",
    "Value",
    "WordBlock",
    "WordPair",
]
