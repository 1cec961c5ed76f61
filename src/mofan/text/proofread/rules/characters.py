"""Characters that are none of the standard ones: traditional in a simplified text (繁体字: 國家 among 国家), and those
that look like another (⼯作 with a radical for 工, 提髙).
"""

from collections.abc import Iterator
from unicodedata import normalize

from mofan.text.characters import simplified
from mofan.text.late import late
from mofan.text.proofread.finding import Finding

_FEW = 0.05
"""Share of its characters up to which a text is a simplified one with slips, and not a traditional one."""


def find_traditional(text: str) -> Iterator[Finding]:
    """Every traditional character of a text that is otherwise simplified; those that GB 2312 keeps are left."""
    table = simplified()
    strange = [char for char in set(text) if char in table and not _is_common(char)]
    if not strange or sum(map(text.count, strange)) > max(2, _FEW * len(text)):
        return
    for at, char in enumerate(text):
        if char in strange:
            message = f"“{char}”是繁体字，规范字为“{table[char]}”。"
            yield Finding(at, at + 1, char, "spelling", "error", message, table[char], "traditional character", 0.9)


_VARIANTS = dict(
    zip(
        "髙淸敎吿靑爲囯尙產徳歩毎変産気労実単対関県団図歳処権検収従戦経総伝",
        "高清教告青为国尚产德步每变产气劳实单对关县团图岁处权检收从战经总传",
        strict=True,
    )
)
"""Variants, as other countries write them too → the standard character."""
_LOOK_ALIKE = late(f"[\u2e80-\u2fdf\uf900-\ufaff{''.join(_VARIANTS)}]")
"""Radicals and characters kept for other tables, which come out of PDF files and input methods, and some variants."""


def find_look_alikes(text: str) -> Iterator[Finding]:
    """Every character that looks like a standard one and is another: no search finds its word."""
    for found in _LOOK_ALIKE.finditer(text):
        char = found[0]
        meant = _VARIANTS.get(char) or normalize("NFKC", char)
        if meant != char:
            message = f"“{char}”与“{meant}”字形相同而编码不同，或是异体字，规范字为“{meant}”。"
            start, end = found.span()
            yield Finding(start, end, char, "spelling", "error", message, meant, "character of another code", 0.95)


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
