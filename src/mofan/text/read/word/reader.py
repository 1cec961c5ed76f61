"""The walk through a .docx (逐段阅读): body order, one paragraph a line, one table row a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from mofan.text.read.document import LIMITS, Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.plain import doubtful_characters
from mofan.text.read.word.anchors import Anchor, SectionClose
from mofan.text.read.word.assembling import assembled
from mofan.text.read.word.beside import Beside
from mofan.text.read.word.inline import Bit, Inline, Paragraph, choose, is_dark
from mofan.text.read.word.markup import Element, child, local, switch
from mofan.text.read.word.numbering import Numbering
from mofan.text.read.word.package import Package, broken
from mofan.text.read.word.styles import Styles
from mofan.text.read.word.tables import cell_open, is_lying, row_open, table_open
from mofan.text.span import Span

Line = list[Bit]


def read_docx(data: bytes, name: str = "", *, limits: Limits = LIMITS) -> Document:
    """Read a .docx. Raises `Unreadable` (BROKEN, ENCRYPTED, TOO_LARGE, TOO_MANY, EMPTY)."""
    package = Package(data, limits)
    path = next((target for kind, target in package.related("") if kind == "officeDocument"), "/word/document.xml")
    document = package.part(path)
    body = child(document, "body")
    if body is None:
        raise broken()
    related = package.related(path)
    beside = Beside(package, path, limits)
    walk = _Walk.over(package, related, beside)
    lines = walk.lines(body)
    text = "\n".join("".join(bit.text for bit in line) for line in lines)
    if not text.strip():
        raise Unreadable(
            Reason.EMPTY, "这个文件里没有文字，内容可能是图片或扫描件。请先识别成文字，另存为 .docx 或 .txt 后再上传。"
        )
    insets = assembled(
        lines,
        text,
        picture_of=beside.picture_of,
        note_of=lambda met, place: beside.note_of(
            met, place, lambda note, part: _Walk.over(package, related, Beside(package, part, limits)).lines(note)
        ),
        lying=is_lying(child(body, "sectPr")),
    )
    hidden = _hidden_spans(lines)
    warnings = [*walk.warnings(), *beside.warnings(), *doubtful_characters(text)]
    if insets.notes:
        warnings.insert(0, f"有{len(insets.notes)}条脚注或尾注，不在正文文字里；排成或下载为 Word 文件时保留。")
    if hidden:
        warnings.append(f"文件里有{len(hidden)}处隐藏文字（隐藏、极小或白色字），已保留并标出，请核对。")
    margins = _margins(package, related, beside)
    return Document(name, text, MediaType.DOCX, None, tuple(warnings), hidden, margins, insets=insets)


def _margins(package: Package, related: list[tuple[str, str]], beside: Beside) -> str:
    """The text of page heads and feet."""
    parts = (package.part(target) for kind, target in related if kind in ("header", "footer"))
    lines = [line for part in parts if part is not None for line in _Walk.over(package, related, beside).lines(part)]
    texts = ("".join(bit.text for bit in line) for line in lines)
    return "\n".join(dict.fromkeys(text for text in texts if text.strip()))


def _hidden_spans(lines: list[Line]) -> tuple[Span, ...]:
    """Neighbouring hidden bits as one span each, offsets in the joined lines."""
    spans: list[Span] = []
    offset = 0
    for line in lines:
        for bit in line:
            end = offset + len(bit.text)
            if bit.hidden and bit.text.strip():
                if spans and spans[-1].end == offset:
                    spans[-1] = Span(spans[-1].start, end)
                else:
                    spans.append(Span(offset, end))
            offset = end
        offset += 1
    return tuple(spans)


@dataclass(slots=True)
class _Walk:
    """One pass over one part; numbering and fields run on from paragraph to paragraph."""

    inline: Inline
    numbering: Numbering
    styles: Styles
    beside: Beside
    carry: list[Bit] = field(default_factory=list)
    """Content of a paragraph whose end mark was deleted: it begins the next one."""
    embedded: int = 0
    diagrams: int = 0

    @classmethod
    def over(cls, package: Package, related: list[tuple[str, str]], beside: Beside) -> "_Walk":
        parts = {kind: target for kind, target in reversed(related)}
        styles = Styles(package.part(parts["styles"]) if "styles" in parts else None)
        root = package.part(parts["numbering"]) if "numbering" in parts else None
        return cls(Inline(styles), Numbering(root, styles), styles, beside)

    def lines(self, container: Element, *, dark: bool = False) -> list[Line]:
        """All lines of a body, a cell, a text box or a page head."""
        lines = list(self._blocks(container, dark))
        if self.carry:
            lines.append(_line(self.carry))
            self.carry = []
        return lines

    def warnings(self) -> Iterator[str]:
        """Sentences on what was met and left out."""
        if self.embedded:
            yield f"文件里嵌入了{self.embedded}个其他文件，其中的文字没有读入。"
        if self.inline.formulas:
            yield f"文件里有{self.inline.formulas}个公式，只带入了其中的文字，请对照原件。"
        if self.inline.charts:
            yield f"文件里有{self.inline.charts}个图表（由数据画成），没有带入，请对照原件。"
        if self.diagrams:
            yield f"文件里有{self.diagrams}个示意图（SmartArt），只带入了其中的文字，请对照原件。"

    def _blocks(self, container: Iterable[Element], dark: bool) -> Iterator[Line]:
        for item in container:
            match local(item):
                case "p":
                    yield from self._paragraph(item, dark)
                case "tbl":
                    yield from self._table(item, dark)
                case "altChunk":
                    self.embedded += 1
                case "AlternateContent":
                    for chosen in choose(item):
                        yield from self._blocks(chosen, dark)
                case "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo":
                    yield from self._blocks(item, dark)
                case _:
                    pass

    def _paragraph(self, element: Element, dark: bool) -> Iterator[Line]:
        paragraph = self.inline.read(element, dark=dark)
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        if any(child(mark, name) is not None for name in ("del", "moveFrom")) or switch(mark, "specVanish"):
            self.carry += paragraph.bits
        else:
            yield _line(self._numbered(properties, paragraph), child(properties, "sectPr"))
        for box in paragraph.boxes:
            yield from _Walk(self.inline, self.numbering, self.styles, self.beside).lines(box, dark=True)
        for diagram in paragraph.diagrams:
            self.diagrams += 1
            yield from (_line([Bit(line)]) for line in self.beside.words(diagram))

    def _numbered(self, properties: Element | None, paragraph: Paragraph) -> Line:
        bits, self.carry = self.carry + paragraph.bits, []
        label = self.numbering.label(properties)
        if label.endswith(".") and "".join(bit.text for bit in bits)[:1].isdigit():
            label += " "
        return [Bit(label), *bits] if label else bits

    def _table(self, table: Element, dark: bool) -> Iterator[Line]:
        rows = (self._row(row, dark) for row in _descend(table, "tr") if child(row, "trPr", "del") is None)
        lines = [line for row in rows for line in row]
        yield from _bounded(lines, table_open(table, self.styles), "table ends")

    def _row(self, row: Element, dark: bool) -> Iterator[Line]:
        """One line, its cells joined by tabs; a row of a single cell (a frame round text) keeps its lines."""
        found = [cell for cell in _descend(row, "tc") if child(cell, "tcPr", "cellDel") is None]
        cells = [self._cell(cell, dark, alone=len(found) == 1) for cell in found]
        lines = cells[0] if len(cells) == 1 else [_join("\t", (line for cell in cells for line in cell))]
        yield from _bounded(lines if cells else [], row_open(row), "row ends")

    def _cell(self, cell: Element, dark: bool, *, alone: bool) -> list[Line]:
        """The lines of a cell; joined into one where other cells stand beside it."""
        lines = self.lines(cell, dark=dark or is_dark(child(cell, "tcPr")))
        lines = lines if alone else [_joined(lines)]
        return list(_bounded(lines, cell_open(cell, self.styles), "cell ends"))


def _line(bits: Line, section: Element | None = None) -> Line:
    """The line of a paragraph with its bounds; a section may end with it."""
    ended = [] if section is None else [Bit("", anchor=SectionClose(is_lying(section)))]
    return [Bit("", anchor="line begins"), *bits, Bit("", anchor="line ends"), *ended]


def _bounded(lines: list[Line], first: Anchor, last: Anchor) -> Iterator[Line]:
    """`lines` with an anchor before the first and behind the last; nothing where there are none."""
    for number, line in enumerate(lines):
        before = [Bit("", anchor=first)] if number == 0 else []
        behind = [Bit("", anchor=last)] if number == len(lines) - 1 else []
        yield [*before, *line, *behind]


def _descend(container: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for item in container:
        if local(item) == name:
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            yield from _descend(item, name)


def _joined(lines: list[Line]) -> Line:
    """The lines of a cell as one: those that hold something, parted by spaces, with line breaks in them as spaces.

    What stands between two characters stays, on a line that is blank otherwise, too.
    """
    joined: Line = []
    filled = False
    for line in lines:
        if any(bit.text.strip() for bit in line):
            joined += [Bit(" ")] if filled else []
            joined += [one for bit in line for one in _in_one_line(bit)]
            filled = True
        elif any(not isinstance(bit.anchor, str | None) for bit in line):
            joined += [replace(bit, text="") for bit in line]
    return joined


def _in_one_line(bit: Bit) -> Iterator[Bit]:
    """`bit` with its line breaks as spaces between two lines."""
    for number, part in enumerate(bit.text.split("\n")):
        if number:
            yield Bit("", anchor="line ends")
            yield Bit(" ", bit.hidden)
            yield Bit("", anchor="line begins")
        yield Bit(part, bit.hidden, bit.anchor)


def _join(mark: str, lines: Iterable[Line]) -> Line:
    joined: Line = []
    for index, line in enumerate(lines):
        joined += [Bit(mark), *line] if index else line
    return joined
