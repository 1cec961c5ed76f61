"""Where signature and date stand (署名和成文日期的位置, 7.3.5): with a seal, or without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.paper import measurements as m
from mofan.paper.inspecting.finding import Departure, Finding, SetProperty
from mofan.paper.inspecting.opened import Section
from mofan.paper.inspecting.page import text_area
from mofan.paper.inspecting.paragraphs import in_both, leading_width
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed
from mofan.paper.inspecting.wording import characters_said
from mofan.paper.title import width

_SLACK = 0.6
"""How many characters a signature may be off: digits are not exactly half as wide."""
_SEALED_RIGHT = 4
"""7.3.5.1: with a seal the date ends four characters before the right edge, the unit centred above it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands, in characters from the left edge of the 版心."""

    start: float
    end: float


def signature_departures(
    every: Sequence[Placed], properties: Properties, sections: Sequence[Section]
) -> Iterator[Departure]:
    """What is wrong with the places of unit and date: 7.3.5.1 (seal) and 7.3.5.2 (none) are both right."""
    for index, date in enumerate(every):
        if date.role != "date":
            continue
        first = index
        while first and every[first - 1].role == "author":
            first -= 1
        authors = every[first:index]
        line = text_area(sections[date.block.section - 1])[0] / m.CHARACTER
        when = _place(date, properties, line)
        if first and every[first - 1].role == "stamp":
            yield from _stamped(every[first - 1], date, when, properties, line)
            continue
        if any("\t" in author.block.text for author in authors):  # seals beside each other: the date under the last
            if when.end <= line / 2:
                yield from _alone(date, when, line)
            continue
        longest = max((_place(author, properties, line) for author in authors), key=_length, default=None)
        if longest is None:
            yield from _alone(date, when, line)
        elif not (_is_sealed(longest, when, line) or _is_unsealed(longest, when, line)):
            yield _wrong(authors, date, longest, when, line)


def _length(place: _Place) -> float:
    return place.end - place.start


def _place(placed: Placed, properties: Properties, line: float) -> _Place:
    block = placed.block
    long = width(block.text)
    size = properties.size(block.pieces[0].run, block.style())
    given = properties.indents(block.element, size)
    trailing = width(block.raw[len(block.raw.rstrip()) :])
    tabs = len(block.raw) - len(block.raw.lstrip("\t"))
    stops = properties.tab_stops(block.element)
    if tabs and len(stops) >= tabs:
        at, kind = stops[tabs - 1]
        start = at / m.CHARACTER - {"center": long / 2, "right": long}.get(kind, 0.0)
        return _Place(start, start + long)
    match properties.alignment(block.element):
        case "right":
            end = line - given.right - trailing
            return _Place(end - long, end)
        case "center":
            middle = (line + given.left + given.first - given.right + leading_width(block) - trailing) / 2
            return _Place(middle - long / 2, middle + long / 2)
        case _:
            start = given.left + given.first + leading_width(block)
            return _Place(start, start + long)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _SLACK


def _is_sealed(unit: _Place, date: _Place, line: float) -> bool:
    return _near(line - date.end, _SEALED_RIGHT) and abs(unit.start + unit.end - date.start - date.end) <= 2 * _SLACK


def _is_unsealed(unit: _Place, date: _Place, line: float) -> bool:
    ends = line - (unit.end if _length(unit) >= _length(date) else date.end)
    return _near(ends, m.SIGNATURE_RIGHT) and _near(date.start, unit.start + 2)


def _alone(date: Placed, when: _Place, line: float) -> Iterator[Departure]:
    """A date without a unit: the head or the title says who; four characters in with a seal, two without."""
    right = line - when.end
    if not (_near(right, _SEALED_RIGHT) or _near(right, m.SIGNATURE_RIGHT)):
        yield Departure(
            Finding(
                "7.3.5", "成文日期位置", "must", "右空四字（加盖印章）或右空二字（不加盖印章）",
                f"右空 {characters_said(right)}", date.block.where,
            ),
            _moved(date, _SEALED_RIGHT),
        )  # fmt: skip


def _stamped(stamp: Placed, date: Placed, when: _Place, properties: Properties, line: float) -> Iterator[Departure]:
    """7.3.5.3: stamp and date four characters in; where the stamp is drawn, its place is not known."""
    stamped = _place(stamp, properties, line)
    tabbed = "\t" in stamp.block.raw
    for one, place, element in ((stamp, stamped, "签名章位置"), (date, when, "成文日期位置")):
        right = line - place.end
        if abs(right - m.DATE_RIGHT_SEALED) > 2 * _SLACK and not (one is stamp and (tabbed or one.block.picture)):
            said = f"右空 {characters_said(right)}"
            finding = Finding("7.3.5", element, "must", "右空四字", said, one.block.where)
            yield Departure(finding, _moved(one, m.DATE_RIGHT_SEALED))


def _wrong(authors: Sequence[Placed], date: Placed, unit: _Place, when: _Place, line: float) -> Departure:
    """Corrected by the rule without a seal; whoever seals the document moves both."""
    longest, dated = _length(unit), _length(when)
    if longest >= dated:
        unit_right, date_right = float(m.SIGNATURE_RIGHT), longest - dated
    else:
        unit_right, date_right = dated + 2 * m.SIGNATURE_RIGHT - longest, float(m.SIGNATURE_RIGHT)
    changes = [
        change for author in authors for change in _moved(author, unit_right + (longest - width(author.block.text)) / 2)
    ]
    return Departure(
        Finding(
            "7.3.5", "署名和成文日期位置", "must",
            "加盖印章：日期右空四字，署名在其上居中；不加盖印章：署名右空二字，日期首字比署名首字右移二字",
            f"署名右空 {characters_said(line - unit.end)}，日期右空 {characters_said(line - when.end)}，"
            f"日期首字比署名首字右移 {characters_said(when.start - unit.start)}",
            date.block.where,
        ),
        (*changes, *_moved(date, date_right)),
    )  # fmt: skip


def _moved(placed: Placed, right: float) -> tuple[SetProperty, SetProperty]:
    """The line to the right edge, so many characters in; white space at its end counts."""
    block = placed.block
    room = max(0.0, right - width(block.raw[len(block.raw.rstrip()) :]))
    clear = ("start", "startChars", "end", "endChars", "hanging", "hangingChars")
    values = (*in_both("left", 0), *in_both("right", room), *in_both("firstLine", 0))
    return SetProperty(block.element, "jc", (("val", "right"),)), SetProperty(block.element, "ind", values, clear)
