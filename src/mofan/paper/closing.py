"""Signature, date and note under the body (发文机关署名、成文日期和附注), by the three rules of 7.3.5."""

from collections.abc import Iterator, Sequence

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.elements import NO_GRID, aligned, tabs
from mofan.paper.head import spaced
from mofan.paper.official import OfficialDocument, Signature
from mofan.paper.title import width

_SEAL = m.SEAL / m.CHARACTER
"""The diameter of a seal in characters."""
_DATE_ROOM = 2.0
"""Characters that a date may stand out into the margin, where a program sets it wider: it never breaks."""
_DATE_ALONE = 5.5
"""Characters of a date, where none is given yet and only its place counts."""


def closing(document: OfficialDocument) -> Iterator[str]:
    """Who signs, when, and the note."""
    signature = document.signature
    if signature.manner == "stamp" and signature.stamps:
        yield from _stamped(signature)
    elif signature.manner == "seal" and signature.organs:
        yield from _sealed(signature)
    else:
        yield from unsealed(signature.organs, signature.date)
    if document.note:
        yield parts.paragraph("Note", parts.run(f"（{document.note}）", m.FANG_SONG))


def closing_lines(document: OfficialDocument, *, under_seal: bool = True) -> int:
    """How many lines of the grid that takes, the blank ones above it included; `under_seal`: and that over which the
    seal hangs below the date, though nothing is written there."""
    signature = document.signature
    note = -(-int(width(document.note or "") + 4) // m.CHARACTERS_A_LINE) if document.note else 0
    dated = bool(signature.date)
    if signature.manner == "stamp" and signature.stamps:
        return m.BLANK_ABOVE_STAMP + len(signature.stamps) + dated * (1 + m.BLANK_BELOW_STAMP) + note
    if signature.manner == "seal" and signature.organs:
        rows = len(list(seal_rows(signature)))
        return m.BLANK_ABOVE_SEALED + 1 + (rows - 1) * m.LINES_A_ROW_OF_SEALS + dated + max(note, int(under_seal))
    return bool(signature.organs or dated) + len(signature.organs) + dated + note


def seal_rows(signature: Signature) -> Iterator[tuple[str, ...]]:
    """The units of each row of seals: as many as stand beside each other without touching, three at most."""
    longest = max(map(width, signature.organs))
    count = next((count for count in (m.SEALS_A_ROW, 2) if longest + 1 <= _column(count)), 1)
    for at in range(0, len(signature.organs), count):
        yield signature.organs[at : at + count]


def _centre(signature: Signature) -> float:
    """Where the middle of the date stands, in characters from the left edge: so does the last unit's."""
    date = width(signature.date or "") or _DATE_ALONE
    right = m.CHARACTERS_A_LINE - m.DATE_RIGHT_SEALED - date / 2
    return min(right, m.CHARACTERS_A_LINE - max(_SEAL, width(signature.organs[-1])) / 2)


def _column(count: int) -> float:
    """The distance of seals in a row of `count`, in characters."""
    return 8.2 if count == m.SEALS_A_ROW else 13.0


def _sealed(signature: Signature) -> Iterator[str]:
    """7.3.5.1: units in rows, the last one and the date under each other; the red seals go over them."""
    rows = list(seal_rows(signature))
    centre, column = _centre(signature), _column(max(map(len, rows)))
    for number, row in enumerate(rows):
        places = [("center", centre - (len(row) - 1 - at) * column) for at in range(len(row))]
        blank = m.BLANK_ABOVE_SEALED if number == 0 else m.LINES_A_ROW_OF_SEALS - 1
        if len(row) == 1:
            yield parts.paragraph(
                "Signature", parts.run(row[0], m.FANG_SONG), parts.room(before=blank) + _at(centre, row[0])
            )
            continue
        properties = parts.KEEP_WITH_NEXT + tabs(*places) + parts.room(before=blank) + parts.indented()
        runs = parts.run("".join(f"\t{organ}" for organ in row), m.FANG_SONG)
        yield parts.paragraph("Signature", runs, properties + aligned("left"))
    if signature.date:
        yield parts.paragraph("Date", parts.run(signature.date, m.FANG_SONG), _at(centre, signature.date))


def _at(centre: float, text: str) -> str:
    """`w:ind` of a line at the right whose middle stands `centre` characters from the left edge."""
    return parts.indented(right=max(0.0, m.CHARACTERS_A_LINE - centre - width(text) / 2))


def unsealed(authors: Sequence[str], day: str | None) -> Iterator[str]:
    """7.3.5.2: one blank line, the units two characters in, the date beginning two characters after the longest.

    Where the date is the longer one, it ends two characters before the edge and the units move to the left.
    """
    date_width = width(day or "")
    longest = max(map(width, authors), default=0.0)
    if longest >= date_width:
        author_right = float(m.SIGNATURE_RIGHT)
        # From the left: some programs set a date wider than its characters, and its first one counts.
        place = parts.indented(left=max(0.0, m.CHARACTERS_A_LINE - longest), right=-_DATE_ROOM) + aligned("left")
    else:
        author_right = date_width + 2 * m.SIGNATURE_RIGHT - longest
        place = parts.indented(right=m.SIGNATURE_RIGHT)
    for number, author in enumerate(authors):
        right = author_right + (longest - width(author)) / 2
        indent = parts.indented(right=max(0.0, min(right, m.CHARACTERS_A_LINE - width(author))))
        yield parts.paragraph("Signature", parts.run(author, m.FANG_SONG), parts.room(before=number == 0) + indent)
    if day:
        date = parts.run(day, m.FANG_SONG)
        yield parts.paragraph("Date", date, parts.room(before=not authors) + place)


def _stamped(signature: Signature) -> Iterator[str]:
    """7.3.5.3: two blank lines, the post, two characters, the stamp four in; one blank line, the date four in."""
    right = parts.indented(right=m.DATE_RIGHT_SEALED)
    longest = max(width(spaced(stamp.name)) for stamp in signature.stamps)
    for number, stamp in enumerate(signature.stamps):
        name = spaced(stamp.name)
        gap = "　" * round(m.STAMP_GAP + longest - width(name))
        runs = parts.run(stamp.post + gap, m.FANG_SONG) + parts.run(name, m.KAI, f'<w:color w:val="{m.RED}"/>')
        blank = m.BLANK_ABOVE_STAMP if number == 0 else 1
        yield parts.paragraph("Signature", runs, NO_GRID + parts.room(before=blank) + right)
    if signature.date:
        room = parts.room(before=m.BLANK_BELOW_STAMP)
        yield parts.paragraph("Date", parts.run(signature.date, m.FANG_SONG), room + right)
