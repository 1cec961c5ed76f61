"""Web pages (网页): .html, and the single-file form .mht."""

import email
import email.policy
import logging
import re

from lxml import etree, html

from mofan.text.read.decoding import Decoded, decode
from mofan.text.read.document import Document, MediaType, Reason, Unreadable
from mofan.text.read.insets import Insets
from mofan.text.read.page_tables import Put, Visible, settled
from mofan.text.read.plain import tidy

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
    "|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
"""What no XML tree can hold, also when written as a reference."""
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LEAST_SHARE = 0.6
"""Which part of the visible Han characters the extractor must give back to be believed."""
_MOST_LINKED = 0.1
"""Above this part of its Han characters in links a page is taken for one of a site."""
_LIST_OF_LINKS = 0.8
"""Above this part of its Han characters in links a list is navigation."""
_LEAST_LEFT = 0.2
"""Which part of the Han characters must be left when furniture is taken out."""
_ARTICLE_SHARE = 0.98
"""Which part of the extractor's characters an element must hold to be the article."""
_DEEPEST = 64
_BOXES = {"article", "body", "center", "div", "form", "main", "section", "table", "tbody", "td", "tr"}
"""What the article may be; a page of its own tables is laid out in cells."""
_UNSEEN = {"script", "style", "noscript", "template", "head", "title", "textarea", "select", "button", "iframe", "svg"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELL_ENDS = {"td": "\t", "th": "\t"}
_OF_TABLES = {"table", "tr", *_CELL_ENDS}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, name: str = "") -> Document:
    """Read a web page: its article, or all that is visible. Raises `Unreadable` (EMPTY, BROKEN)."""
    return _read_markup(decode(data), name, MediaType.HTML)


def read_mht(data: bytes, name: str = "") -> Document:
    """Read a page saved as one file. Raises `Unreadable` (EMPTY, BROKEN)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part is not None else None
    if not isinstance(content, bytes):
        raise Unreadable(
            Reason.BROKEN, "网页文件里找不到正文，可能已损坏。请用浏览器打开，另存为 .html 或 .txt 再上传。"
        )
    return _read_markup(decode(content), name, MediaType.MHT)


def _read_markup(decoded: Decoded, name: str, media_type: MediaType) -> Document:
    source, warnings = tidy(_XML_DECLARATION.sub("", decoded.text.removeprefix("\ufeff")))
    source = _CONTROLS.sub("", source)
    page = _page_text(source)
    if not page.text.strip():
        raise Unreadable(
            Reason.EMPTY, "这个网页里没有文字，内容可能是图片或需要联网显示。请复制文字，存为 .txt 再上传。"
        )
    found = (*decoded.warnings, *warnings)
    return Document(name, page.text, media_type, decoded.encoding, found, insets=Insets(page.tables))


def _page_text(source: str) -> Visible:
    """The article of a page with site furniture round it; the whole of a page without."""
    try:
        root = html.document_fromstring(
            source, parser=html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
        )
    except (etree.ParserError, ValueError):
        return Visible("")
    _drop_unseen(root)
    visible = visible_part(root)
    if not _has_furniture(root):
        return visible
    _drop_furniture(root)
    trimmed = visible_part(root)
    if _han(trimmed.text) < _LEAST_LEFT * _han(visible.text):
        return visible  # a page of links: they are what it says
    article = _find_article(root)
    return article if _han(article.text) >= _LEAST_SHARE * (_han(trimmed.text) - _linked(root)) else trimmed


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _linked(element: html.HtmlElement) -> int:
    """Han characters in links that lead out of the page."""
    links = (link for link in element.iter("a") if not (link.get("href") or "").startswith("#"))
    return sum(_han(link.text_content()) for link in links)


def _drop_unseen(root: html.HtmlElement) -> None:
    """Take out what a browser does not show; text that follows such an element stays."""
    for element in list(root.iter()):
        tag = str(element.tag).lower()
        hides = _HIDING.search(element.get("style") or "") or element.get("hidden") is not None
        if (tag in _UNSEEN or hides) and element.getparent() is not None:
            element.drop_tree()


def _has_furniture(root: html.HtmlElement) -> bool:
    """Whether the page is part of a site: it has navigation, or much of its text is links."""
    if any(True for _ in root.iter("nav", "aside", "footer", "frameset")):
        return True
    return _linked(root) > _MOST_LINKED * _han(root.text_content())


def _drop_furniture(root: html.HtmlElement) -> None:
    """Take out navigation, page feet and lists of links."""
    for element in list(root.iter("nav", "aside", "footer", "ul", "ol")):
        listed = str(element.tag) in ("ul", "ol")
        if not listed or _linked(element) > _LIST_OF_LINKS * _han(element.text_content()):
            element.drop_tree()


def _find_article(root: html.HtmlElement) -> Visible:
    """Our own text of the element that holds what trafilatura takes for the article; empty when it finds none.

    Its own text would lack repeated lines, the headline, leading spaces and tabs.
    """
    lines = ["".join(_HAN.findall(line)) for line in _article(html.tostring(root, encoding="unicode")).split("\n")]
    total = sum(map(len, lines))
    if not total:
        return Visible("")
    found = root
    for _ in range(_DEEPEST):
        boxes = (child for child in found if str(child.tag) in _BOXES)
        inner = next((box for box in boxes if _holds(box, lines) >= _ARTICLE_SHARE * total), None)
        if inner is None:
            break
        found = inner
    headlines = [] if next(found.iter("h1"), None) is not None else list(root.iter("h1"))
    headline = visible_part(headlines[0]).text if len(headlines) == 1 else ""
    return visible_part(found).behind(headline) if headline else visible_part(found)


def _holds(element: html.HtmlElement, lines: list[str]) -> int:
    """How many characters of these lines stand in the element."""
    content = "".join(_HAN.findall(str(element.text_content())))
    return sum(len(line) for line in lines if line in content)


def _article(source: str) -> str:
    """What trafilatura is sure to be of the article; "" when it finds none. It only serves to find the place."""
    import trafilatura  # slow to import, and only pages of a site need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(source, favor_precision=True, include_tables=True, include_comments=False)
    return str(found or "")


def visible_part(root: html.HtmlElement) -> Visible:
    """All text in order, one block or `<br>` line a line, cells of a row joined by tabs; and the tables in it.

    A loop and no recursion, for pages nest their elements by the thousand.
    """
    put = Put()
    preformatted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).lower()
        if event == "start":
            preformatted += tag == "pre"
            put.add("\n" if tag in _BLOCKS or tag == "br" else "")
            if tag in _OF_TABLES:
                put.open(element)
            put.add(_plain(element.text, preformatted))
        else:
            preformatted -= tag == "pre"
            if tag in _OF_TABLES:
                put.close(element)
            put.add("\n" if tag in _BLOCKS else _CELL_ENDS.get(tag, ""))
            put.add(_plain(element.tail, preformatted))
    return settled(put)


def _plain(text: str | None, preformatted: int) -> str:
    if not text:
        return ""
    return text if preformatted else _SPACES.sub(" ", text)
