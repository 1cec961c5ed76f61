"""Looking into WordprocessingML by local names, so that the strict and the transitional form read alike."""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute of that local name, whatever its namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children of that local name."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def child(element: Element | None, *path: str) -> Element | None:
    """The first direct child of that name, its first child of the next name, and so on; None where the path ends."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The `val` attribute of the element at the end of `path`."""
    return attribute(child(element, *path), "val")


def switch(element: Element | None, *path: str) -> bool | None:
    """An on-off property: None when absent, else whether it is on (`<w:vanish/>` is on, `w:val="0"` is off)."""
    found = child(element, *path)
    return None if found is None else (attribute(found, "val") or "1") not in _OFF


def number(text: str | None) -> int | None:
    """A whole number, or None for anything else (damaged files hold all sorts)."""
    try:
        return int(text) if text else None
    except ValueError:
        return None
