"""The walk through a .docx (逐段阅读): body order, one paragraph a line, one table row a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mofan.text.read.document import LIMITS, Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.plain import doubtful_characters
from mofan.text.read.word.inline import Bit, Inline, Paragraph, choose, is_dark
from mofan.text.read.word.markup import Element, child, local, switch
from mofan.text.read.word.numbering import Numbering
from mofan.text.read.word.package import Package, broken
from mofan.text.read.word.styles import Styles
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
    walk = _Walk.over(package, related)
    lines = walk.lines(body)
    text = "\n".join("".join(bit.text for bit in line) for line in lines)
    if not text.strip():
        raise Unreadable(
            Reason.EMPTY, "这个文件里没有文字，内容可能是图片或扫描件。请先识别成文字，另存为 .docx 或 .txt 后再上传。"
        )
    hidden = _hidden_spans(lines)
    warnings = [*walk.warnings(), *doubtful_characters(text)]
    if hidden:
        warnings.append(f"文件里有{len(hidden)}处隐藏文字（隐藏、极小或白色字），已保留并标出，请核对。")
    return Document(name, text, MediaType.DOCX, None, tuple(warnings), hidden, _margins(package, related))


def _margins(package: Package, related: list[tuple[str, str]]) -> str:
    """The text of page heads and feet."""
    parts = (package.part(target) for kind, target in related if kind in ("header", "footer"))
    lines = [line for part in parts if part is not None for line in _Walk.over(package, related).lines(part)]
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
    carry: list[Bit] = field(default_factory=list)
    """Content of a paragraph whose end mark was deleted: it begins the next one."""
    embedded: int = 0

    @classmethod
    def over(cls, package: Package, related: list[tuple[str, str]]) -> "_Walk":
        parts = {kind: target for kind, target in reversed(related)}
        styles = Styles(package.part(parts["styles"]) if "styles" in parts else None)
        root = package.part(parts["numbering"]) if "numbering" in parts else None
        return cls(Inline(styles), Numbering(root, styles))

    def lines(self, container: Element, *, dark: bool = False) -> list[Line]:
        """All lines of a body, a cell, a text box or a page head."""
        lines = list(self._blocks(container, dark))
        if self.carry:
            lines.append(self.carry)
            self.carry = []
        return lines

    def warnings(self) -> Iterator[str]:
        """Sentences on what was met and left out."""
        if self.inline.notes:
            yield f"有{self.inline.notes}条脚注或尾注没有读入正文。"
        if self.embedded:
            yield f"文件里嵌入了{self.embedded}个其他文件，其中的文字没有读入。"

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
            yield self._numbered(properties, paragraph)
        for box in paragraph.boxes:
            yield from _Walk(self.inline, self.numbering).lines(box, dark=True)

    def _numbered(self, properties: Element | None, paragraph: Paragraph) -> Line:
        bits, self.carry = self.carry + paragraph.bits, []
        label = self.numbering.label(properties)
        if label.endswith(".") and "".join(bit.text for bit in bits)[:1].isdigit():
            label += " "
        return [Bit(label), *bits] if label else bits

    def _table(self, table: Element, dark: bool) -> Iterator[Line]:
        for row in _descend(table, "tr"):
            if child(row, "trPr", "del") is None:
                yield from self._row(row, dark)

    def _row(self, row: Element, dark: bool) -> Iterator[Line]:
        """One line, its cells joined by tabs; a row of a single cell (a frame round text) keeps its lines."""
        cells = [
            self.lines(cell, dark=dark or is_dark(child(cell, "tcPr")))
            for cell in _descend(row, "tc")
            if child(cell, "tcPr", "cellDel") is None
        ]
        if len(cells) == 1:
            yield from cells[0]
        elif cells:
            yield _join("\t", (_join(" ", _filled(lines)) for lines in cells))


def _descend(container: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for item in container:
        if local(item) == name:
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            yield from _descend(item, name)


def _filled(lines: list[Line]) -> Iterator[Line]:
    """The lines that are not blank, with line breaks in them as spaces."""
    for line in lines:
        if any(bit.text.strip() for bit in line):
            yield [Bit(bit.text.replace("\n", " "), bit.hidden) for bit in line]


def _join(mark: str, lines: Iterable[Line]) -> Line:
    joined: Line = []
    for index, line in enumerate(lines):
        joined += [Bit(mark), *line] if index else line
    return joined
