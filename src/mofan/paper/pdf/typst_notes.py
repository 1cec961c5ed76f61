"""Notes of the fitted .docx for Typst (脚注、尾注): footnotes on their pages, endnotes behind the text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from mofan.paper.pdf.fitting import Element, Fitted, W

KINDS: Final = ("footnote", "endnote")
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Notes:
    """The notes of one document; `written` turns a note's paragraphs into Typst."""

    texts: dict[tuple[str, str], Element]
    written: Callable[[Element], str] = lambda _: ""
    digits: Callable[[str], str] = lambda text: text
    """Superscript words."""
    last: list[str] = field(default_factory=list)
    """Endnotes in the order of their marks."""
    mark: str = ""
    """Of the endnote that is being written."""

    def reference(self, element: Element) -> str | None:
        """The mark of a note at its place; None for another thing."""
        kind = str(element.tag).removeprefix(W).removesuffix("Reference")
        text = self.texts.get((kind, element.get(f"{W}id", "")))
        if text is None:
            return None
        own = element.get(f"{W}customMarkFollows") is not None
        if kind == "footnote":
            numbering = ", numbering: _ => []" if own else ""
            return f"#footnote({{[{self.written(text)}]}}{numbering})"
        self.mark = mark = "" if own else self.digits(_roman(len(self.last) + 1))
        self.last.append(self.written(text))
        return mark


def notes_of(fitted: Fitted) -> Notes:
    """The notes of a document."""
    return Notes(
        {
            (kind, one.get(f"{W}id", "")): one
            for kind in KINDS
            if (tree := fitted.trees.get(f"word/{kind}s.xml")) is not None
            for one in tree.iterfind(f"{W}{kind}")
            if one.get(f"{W}type") is None
        }
    )


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made
