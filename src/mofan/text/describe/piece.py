"""One piece, described."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mofan.text.describe.blanks import bare_figures, find_blanks
from mofan.text.describe.dates import find_dates, most_named_year, stated_year
from mofan.text.describe.figures import find_figures
from mofan.text.describe.genres import genre_of
from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.result import Blank, Description, Figure, Mention
from mofan.text.describe.slogans import find_slogans
from mofan.text.describe.themes import themes_of
from mofan.text.red_head import TYPE_END, red_head
from mofan.text.units import unit_of

_PAID = re.compile(r"##\w+##")
_SUBTITLE = re.compile(r"(?:##\w+##)?\s*(?:[—－―–─]{1,2}|--)\s*\S|[（(](?!\s*\d+\s*篇)[^（）()\n]{2,60}[）)]$")
_HEADER = re.compile(r"[（(]\s*共?\s*\d+\s*篇\s*[）)]$|[〔\[]\d{4}[〕\]]\s*第?\s*\d+\s*号$|^[（(]?\d{1,3}[）)]?$")
"""A line over the title that is none: a compilation's heading (…汇编（8篇）), a document's number, a bare number."""
_SENTENCE = re.compile(r"[，。；：！？,;:]")
_LINES, _BELOW = 18, 6
"""Lines in which the title is looked for, and of these, from its first one on."""
_SHORT_QUOTE = 12
"""Characters up to which a quoted phrase is a name, whose numbers count nothing (“十个项目”, “1217”)."""


@dataclass(frozen=True, slots=True)
class Given:
    """A piece to be described: see `describe`."""

    text: str
    title: str | None = None
    subtitle: str | None = None
    header: str | None = None


def describe(
    text: str, *, title: str | None = None, subtitle: str | None = None, header: str | None = None
) -> Description:
    """Describe one piece.

    Without `title` the text begins with its title line (a title over two lines is joined) and perhaps its subtitle
    line; with it
    the whole text is body, unless it begins with that very title. `header` is the heading of the compilation that
    the piece came in.
    """
    return describe_all([Given(text, title, subtitle, header)])[0]


def describe_all(pieces: Iterable[Given]) -> list[Description]:
    """Describe pieces as `describe` does, each in its turn.

    Every question is put to all of them before the next one: its tables then stay in the processor's own memory, which
    makes many pieces together a third cheaper than one by one.
    """
    heads = [_head_of(piece) for piece in pieces]
    texts = [head.text for head in heads]
    years = [stated_year(head.heading, head.body) for head in heads]
    slogans = [find_slogans(text) for text in texts]
    counted = [find_figures(text) for text in texts]
    blanks = [find_blanks(text, counted[no]) for no, text in enumerate(texts)]
    figures = [_all_figures(text, counted[no], blanks[no], slogans[no]) for no, text in enumerate(texts)]
    units = [unit_of(head.title, head.subtitle, head.body[:400]) for head in heads]
    genres = [genre_of(head.title, head.subtitle, head.header, head.body) for head in heads]
    themes = [themes_of(head.title, head.subtitle, head.body) for head in heads]
    regions = [find_regions(text) for text in texts]
    persons = [find_persons(text) for text in texts]
    dates = [find_dates(text, year=years[no]) for no, text in enumerate(texts)]
    return [
        Description(
            title=head.title,
            subtitle=head.subtitle,
            unit=units[no],
            genre=genres[no],
            themes=themes[no],
            regions=tuple(regions[no]),
            persons=tuple(persons[no]),
            dates=tuple(dates[no]),
            slogans=tuple(slogans[no]),
            figures=tuple(figures[no]),
            blanks=tuple(blanks[no]),
            year=years[no] or most_named_year(head.body),
            characters=len("".join(head.text.split())),
        )
        for no, head in enumerate(heads)
    ]


@dataclass(frozen=True, slots=True)
class _Head:
    """A piece with what its first lines say."""

    text: str
    title: str
    subtitle: str | None
    header: str | None
    body: str

    @property
    def heading(self) -> str:
        return f"{self.title} {self.subtitle or ''} {self.header or ''}"


def _head_of(piece: Given) -> _Head:
    title, subtitle, body_start = piece.title, piece.subtitle, 0
    if title is None:
        title, subtitle, body_start = _read_head(piece.text, subtitle)
    return _Head(piece.text, title, subtitle, piece.header, piece.text[body_start:])


def _all_figures(
    text: str, counted: Sequence[Figure], blanks: Sequence[Blank], slogans: Sequence[Mention]
) -> list[Figure]:
    figures = sorted((*counted, *bare_figures(text, counted, blanks)), key=lambda figure: figure.start)
    return _outside_names(text, figures, slogans)


def _read_head(text: str, subtitle: str | None) -> tuple[str, str | None, int]:
    """Title, subtitle and where the body begins."""
    lines = _first_lines(text)
    if not lines:
        return "", subtitle, 0
    if head := red_head([line for line, _ in lines]):
        lines, subtitle = lines[head.lines :], subtitle or head.number
    while len(lines) > 1 and _HEADER.search(lines[0][0]):
        lines = lines[1:]
    (title, end), *rest = lines[:_BELOW]
    if rest and rest[0][0].startswith("关于") and _is_unit(title):
        title, end, rest = title + rest[0][0], rest[0][1], rest[1:]
    if rest and _goes_on(title, rest[0][0]):
        title, end = title + rest[0][0], rest[0][1]
        rest = rest[1:]
    if subtitle is None and rest and len(rest[0][0]) <= 80 and _is_subtitle(rest[0][0], last=len(rest) == 1):
        subtitle, end = rest[0][0], rest[0][1]
    return _PAID.sub("", title).strip(), _PAID.sub("", subtitle).strip() if subtitle else None, end


def _goes_on(title: str, line: str) -> bool:
    """Whether the title of an official document comes to its type on the next line only."""
    return "关于" in title and not TYPE_END.search(title) and TYPE_END.search(line) is not None


def _is_subtitle(line: str, *, last: bool) -> bool:
    """Whether the line under a title belongs to it: behind a dash, in brackets, or a unit's name and nothing else."""
    if _SUBTITLE.match(line):
        return True
    return not last and _is_unit(line)


