"""What stands in parts of their own (随文部件): pictures, notes, the words of diagrams. What is missing is counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from mofan.text.read.document import Limits, Unreadable
from mofan.text.read.insets import Note, Picture
from mofan.text.read.pictures import Looks, looks_of
from mofan.text.read.word.anchors import NoteMet, PictureMet
from mofan.text.read.word.inline import Bit
from mofan.text.read.word.markup import Element, attribute, children
from mofan.text.read.word.package import Package

Lines = Callable[[Element, str], list[list[Bit]]]
"""(container, path of its part) → its lines."""

_SENTENCES: Final = {
    "outside": "有{}张图片不在文件里（只有链接），没有取。需要时请在原软件里把图片嵌入文件后再上传。",
    "lost": "有{}张图片在文件里找不到或已损坏，没有带入。",
    "format": "有{}张图片的格式不认识，没有带入。请在原件里换成 PNG 或 JPEG。",
    "large": "有{}张图片过大，为安全起见没有带入。请缩小后再插入。",
    "noted": "有{}张图片在脚注、尾注里，没有带入。",
}
"""Why a picture is not there → the sentence that says how many."""


class Beside:
    """The parts that one part of a .docx refers to."""

    def __init__(self, package: Package, path: str, limits: Limits) -> None:
        self._package, self._limits = package, limits
        self._path = path
        self._targets = package.relations(path)
        self._pictures: dict[str, tuple[bytes, Looks] | str] = {}
        self._bytes = 0
        self._notes: dict[tuple[str, str], tuple[str, ...]] | None = None
        self.missing: Counter[str] = Counter()
        self.lost_notes = 0

    def picture_of(self, met: PictureMet, place: int) -> Picture | None:
        """The picture that was met, or None with a reason counted in `missing`."""
        if met.relation not in self._pictures:
            self._pictures[met.relation] = self._picture(met.relation)
        found = self._pictures[met.relation]
        if isinstance(found, str):
            self.missing[found] += 1
            return None
        data, looks = found
        width, height = (met.width, met.height) if met.width and met.height else (looks.width, looks.height)
        return Picture(place, data, looks.format, width, height, met.description)

    def _picture(self, relation: str) -> tuple[bytes, Looks] | str:
        if relation not in self._targets:
            return "lost"
        if (target := self._targets[relation]) is None:
            return "outside"
        if self._bytes + (self._package.size(target) or 0) > self._limits.picture_bytes:
            return "large"
        try:
            data = self._package.bytes_of(target)
        except Unreadable:
            return "lost"
        if not data:
            return "lost"
        self._bytes += len(data)
        looks = looks_of(data)
        if looks is None:
            return "format"
        return "large" if looks.is_bomb else (data, looks)

    def words(self, relation: str) -> Iterator[str]:
        """The lines of a diagram (SmartArt)."""
        target = self._targets.get(relation)
        part = self._package.part(target) if target else None
        if part is not None:
            for paragraph in part.iter("{*}p"):
                line = "".join(one.text or "" for one in paragraph.iter("{*}t"))
                if line.strip():
                    yield line

    def note_of(self, met: NoteMet, place: int, lines: Lines) -> Note | None:
        """The note that was met; None, counted, when its part does not hold it."""
        if self._notes is None:
            self._notes = dict(self._all_notes(lines))
        paragraphs = self._notes.get((met.kind, met.identity))
        if not paragraphs:
            self.lost_notes += 1
            return None
        return Note(place, met.kind, paragraphs, met.own_mark)

    def _all_notes(self, lines: Lines) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        for kind, target in self._package.related(self._path):
            if kind in ("footnotes", "endnotes"):
                part = self._package.part(target)
                for note in children(part, kind[:-1]):
                    if (attribute(note, "type") or "normal") == "normal":
                        yield (kind[:-1], attribute(note, "id") or ""), self._words_of(lines(note, target))

    def _words_of(self, lines: Sequence[Sequence[Bit]]) -> tuple[str, ...]:
        """The paragraphs of a note: what is hidden in it is left out, and the space behind its number."""
        self.missing["noted"] += sum(isinstance(bit.anchor, PictureMet) for line in lines for bit in line)
        said = ("".join(bit.text for bit in line if not bit.hidden) for line in lines)
        return tuple(part.strip() for line in said for part in line.split("\n") if part.strip())

    def warnings(self) -> Iterator[str]:
        """Sentences on what is not carried along."""
        for reason, sentence in _SENTENCES.items():
            if count := self.missing[reason]:
                yield sentence.format(count)
        if self.lost_notes:
            yield f"有{self.lost_notes}条脚注或尾注在文件里找不到内容，没有带入。"
