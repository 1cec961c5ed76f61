"""The inside of a paragraph (段内): words in their faces, pictures and notes at their places."""

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.held import Held, Room
from mofan.paper.paragraph import Paragraph
from mofan.text.read.insets import Picture


def runs_of(paragraph: Paragraph, held: Held, room: Room, *, face: m.Face = m.FANG_SONG, extra: str = "") -> str:
    """The runs of a paragraph: its heading in the face of its level, the rest in `face`; `extra` is run properties."""
    text = paragraph.text
    lead = {"line": len(text), "lead": paragraph.heading_end}.get(paragraph.form or "", 0)
    if not paragraph.marks:
        heading = parts.run(text[:lead], m.LEVEL_FACES[paragraph.level], extra) if lead else ""
        return heading + (parts.run(text[lead:], face, extra) if lead < len(text) else "")
    made: list[str] = []
    start = 0
    for mark in (*paragraph.marks, None):
        end = len(text) if mark is None else mark.place
        for first, last, own in (
            (start, min(end, lead), m.LEVEL_FACES[paragraph.level]),
            (max(start, lead), end, face),
        ):
            if first < last:
                made.append(parts.run(text[first:last], own, extra))
        start = max(start, end)
        if mark is not None:
            made.append(held.mark(mark, room))
    return "".join(made)


def has_picture(paragraph: Paragraph) -> bool:
    """Whether a picture stands in it: its lines must be as high as that."""
    return bool(paragraph.marks) and any(isinstance(mark, Picture) for mark in paragraph.marks)
