"""Plain text and Markdown (纯文本): line ends, stray control characters, and what has to be reported."""

import re

from mofan.text.read.decoding import BOM, decode, rubbish
from mofan.text.read.document import Document, MediaType, Reason, Unreadable
from mofan.text.read.markdown import without_marks

_LINE_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_CARRIAGE_RETURNS = re.compile(r"(?<!\r)\r++\n")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_FRONT_MATTER = re.compile(
    r"---[^\S\n]*\n((?:(?:[\w-]+:|[ \t]|- |#)[^\n]*\n|\n){1,60}?)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)"
)
_MOST_RUBBISH = 0.1


def even_line_ends(text: str) -> str:
    """Every kind of line end (CR LF, CR, vertical tab, form feed, U+2028 …) as one "\\n"."""
    if "\r" in text:
        text = _CARRIAGE_RETURNS.sub("\n", text)
    for mark in _LINE_ENDS:
        text = text.replace(mark, "\n")
    return text


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with even line ends, without NULs and byte-order marks, and sentences on what looks wrong."""
    warnings: list[str] = []
    text = even_line_ends(text.removeprefix(BOM))
    for char, sentence in (
        (BOM, "文中夹有{}个字节顺序标记（文件可能由几个文件拼成），已去掉。"),
        ("\0", "文中夹有{}个空字符，已去掉。"),
    ):
        if count := text.count(char):
            text = text.replace(char, "")
            warnings.append(sentence.format(count))
    return text, (*warnings, *doubtful_characters(text))


def doubtful_characters(text: str) -> tuple[str, ...]:
    """Sentences on characters that could not be read or are shown only with a special font; they stay in the text."""
    warnings: list[str] = []
    if count := text.count("\ufffd"):
        warnings.append(f"有{count}个字符无法识别，显示为“\ufffd”，请对照原件。")
    if not text.isascii() and (count := len(_PRIVATE.findall(text))):
        warnings.append(f"有{count}个字符是自造字或专用符号，换一台电脑可能显示不出来，请对照原件。")
    return tuple(warnings)


def looks_like_text(data: bytes) -> bool:
    """Whether the first bytes decode into something that a person may have written."""
    return bool(data) and rubbish(decode(data[:4096]).text) <= _MOST_RUBBISH


def read_text(data: bytes, name: str, media_type: MediaType) -> Document:
    """A text or Markdown file. Raises `Unreadable` (UNKNOWN, EMPTY)."""
    decoded = decode(data)
    if rubbish(decoded.text) > _MOST_RUBBISH:
        raise Unreadable(
            Reason.UNKNOWN, "这个文件不是文字文件，无法识别。请用原来的软件打开，另存为 .docx 或 .txt 后再上传。"
        )
    text, warnings = tidy(decoded.text)
    if media_type is MediaType.MARKDOWN:
        if match := _FRONT_MATTER.match(text):
            text = text[match.end() :]
            warnings = ("文首的属性区（--- 之间的标题、日期等）不属于正文，已略去。", *warnings)
        text = without_marks(text)
    if not text.strip():
        raise Unreadable(Reason.EMPTY, "这个文件里没有文字。请检查是否选错了文件。")
    return Document(name, text, media_type, decoded.encoding, decoded.warnings + warnings)
