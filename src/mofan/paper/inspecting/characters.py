"""Faces, sizes, colours and emphasis of characters (字体、字号、颜色)."""

import re
from collections.abc import Iterator

from mofan.paper import measurements as m
from mofan.paper.characters import faces_of
from mofan.paper.inspecting.blocks import Block, Piece
from mofan.paper.inspecting.expected import Expected, Stretch, stretches
from mofan.paper.inspecting.finding import Departure, Finding, Rank, SetCharacters
from mofan.paper.inspecting.properties import Face, Properties
from mofan.paper.inspecting.roles import Placed, is_red
from mofan.paper.inspecting.wording import STANDARD_FACES, face_said, size_name

_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_QUOTES = re.compile("[“”‘’…—·]")
_LATIN = re.compile("[A-Za-z0-9]")
_LATIN_FACES = (m.LATIN, "Times", "Liberation Serif")
_ALL_ACCEPTED = frozenset(name for names in m.ACCEPTED_FACES.values() for name in names)
_PLAIN = "不加粗、不倾斜、不加下划线和底纹"
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def character_departures(placed: Placed, expected: Expected, properties: Properties) -> Iterator[Departure]:
    """What is wrong with the characters of one paragraph: one departure a property, changes for each run."""
    for stretch in stretches(placed, expected):
        yield from _faces(placed.block, stretch, expected, properties)
        yield from _latin(placed.block, stretch, properties)
    if expected.size is not None:
        yield from _sizes(placed.block, expected, expected.size, properties)
    yield from _colour(placed.block, expected, properties)
    yield from _emphasis(placed.block, expected, properties)


def _within(block: Block, start: int, end: int) -> Iterator[tuple[Piece, int, int, str]]:
    """The runs that hold characters of a stretch: (run, start, end, the characters), white space alone left out."""
    for piece in block.pieces:
        first, last = max(start, piece.start), min(end, piece.end)
        text = piece.text[first - piece.start : max(last, first) - piece.start]
        if text.strip():
            yield piece, first, last, text


def accepted(kind: str, name: str) -> bool:
    """Whether a face of that name counts as the kind."""
    return name in m.ACCEPTED_FACES[kind] or name == STANDARD_FACES[kind].name


def _faces(block: Block, stretch: Stretch, expected: Expected, properties: Properties) -> Iterator[Departure]:
    style = block.style()
    kind = stretch.kinds[0]
    wrong: list[SetCharacters] = []
    quotes: list[SetCharacters] = []
    themes: list[SetCharacters] = []
    found: dict[str, None] = {}
    for piece, start, end, text in _within(block, stretch.start, stretch.end):
        face = properties.face(piece.run, style, "eastAsia")
        change = SetCharacters(block.element, start, end, "rFonts", _east(kind), ("eastAsiaTheme",))
        if _HAN.search(text) and not _will_do(face, stretch, text):
            wrong.append(change)
            found[_said(face, properties.size(piece.run, style))] = None
        elif _HAN.search(text) and face.theme:
            themes.append(change)
        if _QUOTES.search(text) and properties.hint(piece.run, style) != "eastAsia":
            quotes.append(SetCharacters(block.element, start, end, "rFonts", (("hint", "eastAsia"),)))
    size = expected.size or 0
    said = face_said(kind, size) if size else STANDARD_FACES[kind].name
    if wrong:
        clause = stretch.clause or expected.clause
        yield _departure(clause, stretch.element, stretch.rank, said, "、".join(found), block, wrong)
    if themes:
        yield _departure(
            "惯例", f"{stretch.element}字体", "habit", "写明字体名称", "随主题变化的字体（主题字体）", block, themes
        )
    if quotes:
        yield _departure(
            "惯例",
            f"{stretch.element}引号",
            "habit",
            "引号、破折号、省略号用中文字体",
            "会显示成西文字体",
            block,
            quotes,
        )


def _will_do(face: Face, stretch: Stretch, text: str) -> bool:
    """Whether the face is one of the accepted ones; a run of characters that the face lacks may have another."""
    if any(accepted(kind, face.name) for kind in stretch.kinds):
        return True
    standard = STANDARD_FACES[stretch.kinds[0]]
    return all(name != standard.name for run, name in faces_of(text, standard) if _HAN.search(run))


def _east(kind: str) -> tuple[tuple[str, str], ...]:
    return (("eastAsia", STANDARD_FACES[kind].name), ("hint", "eastAsia"))