def _is_unit(line: str) -> bool:
    """Whether the line is a unit's name and nothing else."""
    plain = len(line) <= 40 and not _SENTENCE.search(line)
    unit = unit_of("", line, "") if plain else None
    return unit is not None and unit.name == line


def _first_lines(text: str) -> list[tuple[str, int]]:
    """The first lines that are not empty, each with the offset behind it."""
    lines: list[tuple[str, int]] = []
    at = 0
    while at < len(text) and len(lines) < _LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip(" \t\r\u3000\ufeff")
        if line:
            lines.append((line, min(end + 1, len(text))))
        at = end + 1
    return lines


def _outside_names(text: str, figures: Sequence[Figure], slogans: Sequence[Mention]) -> list[Figure]:
    """The figures that do not stand in the name of a document or in a short quoted phrase; a blank stays anywhere."""
    names = [(slogan.start, slogan.end) for slogan in slogans if len(slogan.text) <= _SHORT_QUOTE]
    names += [found.span() for found in re.finditer(r"《[^《》\n]{1,80}》", text)]
    names.sort()
    starts = [start for start, _ in names]
    kept = []
    for figure in figures:
        before = bisect_right(starts, figure.start) - 1
        inside = any(start <= figure.start < end for start, end in names[max(0, before - 2) : before + 1])
        if figure.blank or not inside:
            kept.append(figure)
    return kept


def as_json(description: Description) -> dict[str, Any]:
    """The description as plain data, for the command line: offsets in code points, every list in reading order.

    regions: start, end, text, level · dates: start, end, text, value · persons and slogans: start, end, text.
    """
    unit = description.unit
    return {
        "title": description.title,
        "subtitle": description.subtitle,
        "unit": unit.name if unit else None,
        "unit_level": description.unit_level,
        "unit_kind": description.unit_kind,
        "genre": description.genre,
        "themes": list(description.themes),
        "regions": [_span(region) | {"level": region.value} for region in description.regions],
        "persons": [_span(person) for person in description.persons],
        "dates": [_span(date) | {"value": date.value} for date in description.dates],
        "slogans": [_span(slogan) for slogan in description.slogans],
        "figures": [
            {
                "start": figure.start,
                "end": figure.end,
                "text": figure.text,
                "value": list(figure.value) if isinstance(figure.value, tuple) else figure.value,
                "measure": figure.measure,
                "approximate": figure.approximate,
                "blank": figure.blank,
            }
            for figure in description.figures
        ],
        "blanks": [
            {"start": blank.start, "end": blank.end, "text": blank.text, "what": blank.what, "measure": blank.measure}
            for blank in description.blanks
        ],
        "year": description.year,
        "characters": description.characters,
    }


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}
