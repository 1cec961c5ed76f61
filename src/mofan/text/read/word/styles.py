"""Styles of a .docx (样式): a property is looked for in the style, then in the styles that it is based on."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from mofan.text.read.word.markup import Element, attribute, child, children, value

Found = TypeVar("Found")


class Styles:
    """The styles part (word/styles.xml); empty when there is none."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        for style in children(root, "style"):
            identity = attribute(style, "styleId") or ""
            self._styles[identity] = style
            if (attribute(style, "default") or "0") in ("1", "true", "on"):
                self._defaults[attribute(style, "type") or ""] = identity
        self._document_default = child(root, "docDefaults", "rPrDefault", "rPr")

    def chain(self, identity: str | None, kind: str = "paragraph") -> Iterator[tuple[str, Element]]:
        """The style and its ancestors, nearest first; the default style of `kind` when no style is named."""
        identity = identity or self._defaults.get(kind)
        seen: set[str] = set()
        while identity and identity in self._styles and identity not in seen:
            seen.add(identity)
            style = self._styles[identity]
            yield identity, style
            identity = value(style, "basedOn")

    def run_property(
        self, run: Element | None, paragraph_style: str | None, find: Callable[[Element], Found | None]
    ) -> Found | None:
        """The first answer of `find` over the run, its style, the paragraph's style and the defaults."""
        for properties in self._places(run, paragraph_style):
            if properties is not None and (found := find(properties)) is not None:
                return found
        return None

    def _places(self, run: Element | None, paragraph_style: str | None) -> Iterator[Element | None]:
        yield run
        if named := value(run, "rStyle"):
            for _, style in self.chain(named, "character"):
                yield child(style, "rPr")
        for _, style in self.chain(paragraph_style):
            yield child(style, "rPr")
        yield self._document_default
