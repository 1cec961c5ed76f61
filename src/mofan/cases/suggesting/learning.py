"""Learn from the cases that were closed (学习已办结的事项), a kind at a time; kept in MOFAN_HOME, always rebuildable.

Rows are the truth: `mofan learn` makes the files anew. Restricted kinds are never learnt. A running page takes a newer
file by itself.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal
from uuid import uuid4

from django.conf import settings

from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Leg, LegPart
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.suggesting.classifier import VERSION, Classifier, UnreadableClassifier
from mofan.cases.suggesting.known_words import public_words

MOST: Final = 5000
"""Closed cases of a kind that are learnt, the latest."""
AT_ONCE: Final = 500
FROM: Final = 20
"""Closed cases from which on the worker has them learnt."""
GROWN: Final = 1.25
"""They are learnt anew when there are so many times as many."""
What = Literal["category", "unit"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt from (学习结果)."""

    cases: int
    kinds: int
    """Kinds that have something to learn from."""


def learn_from_cases(tell: Callable[[int], None] = lambda _: None) -> Learnt:
    """Learn all kinds anew from the closed cases and keep what was learnt. `tell` is told how many cases were read."""
    read = kinds = 0
    closed = _all_closed().count()
    for kind in _learnable():
        categories, units = Classifier(_seed(kind)), Classifier()
        before = read
        for texts in _closed(kind):
            categories.learn((one.text, one.category) for one in texts if one.category)
            units.learn((one.whole(kind), one.unit) for one in texts if one.unit)
            read += len(texts)
            tell(read)
        _keep(categories, path_of(kind, "category"))
        _keep(units, path_of(kind, "unit"))
        kinds += read > before
    _mark().write_text(f"{VERSION} {closed}", encoding="ascii")
    return Learnt(read, kinds)


def is_due() -> bool:
    """Whether so many more cases are closed than when they were last learnt that it is worth learning anew."""
    try:
        version, then = map(int, _mark().read_text(encoding="ascii").split())
    except (OSError, ValueError):
        version = then = 0
    now = _all_closed().count()
    return now >= FROM and (version != VERSION or now >= then * GROWN)


def _mark() -> Path:
    """Where it stands in which form, and how many cases were closed, when they were learnt."""
    return Path(settings.MOFAN_HOME) / "cases" / "learnt"


def _all_closed() -> CaseQuerySet:
    return Case.objects.filter(restricted=False, closed_at__isnull=False).order_by()


def classifier_of(kind: Kind, what: What) -> Classifier:
    """What was learnt of a kind; what is known beforehand where nothing was, or where the file cannot be read."""
    path = path_of(kind, what)
    try:
        return _load(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        pass
    except (UnreadableClassifier, OSError) as error:
        log.warning("%s：%s", path, error)
    return _unlearnt(kind.code if what == "category" else "")


def unlearnt(kind: Kind, classes: Mapping[str, str]) -> Classifier:
    """What is known of classes before the first case is closed: of those that are categories of the kind their words,
    of others their names. `classes`: class → its name."""
    known = _seed(kind)
    return Classifier({code: known.get(code, (name,)) for code, name in classes.items()})


def path_of(kind: Kind, what: What) -> Path:
    """Where it is kept."""
    return Path(settings.MOFAN_HOME) / "cases" / f"{kind.code}-{what}.npz"


@dataclass(frozen=True, slots=True)
class Message:
    """What is learnt of a case, and judged (留言)."""

    text: str
    """Title and text."""
    category: str = ""
    place: str = ""
    unit: str = ""
    """Key of the unit that led it, "" for none."""

    def whole(self, kind: Kind) -> str:
        """What the unit goes by: also what it is about and where."""
        return "\n".join((self.text, kind.categories.get(self.category, ""), self.place))


def _learnable() -> Iterator[Kind]:
    yield from (kind for kind in known_kinds().values() if not kind.restricted)


def _seed(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Words known beforehand, for a kind with the classes that they are of; of another the names of its classes."""
    words = public_words()
    if set(kind.categories) == set(words):
        return dict(words)
    return {code: (name,) for code, name in kind.categories.items()}


def _closed(kind: Kind) -> Iterator[list[Message]]:
    """The latest closed cases, some at once, the oldest first."""
    closed = _all_closed().filter(kind=kind.code)
    keys = list(closed.order_by("-closed_at", "-pk").values_list("pk", flat=True)[:MOST])[::-1]
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        leading = Leg.objects.filter(case__in=some, part=LegPart.LEAD, above=None, state="done").order_by("pk")
        unit_of = dict(leading.values_list("case", "unit"))
        rows = Case.objects.filter(pk__in=some).order_by("pk")
        yield [
            Message(f"{title}\n{text or ''}", category, place, str(unit_of.get(pk, "")))
            for pk, title, text, place, category in rows.values_list("pk", "title", "detail__text", "place", "category")
        ]


def _keep(classifier: Classifier, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{uuid4().hex}.part")
    classifier.save(part)
    part.replace(path)


@lru_cache(maxsize=32)
def _load(path: Path, stamp: int) -> Classifier:
    """The file as it was at that moment; the stamp tells one file from the next."""
    return Classifier.load(path)


@lru_cache(maxsize=32)
def _unlearnt(kind: str) -> Classifier:
    return Classifier(_seed(known_kinds()[kind])) if kind else Classifier()
