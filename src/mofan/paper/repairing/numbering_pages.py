"""Page numbers by the standard (编排页码): two new feet; those that stood there stay in the file, unused."""

import posixpath
from copy import deepcopy
from typing import Final

from lxml import etree

from mofan.paper import measurements as m
from mofan.paper.inspecting import Opened
from mofan.paper.inspecting.opened import Section
from mofan.paper.inspecting.page_numbers import page_fields
from mofan.paper.repairing.placing import placed_in, tag
from mofan.text.read.word.markup import Element, attribute, children, local

_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "[Content_Types].xml"


def number_pages(opened: Opened) -> set[str]:
    """Give every section the page numbers of 7.5; the paths of the parts that changed or are new."""
    package = _Parts(opened)
    odd = package.add("footer", _foot(opened, "right"))
    even = package.add("footer", _foot(opened, "left"))
    for section in opened.sections():
        _refer(package, section, "footerReference", {"default": odd, "even": even}, first=odd)
    if not opened.two_sided:
        _keep_heads(opened, package)
        settings = opened.settings
        if settings is None:
            settings = etree.Element(tag(opened.root, "settings"), nsmap={"w": etree.QName(opened.root).namespace})
            package.add("settings", settings)
            opened.settings = settings
        else:
            package.changed.add(opened.path_of("settings") or "")
        placed_in(settings, "evenAndOddHeaders").attrib.clear()
    return package.changed


def _foot(opened: Opened, side: str) -> Element:
    """`— 1 —` in 四号宋体, one character in at `side`; every property in place, whatever the styles say."""
    namespace = etree.QName(opened.root).namespace
    song = m.SONG.name
    face = (
        f'<w:rPr><w:rFonts w:ascii="{song}" w:hAnsi="{song}" w:eastAsia="{song}" w:cs="{song}" w:hint="eastAsia"/>'
        f'<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/><w:spacing w:val="0"/>'
        f'<w:sz w:val="{m.PAGE_NUMBER_SIZE}"/><w:szCs w:val="{m.PAGE_NUMBER_SIZE}"/></w:rPr>'
    )
    content = (
        '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
    )  # fmt: skip
    indents = {"left": 0, "right": 0} | {side: m.PAGE_NUMBER_INDENT}
    written = " ".join(f'w:{name}Chars="{100 if twips else 0}" w:{name}="{twips}"' for name, twips in indents.items())
    runs = "".join(f"<w:r>{face}{item}</w:r>" for item in content)
    return etree.fromstring(
        f'<w:ftr xmlns:w="{namespace}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind {written} w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p></w:ftr>'
    )


def _keep_heads(opened: Opened, package: "_Parts") -> None:
    """Once odd and even pages differ, even ones need the page head that all pages had: a copy of it."""
    copies: dict[str, str] = {}
    for section in opened.sections():
        own = {attribute(one, "type") for one in children(section.properties, "headerReference")}
        path = section.heads.get("default")
        if path is None or not ({"default", "even", None} & own):
            _remove(section.properties, "headerReference", "even")
            continue
        if path not in copies:
            copies[path] = package.add("header", deepcopy(opened.parts[path]), beside=path)
        _refer(package, section, "headerReference", {"even": copies[path]})


def _refer(package: "_Parts", section: Section, name: str, targets: dict[str, str], first: str | None = None) -> None:
    """Let a section refer to these parts, by the ids of their relations; `first` where its first page has a number."""
    if first is not None and "first" in section.feet:
        root = package.opened.part(section.feet["first"])
        if root is not None and page_fields(root):
            targets = targets | {"first": first}
    for kind, identity in targets.items():
        _remove(section.properties, name, kind)
        made = etree.Element(tag(section.properties, name))
        made.set(tag(section.properties, "type"), kind)
        made.set(f"{{{package.relations_namespace}}}id", identity)
        section.properties.insert(
            sum(1 for one in section.properties if local(one) in ("headerReference", "footerReference")), made
        )


def _remove(properties: Element, name: str, kind: str) -> None:
    for one in list(children(properties, name)):
        if (attribute(one, "type") or "default") == kind:
            properties.remove(one)


class _Parts:
    """Adds parts to a package: their content, their relation, their content type."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        strict = "purl.oclc.org" in str(etree.QName(opened.root).namespace)
        self.relations_namespace = _STRICT if strict else _TRANSITIONAL
        self.changed: set[str] = {opened.path.lstrip("/")}
        folder, base = posixpath.split(opened.path.lstrip("/"))
        self._folder = folder
        self._relations_path = posixpath.join(folder, "_rels", f"{base}.rels")

    def add(self, kind: str, root: Element, beside: str | None = None) -> str:
        """Add a part of that kind; the id of its relation. `beside`: the part whose relations it shares."""
        path = next(
            name
            for number in range(10_000)
            if self.opened.part(name := posixpath.join(self._folder, f"{kind}{number or ''}.xml")) is None
        )
        self._put(path, root)
        if beside is not None:
            self._copy_relations(beside, path)
        types = self.opened.part(_CONTENT_TYPES)
        relations = self.opened.part(self._relations_path)
        if relations is None:
            relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        assert types is not None  # without it this was no .docx
        made = etree.SubElement(types, tag(types, "Override"))
        made.set("PartName", f"/{path}")
        made.set("ContentType", f"{_TYPES}.{kind}+xml")
        used = {attribute(one, "Id") for one in relations}
        identity = next(name for number in range(1, 100_000) if (name := f"rId{number}") not in used)
        relation = etree.SubElement(relations, tag(relations, "Relationship"))
        for key, value in (
            ("Id", identity), ("Type", f"{self.relations_namespace}/{kind}"), ("Target", posixpath.basename(path)),
        ):  # fmt: skip
            relation.set(key, value)
        self._put(self._relations_path, relations)
        self._put(_CONTENT_TYPES, types)
        return identity

    def _copy_relations(self, beside: str, path: str) -> None:
        folder, base = posixpath.split(beside)
        relations = self.opened.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if relations is not None and posixpath.dirname(path) == folder:
            self._put(posixpath.join(folder, "_rels", f"{posixpath.basename(path)}.rels"), deepcopy(relations))

    def _put(self, path: str, root: Element) -> None:
        self.opened.parts[path] = root
        self.changed.add(path)
