"""From bytes to characters (解码): strict decoders in a fixed order instead of statistics.

Chinese office files come in UTF-8, UTF-16, GB18030, now and then Big5, or are joined from several of them.
`gb2312` and `gbk` are never used for decoding: they fail on 镕, 㛃 and 𠮷, which GB18030 holds.
"""

import codecs
import re
from dataclasses import dataclass
from unicodedata import category

BOM = "\ufeff"
_BOMS = (  # the longer mark before the shorter one that it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ODD = {"Cc", "Co", "Cn", "Cs"}
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xef][\x80-\xbf]{2}){3}")
_FOREIGN = re.compile("[\u0250-\u0390\u03ca-\u040f\u0450-\u07ff]")
"""Beyond Latin, Greek and Cyrillic letters, below Chinese."""
_FEW = 65_536
_SAMPLE = 20_000
"""Characters looked at in each of three windows when a whole text is weighed."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding that gave them, and what the reader should know (Chinese sentences)."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def _rows(encoding: str, first: int, last: int, trails: range) -> str:
    """All characters of a double-byte set with lead bytes `first` to `last`."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails)
    return "".join(pair.decode(encoding, "ignore") for pair in pairs)


_MARKS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\t\r\n\u3000、。，：；？！“”‘’（）《》〈〉【】〔〕［］「」『』…—–－·～￥％＋×○〇★●■◆①②③④⑤⑥⑦⑧⑨⑩"
)
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
_COMMON_SIMPLIFIED = frozenset(_rows("gb2312", 0xB0, 0xD7, range(0xA1, 0xFF)) + _MARKS + _FULL_WIDTH)
_COMMON_TRADITIONAL = frozenset(_rows("cp950", 0xA4, 0xC6, range(0x40, 0xFF)) + _MARKS + _FULL_WIDTH)
_COMMON = _COMMON_SIMPLIFIED | _COMMON_TRADITIONAL


def _windows(text: str) -> str:
    """`text` itself, or its head, middle and tail."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]


def familiarity(text: str, common: frozenset[str] = _COMMON) -> float:
    """Which part (0 to 1) of the characters beyond ASCII is in everyday use; 1 when there are none."""
    beyond = [char for char in _windows(text) if char > "\x7f"]
    return sum(map(common.__contains__, beyond)) / len(beyond) if beyond else 1.0


def rubbish(text: str) -> float:
    """Which part (0 to 1) of `text` no document has: control, private-use, unassigned and replacement characters."""
    sample = _windows(text.rstrip("\0"))  # a disk error leaves NULs to the end of the file
    odd = sum(1 for char in sample if char == "\ufffd" or (category(char) in _ODD and not char.isspace()))
    return odd / len(sample) if sample else 0.0


def decode(data: bytes) -> Decoded:
    """Decode a text file: byte-order mark, UTF-8, UTF-16 without mark, GB18030 or Big5, else line by line."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if data.startswith(b"\x84\x31\x95\x33"):
        return _decode_chinese(data[4:])
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data[:4096] and (utf16 := _unmarked_utf16(data)):
        return _decode_marked(data, utf16)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and error.reason == "unexpected end of data" and error.start:
            return Decoded(data[: error.start].decode("utf-8"), "utf-8", (_CUT,))
    else:
        return _decode_chinese(data) if _is_accidental_utf8(data, text) else Decoded(text, "utf-8")
    if utf16 := _unmarked_utf16(data):
        return _decode_marked(data, utf16)
    return _decode_chinese(data)


_CUT = "文件在一个汉字中间断开，已读到断开处为止，末尾可能不完整。"
_MIXED = "文件里混有两种编码（UTF-8 与 GB18030），已逐行识别，请抽看有无乱码。"


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    cut = len(data) % (4 if encoding.startswith("utf-32") else 2)
    return Decoded(text.removesuffix("\ufffd") if cut else text, encoding, (_CUT,) if cut else ())


def _is_accidental_utf8(data: bytes, text: str) -> bool:
    """A few GB18030 characters may happen to be UTF-8 (通知): marks and letters of scripts that no such file holds."""
    if len(data) > _FEW or not _FOREIGN.search(text) or max(text) > "\u07ff":
        return False
    return familiarity(data.decode("gb18030", "replace"), _COMMON_SIMPLIFIED) == 1.0


def _unmarked_utf16(data: bytes) -> str | None:
    """utf-16-le or utf-16-be when one byte of each pair looks like the high byte of Chinese or ASCII, the other not."""
    sample = data[: 2 * _SAMPLE]
    sample = sample[: len(sample) // 2 * 2]
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        known = sum(map(_COMMON.__contains__, text)) / len(text) if text else 0.0
        if known >= 0.8 and (best is None or known > best[0]):
            best = (known, encoding)
    return best[1] if best else None


def _decode_chinese(data: bytes) -> Decoded:
    """GB18030 or Big5 throughout, else line by line."""
    warnings: tuple[str, ...] = ()
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if len(data) - error.start >= 4 or error.reason != "incomplete multibyte sequence":
            return _decode_big5(data, 0.0) or _decode_lines(data)
        data, warnings = data[: error.start], (_CUT,)
        text = data.decode("gb18030")
    simplified = familiarity(text, _COMMON_SIMPLIFIED)
    if simplified < 0.8 and (traditional := _decode_big5(data, simplified)):
        return traditional
    if _UTF8_RUN.search(data):
        lines = _decode_lines(data)
        return Decoded(lines.text, lines.encoding, lines.warnings + warnings)
    return Decoded(text, "gb18030", warnings)


def _decode_big5(data: bytes, simplified: float) -> Decoded | None:
    """Big5 if it decodes strictly into everyday traditional characters, far better than GB18030 does."""
    for encoding in ("cp950", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if familiarity(text, _COMMON_TRADITIONAL) >= max(0.9, simplified + 0.15):
            return Decoded(text, "big5", ("文件是繁体中文（Big5 编码），已转换为 Unicode，文字仍为繁体。",))
    return None


def _decode_lines(data: bytes) -> Decoded:
    """Each line in the encoding that makes the most of it (files joined from several encodings)."""
    lines: list[str] = []
    used: set[str] = set()
    for line in data.split(b"\n"):
        text, encoding, share = (line.decode("ascii"), "", 0.0) if line.isascii() else best_reading(line)
        lines.append(text)
        if share > 0.5:
            used.add(encoding)
    text = "\n".join(lines)
    cut = text.endswith("\ufffd")
    text = text.removesuffix("\ufffd")
    warnings = (_CUT,) if cut else ()
    if len(used) < 2:
        return Decoded(text, "".join(used) or "gb18030", warnings)
    return Decoded(text, "mixed", (_MIXED, *warnings))


def best_reading(line: bytes) -> tuple[str, str, float]:
    """`line` in UTF-8 or GB18030, whichever gives the larger share of everyday characters, the encoding, the share."""
    readings: list[tuple[str, str, float]] = []
    for encoding in ("utf-8", "gb18030"):
        text = line.decode(encoding, "replace")
        readings.append((text, encoding, familiarity(text)))
        if readings[-1][2] > 0.95:
            return readings[-1]
    return max(readings, key=lambda reading: reading[2])
