"""What is suggested while a case is taken in or dispatched (类别、承办单位建议): with its words, never applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mofan.cases.kinds import Kind
from mofan.cases.suggesting.classifier import Guess
from mofan.cases.suggesting.learning import Message, classifier_of
from mofan.org.models import Unit

LEAST_LEARNT: Final = 20
"""Closed cases that units must have led before one is suggested."""
LEAST_PROBABLE: Final = 0.3
"""Probability below which nothing is shown: it would be a guess."""
ALONE: Final = 0.4
"""Probability from which on one word alone is shown, and called uncertain."""
OTHER: Final = 0.05
"""Probability from which on another one is named beside it."""
_WORDS: Final = 2
"""Words that must speak for what is called sure."""
_OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category or unit that is suggested (建议)."""

    code: str
    """Of the category; of a unit its key as text."""
    name: str
    probability: float
    """From 0 to 1, among all classes."""
    sure: bool
    because: tuple[str, ...]
    """Words of the message that speak for it most."""
    others: tuple[tuple[str, str], ...] = ()
    """Code and name of what comes next (其他可能)."""

    @property
    def sentence(self) -> str:
        """«因“欠薪”“包工头”，建议：劳动和社会保障。»"""
        why = f"因{''.join(f'“{word}”' for word in self.because)}，" if self.because else ""
        return f"{'' if self.sure else '不确定。'}{why}建议：{self.name}。"


def suggest_category(kind: Kind, title: str, text: str) -> Suggested | None:
    """The category that fits best; None where nothing speaks for one or too little, and for restricted kinds."""
    if kind.restricted or not kind.categories:
        return None
    guesses = classifier_of(kind, "category").guesses(f"{title}\n{text}")
    return _told(guesses, kind.categories)


def suggest_unit(kind: Kind, title: str, text: str, category: str = "", place: str = "") -> Suggested | None:
    """The unit that led closed cases like this one; None before enough are closed, and for restricted kinds."""
    if kind.restricted:
        return None
    classifier = classifier_of(kind, "unit")
    if classifier.learnt < LEAST_LEARNT:
        return None
    guesses = classifier.guesses(Message(f"{title}\n{text}", category, place).whole(kind))
    keys = [int(one.label) for one in guesses]
    return _told(guesses, {str(unit.pk): str(unit) for unit in Unit.objects.filter(pk__in=keys)})


def _told(guesses: Sequence[Guess], names: Mapping[str, str]) -> Suggested | None:
    known = [one for one in guesses if one.label in names]
    if not known or not known[0].because or known[0].probability < LEAST_PROBABLE:
        return None
    first, *rest = known
    sure = first.sure and len(first.because) >= _WORDS
    if not sure and len(first.because) < _WORDS and first.probability < ALONE:
        return None
    others = tuple((one.label, names[one.label]) for one in rest[:_OTHERS] if one.probability >= OTHER)
    return Suggested(first.label, names[first.label], first.probability, sure, first.because, others)
