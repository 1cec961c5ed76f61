"""What the person should know about a PDF (排版报告): which fonts stood in, which characters no font has."""

from dataclasses import dataclass, field

from mofan.paper import measurements as m
from mofan.paper.pdf.fonts import Reason

_WHY: dict[Reason, str] = {
    "same design": "同一字体的另一版本",
    "not installed": "本机没有这个字体",
    "no glyph": "字体里没有这些字",
}
_MOST_SHOWN = 12
_USUAL = {face.name for face in m.FACES} | {m.LATIN}
"""The .docx names another face for single characters only, which these lack."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font set where another face was wanted (字体替代)."""

    face: str
    """As the .docx names it."""
    used: str
    reason: Reason
    characters: int
    """How many characters of the document were set so."""
    examples: str = ""
    """Where they are single rare characters: which, each once."""

    @property
    def sentence(self) -> str:
        """For people."""
        shown = f"：{self.examples[:_MOST_SHOWN]}" if self.examples else ""
        return f"{self.face}改用{self.used}，共{self.characters}字{shown}（{_WHY[self.reason]}）。"


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no font of this machine has (缺字)."""

    character: str
    face: str
    where: str
    """Element and paragraph, and the words around it."""

    @property
    def code(self) -> str:
        """U+20BB7."""
        return f"U+{ord(self.character):04X}"

    @property
    def sentence(self) -> str:
        """For people."""
        return f"缺字：{self.where}的“{self.character}”（{self.code}），本机没有字体能显示，PDF 里是空框。"


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What was made, and how (生成报告)."""

    by: str
    """libreoffice or typst."""
    pages: int
    substitutions: tuple[Substitution, ...] = ()
    missing: tuple[Missing, ...] = ()
    warnings: tuple[str, ...] = ()
    """What the document lacks or could not be drawn: Chinese sentences."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it for people, the gravest first."""
        return (
            *(one.sentence for one in self.missing),
            *self.warnings,
            *(one.sentence for one in self.substitutions),
        )


@dataclass(slots=True)
class Tally:
    """Substitutions and missing characters as they are met."""

    counts: dict[tuple[str, str, Reason], int] = field(default_factory=dict)
    characters: dict[tuple[str, str, Reason], dict[str, None]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def replaced(self, face: str, used: str, reason: Reason, text: str) -> None:
        """`text` was set in `used`."""
        key = (face, used, reason)
        self.counts[key] = self.counts.get(key, 0) + len(text)
        self.characters.setdefault(key, {}).update(dict.fromkeys(text))

    def substitutions(self) -> tuple[Substitution, ...]:
        """In the order of the faces as the standard names them, the commonest first."""
        order = {face.name: place for place, face in enumerate(m.FACES)}
        rows = sorted(self.counts.items(), key=lambda row: (order.get(row[0][0], len(order)), -row[1], row[0]))
        return tuple(
            Substitution(face, used, reason, count, "".join(self.characters[face, used, reason]) if single else "")
            for (face, used, reason), count in rows
            for single in (reason == "no glyph" or face not in _USUAL,)
        )
