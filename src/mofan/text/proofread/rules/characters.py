"""Traditional characters in a simplified text (繁体字): 國家 among 国家."""

from collections.abc import Iterator

from mofan.text.characters import simplified
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


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
