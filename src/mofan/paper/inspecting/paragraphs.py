"""Place, indents and lines of paragraphs (对齐、缩进、行距、每行字数)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from mofan.paper import measurements as m
from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.expected import EXPECTED, Expected
from mofan.paper.inspecting.finding import Change, Departure, Finding, SetCharacters, SetProperty
from mofan.paper.inspecting.opened import Section
from mofan.paper.inspecting.page import text_area
from mofan.paper.inspecting.properties import Indents, Properties, Spacing
from mofan.paper.inspecting.roles import Placed
from mofan.paper.inspecting.wording import characters_said, points_said, trimmed
from mofan.paper.places import ATTACHED
from mofan.paper.title import width
from mofan.text.read.word.markup import attribute, child, number

_SLACK = 0.25
"""How many characters an indent may be off."""
_ROUNDING = 14
"""How many twips 28 characters may be wider than the line: lines compress a mark more than that."""
_FREE_MARKERS = ("编", "篇", "章", "节", "部分")
"""第一章 and its kin stand centred in regulations."""
_ALIGNMENTS = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐", "distribute": "分散对齐"}
_NATURAL = 1.3
"""A line of a Chinese face at its natural height, in sizes of its characters."""
_MARGINS = (("top", m.TOP), ("bottom", m.BOTTOM), ("left", m.LEFT), ("right", m.RIGHT))
_STANDARD = Spacing(m.LINE, "exact", 0, 0)
_OTHER_SPACINGS = ("beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing")


def paragraph_departures(
    placed: Placed, expected: Expected, properties: Properties, section: Section
) -> Iterator[Departure]:
    """What is wrong with the place and the lines of one paragraph."""
    if not (placed.marker and placed.marker.endswith(_FREE_MARKERS)):
        yield from _alignment(placed.block, expected, properties)
        yield from _indent(placed, expected, properties)
    if expected.lines and not section.landscape and not placed.block.picture:
        yield from _lines(placed, expected, properties, section)
        yield from _characters(placed.block, expected, properties, section)


def expected_of(placed: Placed, every: Sequence[Placed]) -> Expected | None:
    """What the standard expects of a paragraph; a document number stands centred unless somebody signs (签发人)."""
    expected = EXPECTED.get(placed.role)
    if placed.role != "document_number" or expected is None:
        return expected
    if is_letter(every):
        alone = not placed.heading_start and not any(one.role == "red_head" for one in every)
        return replace(expected, clause="10.1", alignment=("right",)) if alone else expected
    upward = placed.heading_end < len(placed.block.text) or is_upward(every)
    return expected if upward else replace(expected, alignment=("center",), first=0)


def is_upward(every: Sequence[Placed]) -> bool:
    """Whether a document goes to a superior (上行文): somebody signs it, or its title says so."""
    label = next((at for at, one in enumerate(every) if one.role == "attachment_label"), len(every))
    title = "".join(one.block.text for one in every[:label] if one.role == "title")
    return title.endswith(("请示", "报告")) or any(one.role == "signatory" for one in every)


def is_letter(every: Sequence[Placed]) -> bool:
    """Whether a document is a letter (信函格式): its number says so."""
    return any(one.role == "document_number" and "函" in one.block.text.partition("〔")[0] for one in every)


def _size(block: Block, properties: Properties) -> int:
    """The size of its first characters; of a blank paragraph, that of its mark."""
    held = block.pieces[0].run if block.pieces else child(block.element, "pPr")
    return properties.size(held, block.style())


def leading_width(block: Block) -> float:
    """How wide the white space before the text is, in characters; a tab counts two."""
    return sum(2.0 if char == "\t" else width(char) for char in block.raw[: block.lead] if char not in "\n\f")


def _alignment(block: Block, expected: Expected, properties: Properties) -> Iterator[Departure]:
    given = properties.alignment(block.element)
    if not expected.alignment:
        return
    best = expected.alignment[0]
    if given not in expected.alignment:
        rank = expected.rank if expected.clause == "惯例" else "must"
    elif given == "left" and best == "both":
        rank = "habit"
    else:
        return
    yield Departure(
        Finding(
            expected.clause if rank != "habit" else "惯例", f"{expected.element}对齐", rank, _ALIGNMENTS[best],
            _ALIGNMENTS.get(given, given), block.where,
        ),
        (SetProperty(block.element, "jc", (("val", best),)),),
    )  # fmt: skip


def _indent(placed: Placed, expected: Expected, properties: Properties) -> Iterator[Departure]:
    block = placed.block
    wanted = 1.0 if placed.role in ("copied_to", "issued") else expected.first
    if wanted is None:
        return
    given = properties.indents(block.element, _size(block, properties))
    spaces = leading_width(block)
    centred = expected.alignment[:1] == ("center",)
    if centred:
        good = abs(given.first) <= _SLACK and abs(given.left - given.right) <= _SLACK
        spaces = 0.0
    else:
        good = abs(given.left + given.first + spaces - wanted) <= _SLACK
        good = good and (not expected.flush or max(abs(given.left), abs(given.right)) <= _SLACK)
    if good:
        return
    said = "居中，不缩进" if centred else f"左空 {characters_said(wanted)}" if wanted else "顶格"
    changes = (SetProperty(block.element, "ind", *_indents(placed, wanted, spaces)),)
    rank = expected.rank if expected.clause == "惯例" else "must"
    yield Departure(
        Finding(expected.clause, f"{expected.element}缩进", rank, said, _indents_said(given, spaces), block.where),
        changes if spaces <= wanted + _SLACK else (),
    )


def _indents_said(given: Indents, spaces: float) -> str:
    parts = [f"首行左空 {characters_said(given.left + given.first + spaces)}"]
    parts += [f"左缩进 {characters_said(given.left)}"] if abs(given.left) > _SLACK else []
    parts += [f"右缩进 {characters_said(given.right)}"] if abs(given.right) > _SLACK else []
    parts += [f"其中空格 {characters_said(spaces)}"] if spaces else []
    return "，".join(parts)


def _indents(placed: Placed, wanted: float, spaces: float) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Values of w:ind and those to take away, so that the first line begins `wanted` characters in."""
    clear = ("start", "startChars", "end", "endChars")
    if placed.role in ("attachments", "copied_to"):
        found = ATTACHED.match(placed.block.text)
        mark = 3.0 + (width(found.group(1) or "") if found else 0.0)
        right = 1.0 if placed.role == "copied_to" else 0.0
        values = (*in_both("left", wanted - spaces + mark), *in_both("right", right), *in_both("hanging", mark))
        return values, (*clear, "firstLine", "firstLineChars")
    right = wanted if placed.role == "issued" else 0.0
    first = max(wanted - spaces, 0.0)
    return (*in_both("left", 0), *in_both("right", right), *in_both("firstLine", first)), (
        *clear, "hanging", "hangingChars",
    )  # fmt: skip


