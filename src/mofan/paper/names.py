"""Names for files (文件名) that every system accepts."""

import re
import unicodedata

from mofan.text.fold import INVISIBLE

MOST_BYTES = 200
"""Of a name in UTF-8; file systems allow 255, and the number of a double needs room."""
_WIDE = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in '<>:"/\\|?*'} | {char: None for char in INVISIBLE})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
NAMELESS = "未命名"


def safe_file_name(title: str, extension: str, taken: set[str] | None = None) -> str:
    """A file name for `title` with `extension` (docx, with or without its dot).

    Characters that Windows refuses become their full-width kin; control and invisible ones go; what is too long is
    cut between characters. A name in `taken` (small letters) gets a number, 材料（2）.docx; the result is added to it.
    """
    ending = "." + extension.removeprefix(".")
    stem = _stem(title)
    number = 1
    name = _joined(stem, "", ending)
    while taken is not None and name.lower() in taken:
        number += 1
        name = _joined(stem, f"（{number}）", ending)
    if taken is not None:
        taken.add(name.lower())
    return name


def _stem(title: str) -> str:
    one_line = _SPACE.sub(" ", unicodedata.normalize("NFC", title))
    kept = "".join(char for char in one_line.translate(_WIDE) if unicodedata.category(char) not in {"Cc", "Cs", "Cn"})
    stem = kept.strip(" .")
    return f"_{stem}" if _RESERVED.fullmatch(stem) else stem or NAMELESS


def _joined(stem: str, number: str, ending: str) -> str:
    room = MOST_BYTES - len((number + ending).encode())
    cut = stem.encode()[:room].decode(errors="ignore")
    return cut.rstrip(" .") + number + ending
