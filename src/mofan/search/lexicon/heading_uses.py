"""How parallel headings are used (标题艺术): the skeletons that fit a pattern, and where they stand."""

import json
import sqlite3
from collections.abc import Mapping

from mofan.search.lexicon.terms import FoundGroup, PatternUse, Uses
from mofan.text.outline.heading_patterns import HeadingPattern

_FACETS = ("genre", "unit_kind")
_TOP = chr(0x10FFFF)


def uses(
    base: sqlite3.Connection, pattern: HeadingPattern, narrowed: Mapping[str, str], limit: int, offset: int
) -> Uses:
    """See `Lexicon.uses`."""
    _ask(base, pattern)
    where, values = _where(pattern, narrowed)
    totals = base.execute(
        f"SELECT count(DISTINCT pattern), count(DISTINCT piece), count(*) FROM parallel g {where}", values
    ).fetchone()
    rows = base.execute(
        "SELECT p.skeleton, count(DISTINCT g.piece) AS pieces, count(*) AS many "
        f"FROM parallel g JOIN pattern p ON p.id=g.pattern {where} "
        "GROUP BY g.pattern ORDER BY pieces DESC, many DESC, length(p.skeleton), p.skeleton LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return Uses(tuple(PatternUse(*row) for row in rows), *totals)


def groups(
    base: sqlite3.Connection, pattern: HeadingPattern, narrowed: Mapping[str, str], limit: int, offset: int
) -> list[FoundGroup]:
    """See `Lexicon.groups`."""
    _ask(base, pattern)
    where, values = _where(pattern, narrowed)
    rows = base.execute(
        "SELECT g.piece, p.skeleton, g.headings FROM (SELECT piece, no FROM parallel g "
        f"{where} ORDER BY day DESC, piece DESC, no LIMIT ? OFFSET ?) one "
        "JOIN parallel g ON g.piece=one.piece AND g.no=one.no JOIN pattern p ON p.id=g.pattern "
        "ORDER BY g.day DESC, g.piece DESC, g.no",
        (*values, limit, offset),
    )
    return [FoundGroup(piece, skeleton, tuple(json.loads(headings))) for piece, skeleton, headings in rows]


def most_used(base: sqlite3.Connection, limit: int) -> list[PatternUse]:
    """See `Lexicon.most_used`."""
    rows = base.execute(
        "SELECT p.skeleton, g.pieces, g.many FROM (SELECT pattern, count(DISTINCT piece) AS pieces, count(*) AS many "
        "FROM parallel GROUP BY pattern ORDER BY pieces DESC LIMIT ?) g JOIN pattern p ON p.id=g.pattern "
        "ORDER BY g.pieces DESC, p.skeleton",
        (limit,),
    )
    return [PatternUse(*row) for row in rows]


def _ask(base: sqlite3.Connection, pattern: HeadingPattern) -> None:
    """The patterns that fit, in the table `asked` of this connection."""
    base.execute("CREATE TEMP TABLE IF NOT EXISTS asked (id INTEGER PRIMARY KEY)")
    base.execute("DELETE FROM asked")
    longest = max(pattern.parts, key=len)
    rows = base.execute(
        "SELECT DISTINCT p.id, p.skeleton FROM pattern_part s JOIN pattern p ON p.id=s.pattern "
        "WHERE s.suffix>=? AND s.suffix<?",
        (longest[:12], longest[:12] + _TOP),
    )
    base.executemany("INSERT INTO asked VALUES (?)", [(one,) for one, skeleton in rows if pattern.fits(skeleton)])


def _where(pattern: HeadingPattern, narrowed: Mapping[str, str]) -> tuple[str, tuple[object, ...]]:
    conditions = ["g.pattern IN (SELECT id FROM asked)"]
    values: list[object] = []
    if pattern.size is not None:
        conditions.append("g.size=?")
        values.append(pattern.size)
    for facet in _FACETS:
        if narrowed.get(facet):
            conditions.append(f"g.{facet}=?")
            values.append(narrowed[facet])
    return f"WHERE {' AND '.join(conditions)}", tuple(values)