def in_both(side: str, characters: float) -> tuple[tuple[str, str], tuple[str, str]]:
    """An indent in characters and, for programs that do not know them, in twips."""
    return (f"{side}Chars", str(round(characters * 100))), (side, str(round(characters * m.CHARACTER)))


def _lines(placed: Placed, expected: Expected, properties: Properties, section: Section) -> Iterator[Departure]:
    """22 lines a page, and no distance before and after body paragraphs."""
    block = placed.block
    spacing = properties.spacing(block.element)
    height = text_area(section)[1]
    pitch = pitch_of(block, spacing, properties, section)
    count = int(height / pitch) if pitch > 0 else 0
    values: list[tuple[str, str]] = []
    if count != m.LINES_A_PAGE:
        changes: list[Change] = [
            SetProperty(block.element, "spacing", (("line", str(m.LINE)), ("lineRule", "exact"))),
        ]
        if height // m.LINE != m.LINES_A_PAGE:
            changes += [SetProperty(section.properties, "pgMar", ((name, str(twips)),)) for name, twips in _MARGINS[:2]]
        yield Departure(
            Finding(
                "5.2.3",
                f"{expected.element}行距",
                "normally",
                f"每页 {m.LINES_A_PAGE} 行（{_spacing_said(_STANDARD)}）",
                f"每页 {count} 行（{_spacing_said(spacing)}）",
                block.where,
            ),
            tuple(changes),
        )  # fmt: skip
    if placed.role in ("body", "heading", "address", "attached") and (spacing.before or spacing.after):
        values += [("before", "0"), ("after", "0")]
        yield Departure(
            Finding(
                "5.2.3", f"{expected.element}段距", "normally", "段前、段后 0 磅",
                f"段前 {points_said(spacing.before)}、段后 {points_said(spacing.after)}", block.where,
            ),
            (SetProperty(block.element, "spacing", tuple(values), clear=_OTHER_SPACINGS),),
        )  # fmt: skip


