"""Letters of a case (文书): what they say, what is still blank in them, how they look on paper. Pure."""

from mofan.cases.letters.blanks import BLANK, BlankLeft, blanks_in, to_fill
from mofan.cases.letters.facts import (
    AgreementOnPaper,
    ExtensionOnPaper,
    LetterFacts,
    MediationOnPaper,
    PartyOnPaper,
    PointOnPaper,
)
from mofan.cases.letters.numbering import number_of, wrong_mark
from mofan.cases.letters.on_paper import LetterOnPaper, letter_docx
from mofan.cases.letters.remedies import REMEDIES, Remedy, remedy_of
from mofan.cases.letters.wording import FORMS, letter_text

__all__ = [
    "BLANK",
    "FORMS",
    "REMEDIES",
    "AgreementOnPaper",
    "BlankLeft",
    "ExtensionOnPaper",
    "LetterFacts",
    "LetterOnPaper",
    "MediationOnPaper",
    "PartyOnPaper",
    "PointOnPaper",
    "Remedy",
    "blanks_in",
    "letter_docx",
    "letter_text",
    "number_of",
    "remedy_of",
    "to_fill",
    "wrong_mark",
]
