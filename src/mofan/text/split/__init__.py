"""Split (拆分): a compilation (汇编) into its pieces, with its header and the declared count against the found one.

Both layouts of received files (a title over ——unit…（k）; a title that ends in （k）) and their kin are found by all
the evidence together: the shape of single lines, the series of their numbers, the decoration they share, the declared
count.
"""

from mofan.text.clean import Cleaned, clean
from mofan.text.red_head import red_head
from mofan.text.split.compilation import Compilation, Header, Piece
from mofan.text.split.cut import Layout, lay_out
from mofan.text.split.opening import opening_title
from mofan.text.split.origins import Origins
from mofan.text.units import unit_of

__all__ = ["Compilation", "Header", "Piece", "split"]

_HEAD = 16
"""Lines in which the head of an official document is looked for."""


def split(text: str, cleaned: Cleaned | None = None) -> Compilation:
    """The pieces of `text`, which may still hold its advertisements; `cleaned` is `clean(text)` where it is at hand.

    Offsets are code points in `text`. A piece begins with the first character of its title and ends with the last of
    its last line, an advertisement on that line included, a paid mark not. Titles and subtitles come without
    advertisements.
    """
    cleaned = clean(text) if cleaned is None else cleaned
    layout = lay_out(cleaned.text)
    origins = Origins(text, cleaned)
    if not layout.blocks:
        return _one_piece(layout, origins)
    header = _header(layout, origins)
    stops = [block.first for block in layout.blocks[1:]] + [len(layout.lines)]
    pieces = []
    for no, (block, stop) in enumerate(zip(layout.blocks, stops, strict=True), start=1):
        pieces.append(_piece(layout, origins, no, (block.first, block.last + 1, stop), block.title, block.subtitle))
    return Compilation(header, tuple(pieces), layout.notes)


def _header(layout: Layout, origins: Origins) -> Header | None:
    frame = layout.frame
    if not frame.size:
        return None
    start, end = origins.span(layout.lines[0].start, layout.lines[frame.size - 1].end)
    return Header(start, end, frame.title, frame.count)


def _one_piece(layout: Layout, origins: Origins) -> Compilation:
    """The whole text, less a frame that declares a count, as one piece; an empty text has none."""
    header = _header(layout, origins)
    first = layout.frame.size
    if first >= len(layout.lines):
        return Compilation(header, (), layout.notes)
    size, title, subtitle = opening_title(layout.lines[first:])
    stop = len(layout.lines)
    return Compilation(
        header, (_piece(layout, origins, 1, (first, first + size, stop), title, subtitle),), layout.notes
    )


def _piece(
    layout: Layout, origins: Origins, no: int, bounds: tuple[int, int, int], title: str, subtitle: str | None
) -> Piece:
    """The piece of the lines `first` up to `stop` whose body begins with line `body`."""
    first, body, stop = bounds
    lines = layout.lines
    start, end = origins.span(lines[first].start, lines[stop - 1].end)
    unit = unit_of(title, subtitle, lines[body].text if body < stop else "")
    if unit is None and (head := red_head([line.text for line in lines[first:stop][:_HEAD]])):
        unit = unit_of("", head.organ, "")
    body_start = origins.start(lines[body].start) if body < stop else end
    return Piece(no, start, end, title, subtitle, unit.name if unit else None, body_start)
