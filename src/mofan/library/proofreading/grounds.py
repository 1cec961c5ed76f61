"""By what a text is judged (校对依据): the register of the organisation, the dictionary of the unit, whom it is for."""

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import Count, Max

from mofan.library.proofreading.models import DictionaryEntry, EntryKind
from mofan.org.models import Person, Unit
from mofan.text.describe.regions import find_regions
from mofan.text.proofread import Own, Register
from mofan.text.proofread.nearness import is_one_off

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:省|自治区|自治州|市|县|区|旗|盟|乡|镇|街道|苏木)(?!场|政)")
"""安澜县水务局: the place before the unit; not 市场 and 区政, which begin another word."""
_OFFICES = (
    "税务局", "水务局", "水利局", "商务局", "医保局", "林业局", "农业局", "渔业局", "工业局", "财政局",
    "民政局", "邮政局", "司法局", "教育局", "体育局", "审计局", "统计局", "信访局", "档案局", "气象局",
    "地震局", "公安局", "国安局", "环保局", "交通局", "文化局", "文旅局", "住建局", "城建局", "规划局",
    "粮食局", "物价局", "质监局", "药监局", "科技局", "科协", "残联", "妇联", "侨联", "文联",
    "工会", "团委", "党校", "法院", "检察院", "组织部", "宣传部", "统战部", "编办", "政研室",
)  # fmt: skip
"""What offices of a place are usually called; only those are looked at that are nearly a unit's own name."""
_MARKS = re.compile("[，。；：、！？,;:!?]")
"""A word that is kept for the mark in it (作,取) speaks for that mark, not for the words on either side."""
READ_AGAIN = 60.0
"""Seconds for which the names of units and people are kept; a row that comes in is seen at once."""
SHORTEST_NAME = 2
"""Characters of a name that is protected: a single one stands in too many words."""


@dataclass(frozen=True)
class Grounds:
    """By what a text is judged for one person."""

    register: Register
    dictionary: tuple[str, ...]
    """Words that nothing is said of, of whatever kind the finding is."""
    own: Own | None = None
    """Whom the text is for; None where that is not asked."""

    @cached_property
    def mark(self) -> bytes:
        """What tells these grounds from others."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).digest()


def grounds_for(person: Person, *, own: Own | None = None) -> Grounds:
    """The names of all units and people of the organisation, and the dictionary that holds for this person's unit."""
    entries = words_of(person)
    by_kind: dict[str, list[str]] = {}
    for kind, word in entries:
        by_kind.setdefault(kind, []).append(word)
    register = Register(
        units=_names(_names_of(Unit), by_kind.get(EntryKind.UNIT, ())),
        persons=_names(_names_of(Person), by_kind.get(EntryKind.PERSON, ())),
        places=tuple(by_kind.get(EntryKind.PLACE, ())),
        slogans=tuple(by_kind.get(EntryKind.SLOGAN, ())),
        words=(
            *(word for word in by_kind.get(EntryKind.WORD, ()) if not _MARKS.search(word)),
            *_neighbours(_names_of(Unit)),
        ),
    )
    return Grounds(register, tuple(word for _, word in entries), own)


def words_of(person: Person) -> list[tuple[str, str]]:
    """(kind, word) of the dictionary that holds for this person's unit."""
    rows = DictionaryEntry.objects.holding_for(person).order_by("pk")
    return list(rows.values_list("kind", "word").distinct())


def own_of(person: Person, *, year: int | None = None) -> Own:
    """That a text is for this person's unit (本单位), and for a year: what belongs to others is asked about then."""
    units = _chain(person.unit)
    entries = words_of(person)
    places = [word for kind, word in entries if kind == EntryKind.PLACE]
    places += [place for unit in units for place in _places_in(unit.name)]
    return Own(
        unit=units[0].name if units else None,
        places=tuple(dict.fromkeys(places)),
        year=year,
        persons=_names(_names_of(Person), [word for kind, word in entries if kind == EntryKind.PERSON]),
    )


def _places_in(name: str) -> list[str]:
    """The places that the name of a unit speaks of: those that are known, and what it begins with."""
    found = [region.text for region in find_regions(name)]
    begins = _PLACE.match(name)
    return [*found, begins[0]] if begins else found


def own_for(unit: str, *, year: int | None = None) -> Own:
    """That a text is for some unit, of which its name alone is known."""
    return Own(unit=unit, places=tuple(dict.fromkeys(_places_in(unit))), year=year)


def _chain(unit: Unit | None) -> list[Unit]:
    chain: list[Unit] = []
    while unit is not None and unit not in chain:
        chain.append(unit)
        unit = unit.parent
    return chain


def _names(*many: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in many for name in names if len(name) >= SHORTEST_NAME))


@lru_cache(maxsize=4)
def _neighbours(units: tuple[str, ...]) -> tuple[str, ...]:
    """Ordinary names of other offices of the same place, one character away from a unit's: 税务局 beside 水务局. They
    may be meant, though the organisation does not hold them."""
    found = []
    for unit in units:
        if place := _PLACE.match(unit):
            rest = unit[place.end() :]
            found += [place[0] + office for office in _OFFICES if is_one_off(rest, office)]
    return tuple(dict.fromkeys(found))


def _names_of(model: type[Unit] | type[Person]) -> tuple[str, ...]:
    """The names in a table, read again when a row comes in, and now and then: a new name may wait so long."""
    state = model._default_manager.aggregate(count=Count("pk"), last=Max("pk"))
    moment = int(time.monotonic() / READ_AGAIN)
    return _read_names(model, str(settings.MOFAN_HOME), state["count"], state["last"] or 0, moment)


@lru_cache(maxsize=4)
def _read_names(model: type[Unit] | type[Person], home: str, count: int, last: int, moment: int) -> tuple[str, ...]:
    return tuple(model._default_manager.order_by("pk").values_list("name", flat=True))
