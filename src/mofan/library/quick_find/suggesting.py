"""Suggestions while somebody types (联想)."""

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from mofan.library.ingestion.indexing import index
from mofan.library.models import Piece
from mofan.library.quick_find.store import reading
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.search import Query, SearchError
from mofan.search.lexicon import Kind, LexiconBroken
from mofan.search.lexicon import Suggestion as Found

KINDS: dict[str, str] = {"theme": "领域", "phrase": "套话", "unit": "单位", "heading": "小标题", "title": "标题"}
"""Kind of suggestion → its Chinese name, in the order in which they are shown."""
MOST = 30
FIRST_ASKED = ("机关", "jg", "guan", "jiguan", "jg建设", "机关jianshe")
"""Characters, initials, a syllable, several, letters before characters and behind them."""
_SPARE = 5
"""Suggestions asked for beyond those shown, in place of those that this person may not see."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for (联想): `count` pieces have it as their theme, unit, heading or title; of a set phrase:
    hold it. `piece`: the one piece with this title."""

    text: str
    kind: str
    count: int
    piece: int | None = None

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]


def get_ready() -> None:
    """Have in memory what the first question of each kind reads (词典、读音), before somebody waits for it: half a
    second."""
    if (lexicon := reading()) is not None:
        with suppress(LexiconBroken):
            for text in FIRST_ASKED:
                lexicon.suggest(text)


def suggest(person: Person, text: str, limit: int = 10) -> tuple[Suggestion, ...]:
    """What `text` may be the beginning of, in characters, pinyin initials (mfjg) or pinyin; at most `limit`.

    Nothing while there is no lexicon, and never the title of a piece that this person may not see.
    """
    limit = min(limit, MOST)
    lexicon = reading()
    if lexicon is None or limit < 1 or not person.may(Right.READ):
        return ()
    try:
        found = lexicon.suggest(text, limit + _SPARE)
    except LexiconBroken as broken:
        log.warning("词库不能回答：%s", broken)
        return ()
    allowed = _allowed(person, found)
    counted = [_counted(one) if one.kind == Kind.PHRASE else one for one in allowed[:limit]]
    return tuple(
        Suggestion(
            one.text,
            Kind(one.kind).name.lower(),
            one.count,
            one.piece if one.kind == Kind.TITLE and one.count == 1 else None,
        )
        for one in counted
        if one.count
    )


def _allowed(person: Person, found: list[Found]) -> list[Found]:
    """Without what stands in pieces that this person may not see, withdrawn since the lexicon was written."""
    asked = [one.piece for one in found if one.piece is not None]
    seen = set(Piece.objects.visible_to(person).filter(pk__in=asked, state="kept").values_list("pk", flat=True))
    return [
        one for one in found if one.piece is None or one.piece in seen or (one.count > 1 and one.kind != Kind.TITLE)
    ]


def _counted(phrase: Found) -> Found:
    """A set phrase with how many pieces hold it."""
    try:
        return replace(phrase, count=_held_by(phrase.text, _state_of_index()))
    except (SearchError, OSError):
        return phrase


@lru_cache(4096)
def _held_by(phrase: str, state: tuple[str, int]) -> int:
    """How many pieces hold a phrase, in one state of the index."""
    return index().search(Query(phrases=(phrase,), limit=0)).total


def _state_of_index() -> tuple[str, int]:
    """What changes with each commit of the index."""
    url = settings.SEARCH_URL
    return url, (Path(unquote(urlsplit(url).path)) / "meta.json").stat().st_mtime_ns