def pitch_of(block: Block, spacing: Spacing, properties: Properties, section: Section) -> float:
    """From line to line, in twips."""
    natural = _size(block, properties) * 10 * _NATURAL
    if spacing.rule == "exact":
        return spacing.line
    if spacing.rule == "atLeast":
        return max(spacing.line, natural)
    grid = child(section.properties, "docGrid")
    step = number(attribute(grid, "linePitch"))
    if step and attribute(grid, "type") not in (None, "default") and properties.snaps(block.element):
        return max(1, ceil(natural / step)) * step * spacing.line / 240
    return natural * spacing.line / 240


def _spacing_said(spacing: Spacing) -> str:
    match spacing.rule:
        case "exact":
            return f"固定值 {points_said(spacing.line)}"
        case "atLeast":
            return f"最小值 {points_said(spacing.line)}"
        case _:
            return f"{trimmed(spacing.line / 240, 2)} 倍行距"


def _characters(block: Block, expected: Expected, properties: Properties, section: Section) -> Iterator[Departure]:
    """28 characters a line, where the size is right (a wrong one is said for itself)."""
    line = text_area(section)[0]
    grid, style = child(section.properties, "docGrid"), block.style()
    if (number(attribute(child(section.properties, "cols"), "num")) or 1) > 1:
        return
    cell = 0.0
    if attribute(grid, "type") in ("linesAndChars", "snapToChars") and properties.snaps(block.element):
        cell = (number(attribute(grid, "charSpace")) or 0) / 4096 * 20
    wrong: list[SetCharacters] = []
    counts: dict[int, None] = {}
    for piece in block.pieces:
        scale = properties.scale(piece.run, style)
        pitch = properties.size(piece.run, style) * 10 * scale / 100 + properties.widening(piece.run, style) + cell
        if not piece.text.strip() or properties.size(piece.run, style) != m.BODY_SIZE:
            continue
        count = int((line + _ROUNDING) / pitch) if pitch > 0 else 0
        if count != m.CHARACTERS_A_LINE:
            wrong.append(SetCharacters(block.element, piece.start, piece.end, "spacing", (("val", str(m.TIGHTENING)),)))
            if scale != 100:
                wrong.append(SetCharacters(block.element, piece.start, piece.end, "w", (("val", "100"),)))
            counts[count] = None
    if not wrong:
        return
    changes: list[Change] = list(wrong)
    if cell:
        values = (("type", "lines"), ("linePitch", str(m.LINE)))
        changes.append(SetProperty(section.properties, "docGrid", values, clear=("charSpace",)))
    if int((line + _ROUNDING) / m.CHARACTER) != m.CHARACTERS_A_LINE:
        changes += [SetProperty(section.properties, "pgMar", ((name, str(twips)),)) for name, twips in _MARGINS[2:]]
    yield Departure(
        Finding(
            "5.2.3", f"{expected.element}字距", "normally", f"每行 {m.CHARACTERS_A_LINE} 字",
            "、".join(f"每行 {count} 字" for count in counts), block.where,
        ),
        tuple(changes),
    )  # fmt: skip
