"""The .docx as the check sees it (打开的文档): its parts as XML, under limits, and its sections."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

from mofan.text.read import LIMITS, MediaType, Reason, Unreadable, sniff
from mofan.text.read.word.markup import Element, attribute, child, children, local, switch
from mofan.text.read.word.numbering import Numbering
from mofan.text.read.word.package import Package, broken
from mofan.text.read.word.styles import Styles

_NOT_DOCX = "这不是 .docx 文件，无法检查版式。请用 Word 或 WPS 打开，另存为 .docx 再试。"
_ENCRYPTED = "文件加了打开密码，无法检查版式。请用 Word 或 WPS 打开，取消密码后另存为 .docx 再试。"
_SCRIPT = re.compile(r"[Zz][Hh]-(?:[Tt][Ww]|[Hh][Kk]|[Mm][Oo]|Hant)")


@dataclass(frozen=True, slots=True)
class Section:
    """A section (节): its properties, and the page heads and feet that it has or inherits, as paths of parts."""

    number: int
    properties: Element
    feet: dict[str, str]
    """Part paths of the footers by kind: default, even, first."""
    heads: dict[str, str]

    @property
    def landscape(self) -> bool:
        """Whether its pages lie on their side (横排)."""
        size = child(self.properties, "pgSz")
        width, height = (int(attribute(size, name) or 0) for name in ("w", "h"))
        return width > height


class Opened:
    """One .docx. Raises `Unreadable` with a Chinese sentence for a broken, encrypted, huge or other file."""

    def __init__(self, data: bytes) -> None:
        media_type = sniff(data)
        if media_type is MediaType.ENCRYPTED_OFFICE:
            raise Unreadable(Reason.ENCRYPTED, _ENCRYPTED)
        if not data.startswith(b"PK"):
            raise Unreadable(Reason.UNSUPPORTED, _NOT_DOCX)
        if len(data) > LIMITS.file_bytes:
            raise Unreadable(Reason.TOO_LARGE, "文件过大，为安全起见没有检查。请拆分成几个文件再试。")
        self.data = data
        self._package = Package(data, LIMITS)
        self.path = next((one for kind, one in self._package.related("") if kind == "officeDocument"), "")
        if not self.path.endswith(".xml") or media_type is not MediaType.DOCX:
            raise Unreadable(Reason.UNSUPPORTED, _NOT_DOCX)
        self.parts: dict[str, Element] = {}
        """XML parts that were opened, by path without the leading slash."""
        root = self.part(self.path)
        body = child(root, "body")
        if root is None or body is None:
            raise broken()
        self.root, self.body = root, body
        self.related = [(kind, path.lstrip("/")) for kind, path in self._package.related(self.path)]
        self.styles_root = self._kind("styles")
        self.styles = Styles(self.styles_root)
        self.numbering_root = self._kind("numbering")

    def part(self, path: str) -> Element | None:
        """The root of a part, the same object each time; None when there is none."""
        path = path.lstrip("/")
        if path not in self.parts:
            found = self._package.part(path)
            if found is None:
                return None
            self.parts[path] = found
        return self.parts[path]

    def path_holding(self, element: Element) -> str:
        """The path of the part that an element stands in."""
        root = element.getroottree().getroot()
        return next(path for path, one in self.parts.items() if one is root)

    def path_of(self, kind: str) -> str | None:
        """The path of the first part of that kind that the document refers to."""
        return next((path for one, path in self.related if one == kind), None)

    def _kind(self, kind: str) -> Element | None:
        path = self.path_of(kind)
        return None if path is None else self.part(path)

    def numbering(self) -> Numbering:
        """A counter of the automatic numbers, at the beginning of the document."""
        return Numbering(self.numbering_root, self.styles)

    @cached_property
    def settings(self) -> Element | None:
        """The settings part."""
        return self._kind("settings")

    @property
    def two_sided(self) -> bool:
        """Whether odd and even pages have feet of their own (奇偶页不同)."""
        return bool(switch(self.settings, "evenAndOddHeaders"))

    def sections(self) -> list[Section]:
        """The sections in order."""
        targets = self._targets()
        found: list[Section] = []
        for properties in self.body.iter("{*}sectPr"):
            if any(local(above) == "sectPrChange" for above in properties.iterancestors()):
                continue
            feet = dict(found[-1].feet) if found else {}
            heads = dict(found[-1].heads) if found else {}
            for kind, held in (("footerReference", feet), ("headerReference", heads)):
                for reference in children(properties, kind):
                    path = targets.get(relation_id(reference) or "")
                    if path is not None and self.part(path) is not None:
                        held[attribute(reference, "type") or "default"] = path
            found.append(Section(len(found) + 1, properties, feet, heads))
        return found

    def _targets(self) -> dict[str, str]:
        folder, base = posixpath.split(self.path.lstrip("/"))
        relations = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            attribute(one, "Id") or "": posixpath.normpath(
                posixpath.join("/", folder, attribute(one, "Target") or "")
            ).lstrip("/")
            for one in children(relations, "Relationship")
        }

    @cached_property
    def theme(self) -> dict[str, str]:
        """Faces of the theme (主题字体) by the names that runs call them: minorEastAsia, majorAscii …"""
        fonts = child(self._kind("theme"), "themeElements", "fontScheme")
        language = attribute(child(self.settings, "themeFontLang"), "eastAsia") or "zh-CN"
        script = "Hant" if _SCRIPT.match(language) else "Hans"
        faces: dict[str, str] = {}
        for size in ("major", "minor"):
            group = child(fonts, f"{size}Font")
            latin = attribute(child(group, "latin"), "typeface") or ""
            by_script = {attribute(one, "script"): attribute(one, "typeface") or "" for one in children(group, "font")}
            east = attribute(child(group, "ea"), "typeface") or by_script.get(script, "")
            faces |= {f"{size}EastAsia": east, f"{size}Ascii": latin, f"{size}HAnsi": latin}
        return faces


def relation_id(reference: Element) -> str | None:
    """The r:id of a reference; w:id is something else."""
    return next((str(value) for key, value in reference.attrib.items() if str(key).endswith("relationships}id")), None)


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    """What the .zip holds, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()
