"""Suggest category and unit of a case (类别与承办单位建议) by the agency's own closed cases; never automatic."""

from mofan.cases.suggesting.classifier import Classifier, Guess, UnreadableClassifier
from mofan.cases.suggesting.known_words import public_words
from mofan.cases.suggesting.learning import Learnt, is_due, learn_from_cases
from mofan.cases.suggesting.suggested import Suggested, suggest_category, suggest_unit

__all__ = [
    "Classifier",
    "Guess",
    "Learnt",
    "Suggested",
    "UnreadableClassifier",
    "is_due",
    "learn_from_cases",
    "public_words",
    "suggest_category",
    "suggest_unit",
]
