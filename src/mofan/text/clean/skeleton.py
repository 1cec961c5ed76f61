"""The skeleton of a text (骨架): what is left when every disguise is taken off, with the way back.

Stronger than `mofan.text.fold`: separators strewn into words, marks that combine, look-alike letters of other scripts,
circled and squared letters and the traditional characters of advertising words are folded too.
"""

import unicodedata
from dataclasses import dataclass

from mofan.text.characters.filled import FilledTable

STREWN = frozenset("^*_-~|`'·•‧∙⋅・ˉ¨´˙°=\\/<>¦¬†‡※丨\u115f\u1160→⇒➜➤►▶☞")
"""Marks that advertisers strew into words and numbers, after NFKC; they carry no meaning inside one."""

_LOOK_ALIKES = dict(
    zip(
        "авԁеёғԍһніїјкӏмпорсԛгѕтцѵѡԝхуүзб" "αβϲδεηικνορστυωχγ" "ɑɡıɩʋᴠᴡɯᴢᴏᴄꜱʏøđłᴀʙᴅᴇɪɴǫ",
        "abdeefghhiijklmnopcqrstuvwwxyy36" "abcdenikvopotuwxy" "agiivvwwzocsyodlabdeinq",
        strict=True,
    )
)  # fmt: skip
"""Letters of Cyrillic, Greek and extended Latin that look like a plain one."""
_TRADITIONAL = dict(
    zip(
        "維衛圍偉為員號眾羣請聯繫係關註掃碼網盤會員範獲載鏈搜尋資訊諮詢購買費務專業寫潤稱檔雲終優價類實圖書館單訂閱領點擊轉發來處連絡篇機團隊筆時庫學習參僅",
        "维卫围伟为员号众群请联系系关注扫码网盘会员范获载链搜寻资讯咨询购买费务专业写润称档云终优价类实图书馆单订阅领点击转发来处连络篇机团队笔时库学习参仅",
        strict=True,
    )
)
_HEARTS = "❤♥♡❥❣💓💕💖💗💘💙💚💛💜💝🖤🤍🤎🧡🩷"
_PLUS = "➕✚✛✜┼╋"
_HASH = "♯"


def _strip(char: str) -> str:
    if char in _HEARTS:
        return "❤"
    if char in _PLUS:
        return "+"
    if char in _HASH:
        return "#"
    code = ord(char)
    if 0x1F130 <= code <= 0x1F189:  # squared and negative letters, three runs of 26
        return chr(ord("a") + (code - 0x1F130) % 32 % 26)
    if 0x2776 <= code <= 0x2793:  # dingbat circled digits, three runs of ten
        return str((code - 0x2776) % 10 + 1)
    if 0x3220 <= code <= 0x3229 or 0x3280 <= code <= 0x3289:  # numerals in brackets and in circles
        return "一二三四五六七八九十"[code % 0x10]
    return "".join(_letter(part) for part in unicodedata.normalize("NFKD", char).lower())


def _letter(part: str) -> str:
    if part == "\n" or part == "\t":
        return part
    if part.isspace() or part in STREWN or unicodedata.category(part) in {"Cf", "Mn", "Me", "Cc", "So", "Sk"}:
        return ""
    return _LOOK_ALIKES.get(part) or _TRADITIONAL.get(part) or part


class _Table(FilledTable):
    """Code point → its skeleton."""

    def spell(self, char: str) -> str:
        return _strip(char)


_TABLE = _Table()


def strip_disguise(text: str) -> str:
    """The skeleton of `text`, without full stops; line breaks and tabs stay, so that its lines are those of `text`."""
    return _TABLE.apply(text).replace(".", "")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The skeleton of a stretch that knows where each of its characters came from."""

    text: str
    origins: tuple[int, ...]
    """origins[i]: the offset, in the stretch, of the character that gave skeleton character i."""


def skeleton_of(stretch: str) -> Skeleton:
    """The skeleton of one line or a few; a full stop stays where it joins two Latin letters or digits.

    The bars of a table row become tabs: they part cells, and are not strewn in.
    """
    parts = [_TABLE[ord(char)] for char in stretch]
    if stretch.count("|") >= 2:
        parts = ["\t" if char == "|" else part for char, part in zip(stretch, parts, strict=True)]
    chars = list("".join(parts))
    if len(chars) == len(parts) and all(parts):
        origins = list(range(len(parts)))
    else:
        origins = [offset for offset, part in enumerate(parts) for _ in part]
    for i, char in enumerate(chars):
        if char == "。" and _joins_letters(chars, i):
            chars[i] = "."
    if "." not in chars:
        return Skeleton("".join(chars), tuple(origins))
    kept = [i for i, char in enumerate(chars) if char != "." or _joins_latin(chars, i)]
    return Skeleton("".join(chars[i] for i in kept), tuple(origins[i] for i in kept))


def _joins_latin(chars: list[str], i: int) -> bool:
    return 0 < i < len(chars) - 1 and _is_latin(chars[i - 1]) and _is_latin(chars[i + 1])


def _joins_letters(chars: list[str], i: int) -> bool:
    return _joins_latin(chars, i) and chars[i - 1].isalpha() and chars[i + 1].isalpha()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
