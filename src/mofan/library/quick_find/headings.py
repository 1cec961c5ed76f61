"""Finding parallel headings (标题艺术): by numeral slogan, by pattern or by word; how often, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mofan.library.ingestion.indexing import index
from mofan.library.models import Piece
from mofan.library.quick_find.store import reading
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.search import Query
from mofan.search.lexicon import Lexicon, LexiconBroken, PatternUse, Uses
from mofan.text.outline.heading_patterns import HeadingPattern, read_pattern

NONE = Uses((), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Headings:
    """What is asked of headings: words as typed, narrowed to a genre or a kind of unit; a page of groups."""

    text: str = ""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    limit: int = 10
    patterns: int = 12


@dataclass(frozen=True, slots=True)
class HeadingGroup:
    """Parallel headings with the piece that they stand in."""

    piece: Piece
    skeleton: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundHeadings:
    """The answer. `pattern`: how the question was read, None where it holds no words; `literal`: in how many pieces
    the words stand exactly as asked (原话)."""

    pattern: HeadingPattern | None
    uses: Uses
    groups: tuple[HeadingGroup, ...]
    literal: int


def find_headings(person: Person, asked: Headings) -> FoundHeadings:
    """Groups of parallel headings, those of the newest pieces first, and the skeletons by which they are built.

    A numeral slogan that no group fits is looked for as a plain word. Raises SearchError when the index cannot answer.
    """
    lexicon = reading()
    readings = read_pattern(asked.text)
    if not readings or lexicon is None or not person.may(Right.READ):
        return FoundHeadings(readings[0] if readings else None, NONE, (), 0)
    literal = index().search(Query(phrases=(asked.text.strip(_QUOTES),), limit=0)).total
    try:
        return _answer(person, lexicon, readings, asked, literal)
    except LexiconBroken:
        return FoundHeadings(readings[0], NONE, (), literal)


def most_used(person: Person, limit: int = 12) -> list[PatternUse]:
    """The skeletons that most pieces use, two at least: something to begin with."""
    lexicon = reading()
    if lexicon is None or not person.may(Right.READ):
        return []
    try:
        return [one for one in lexicon.most_used(limit) if one.pieces > 1]
    except LexiconBroken:
        return []


_QUOTES = " 　“”\"'‘’「」『』"


def _answer(
    person: Person, lexicon: Lexicon, readings: tuple[HeadingPattern, ...], asked: Headings, literal: int
) -> FoundHeadings:
    pattern, uses = readings[0], NONE
    for reading_of_it in readings:
        pattern = reading_of_it
        uses = lexicon.uses(pattern, asked.narrowed, limit=asked.patterns)
        if uses.groups:
            break
    else:
        pattern = readings[0]
    found = lexicon.groups(pattern, asked.narrowed, limit=asked.limit, offset=asked.offset) if uses.groups else []
    rows = Piece.objects.visible_to(person).filter(state="kept").in_bulk([one.piece for one in found])
    groups = tuple(HeadingGroup(rows[one.piece], one.skeleton, one.headings) for one in found if one.piece in rows)
    return FoundHeadings(pattern, uses, groups, literal)
