"""Suggest category and unit of a case (类别与承办单位建议) by the agency's own closed cases; never automatic."""

from mofan.cases.suggesting.classifier import Classifier, Guess, UnreadableClassifier
from mofan.cases.suggesting.known_words import public_words

__all__ = ["Classifier", "Guess", "UnreadableClassifier", "public_words"]