def _said(face: Face, size: int) -> str:
    name = face.name or "没有写明字体"
    return f"{name}{'（主题字体）' if face.theme else ''} {size_name(size)}"


def _latin(block: Block, stretch: Stretch, properties: Properties) -> Iterator[Departure]:
    """Latin letters and digits: Times New Roman, or the Chinese face of the paragraph."""
    style = block.style()
    wrong: list[SetCharacters] = []
    found: dict[str, None] = {}
    for piece, start, end, text in _within(block, stretch.start, stretch.end):
        if not _LATIN.search(text):
            continue
        face = properties.face(piece.run, style, "ascii")
        if face.theme or (face.name not in _LATIN_FACES and face.name not in _ALL_ACCEPTED):
            wrong.append(
                SetCharacters(
                    block.element, start, end, "rFonts", (("ascii", m.LATIN), ("hAnsi", m.LATIN), ("cs", m.LATIN)),
                    ("asciiTheme", "hAnsiTheme", "cstheme"),
                )
            )  # fmt: skip
            found[_said(face, properties.size(piece.run, style))] = None
    if wrong:
        yield _departure("惯例", f"{stretch.element}西文字体", "habit", m.LATIN, "、".join(found), block, wrong)


def _sizes(block: Block, expected: Expected, size: int, properties: Properties) -> Iterator[Departure]:
    style = block.style()
    pieces = list(_within(block, 0, len(block.raw)))
    wrong = {start: properties.size(piece.run, style) for piece, start, _, _ in pieces}
    bad = [(start, end) for _, start, end, _ in pieces if wrong[start] != size]
    if bad:
        found = "、".join(dict.fromkeys(size_name(wrong[start]) for start, _ in bad))
        changes = [
            SetCharacters(block.element, start, end, name, (("val", str(size)),))
            for start, end in bad
            for name in ("sz", "szCs")
        ]
        yield _departure(
            expected.clause, f"{expected.element}字号", expected.rank, size_name(size), found, block, changes
        )


def _colour(block: Block, expected: Expected, properties: Properties) -> Iterator[Departure]:
    style = block.style()
    wrong: list[SetCharacters] = []
    found: dict[str, None] = {}
    for piece, start, end, _ in _within(block, 0, len(block.raw)):
        colour = properties.colour(piece.run, style)
        if is_red(colour) if expected.red else colour == "000000":
            continue
        value = "FF0000" if expected.red else "000000"
        clear = ("themeColor", "themeTint", "themeShade")
        wrong.append(SetCharacters(block.element, start, end, "color", (("val", value),), clear))
        found[f"颜色 {colour}"] = None
    if wrong:
        clause = expected.clause if expected.red else "5.2.4"
        said = "红色" if expected.red else "黑色"
        yield _departure(clause, f"{expected.element}颜色", "must", said, "、".join(found), block, wrong)


def _emphasis(block: Block, expected: Expected, properties: Properties) -> Iterator[Departure]:
    """Bold, italic, underline, a colour behind the characters: nowhere prescribed."""
    style = block.style()
    found: dict[str, None] = {}
    wrong: list[SetCharacters] = []
    for piece, start, end, _ in _within(block, 0, len(block.raw)):
        for name, said in (("b", "加粗"), ("i", "倾斜")):
            if properties.is_on(piece.run, style, name):
                found[said] = None
                wrong.append(SetCharacters(block.element, start, end, name, (("val", "0"),)))
        if properties.underline(piece.run, style):
            found["下划线"] = None
            wrong.append(SetCharacters(block.element, start, end, "u", (("val", "none"),)))
        if properties.is_shaded(piece.run, style):
            found["底纹"] = None
            clear = ("themeFill", "themeFillTint", "themeFillShade")
            shade = (("val", "clear"), ("color", "auto"), ("fill", "auto"))
            wrong.append(SetCharacters(block.element, start, end, "highlight", (("val", "none"),)))
            wrong.append(SetCharacters(block.element, start, end, "shd", shade, clear))
    if wrong:
        yield _departure("7.3", f"{expected.element}字形", "normally", _PLAIN, "、".join(found), block, wrong)


def _departure(
    clause: str, element: str, rank: Rank, expected: str, found: str, block: Block, changes: list[SetCharacters]
) -> Departure:
    return Departure(Finding(clause, element, rank, expected, found, block.where), tuple(changes))
