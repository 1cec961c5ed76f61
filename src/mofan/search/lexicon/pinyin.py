"""Chinese by its sound (拼音): initials for the index, whole syllables for checking what was typed.

Words are read as the dictionary of pypinyin reads them (重庆 cq, 行业 hy); a character with several readings in a word
that the dictionary does not know has all of them that official texts use.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

_words = str.split
_MORE = dict(
    one.split(":")
    for one in _words(
        "重:zc 行:xh 长:zc 乐:ly 朝:cz 调:dt 降:jx 省:sx 单:ds 曾:zc 率:ls 校:xj 系:xj 给:gj 藏:cz 弹:dt 参:cs 否:fp "
        "查:cz 厦:xs 种:zc 属:sz 折:zs 召:zs 盛:sc 提:td 石:sd 阿:ae 区:qo 莘:sx 浚:xj 传:cz 覃:tq 尉:wy"
    )
)
"""Character → the initials that it may have."""
LONGEST_SYLLABLE = 6
LONGEST_WORD = 4
_WAYS = 8


@cache
def _characters() -> Mapping[int, str]:
    """Code point → its readings, joined by commas. Read when first asked for: most processes never do, and with it come
    the words, a third of a second in all."""
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


@cache
def _spoken() -> Mapping[str, list[list[str]]]:
    """Word → the readings of each of its characters."""
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character without tones: 重 as zhong, chong, tong; a letter or digit reads as itself."""
    found = _characters().get(ord(char))
    if found is None:
        return frozenset({char})
    return frozenset(_plain(one) for one in found.split(","))


@cache
def syllables() -> frozenset[str]:
    """Every syllable that there is."""
    every = {_plain(one) for found in _characters().values() for one in found.split(",")}
    return frozenset(one for one in every if len(one) > 1 and set(one) & set("aeiouv")) | {"a", "e", "o"}


def initials(text: str) -> list[str]:
    """For each character the initials it may have, the likeliest first: c, q, s for 重庆市."""
    found: list[str] = []
    known, spoken = _known_words(), _spoken()
    at = 0
    while at < len(text):
        for size in known.get(text[at : at + 2], ()):
            word = text[at : at + size]
            if word in spoken:
                found += _of_word(word)
                at += len(word)
                break
        else:
            found.append(_of_character(text[at]))
            at += 1
    return found


@cache
def _known_words() -> dict[str, tuple[int, ...]]:
    """First two characters → how long the words are that begin so, the longest first."""
    sizes: dict[str, set[int]] = {}
    for word, spoken in _spoken().items():
        if 1 < len(word) <= LONGEST_WORD and len(spoken) == len(word):
            sizes.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(some, reverse=True)) for start, some in sizes.items()}


@lru_cache(50_000)
def _of_word(word: str) -> tuple[str, ...]:
    return tuple(
        "".join(dict.fromkeys(first for one in options if (first := _plain(one)[:1]))) or char
        for char, options in zip(word, _spoken()[word], strict=True)
    )


@cache
def _of_character(char: str) -> str:
    return _MORE.get(char) or _first(char)


def _first(char: str) -> str:
    found = _characters().get(ord(char))
    return _plain(found.split(",")[0])[:1] if found else char


@lru_cache(5_000)
def _plain(syllable: str) -> str:
    """A syllable without its tone, ü as v: lǜ as lv."""
    marked = syllable.replace("ü", "v").translate(str.maketrans("ǖǘǚǜ", "vvvv"))
    return "".join(char for char in unicodedata.normalize("NFD", marked) if "a" <= char <= "z")


def sounds_like(typed: str, text: str, start: int = 0) -> bool:
    """Whether `text` goes on from `start` as `typed` says: each Han character itself, letters as initials or (parts
    of) syllables.

    模范jg, mfjg, mofanjiguan and mofanjig all fit 模范机关单位.
    """
    return Typed(typed).fits(text, start)


class _Reading(dict[str, "_Reading"]):
    """How much of what was typed may be read so far, at each of `ends`; nowhere where it cannot be read so. By the next
    character: how much then."""

    __slots__ = ("_of", "ends")

    def __init__(self, of: "Typed", ends: frozenset[int]) -> None:
        self._of = of
        self.ends = ends

    def __missing__(self, char: str) -> "_Reading":
        self[char] = after = self._of.after(self.ends, char)
        return after


class Typed:
    """What was typed (所输入), to be held against many terms: what each character leads to is worked out once."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._known: dict[frozenset[int], _Reading] = {}
        self._whole = self._reading(frozenset({len(typed)}))
        self._nowhere = self._reading(frozenset())
        self._nothing_yet = self._reading(frozenset({0}))

    def fits(self, text: str, start: int = 0) -> bool:
        """As `sounds_like`."""
        return self._goes_on(self._nothing_yet, text[start:])

    def fits_inside(self, text: str) -> bool:
        """Whether it fits from some character on that is not the first."""
        nothing_yet, nowhere = self._nothing_yet, self._nowhere
        for after, char in enumerate(text[1:], 2):
            read = nothing_yet[char]
            if read is not nowhere and self._goes_on(read, text[after:]):
                return True
        return False

    def after(self, ends: frozenset[int], char: str) -> _Reading:
        """What is read with one character more."""
        typed = self._typed
        now = {end + len(part) for end in ends for part in _typed_for(char, typed[end]) if typed.startswith(part, end)}
        if not now:
            return self._nowhere
        return self._whole if len(typed) in now else self._reading(frozenset(now))

    def _goes_on(self, read: _Reading, text: str) -> bool:
        """Whether all of it is read when the text goes on so."""
        whole, nowhere = self._whole, self._nowhere
        if read is whole:
            return True
        for char in text:
            read = read[char]
            if read is whole:
                return True
            if read is nowhere:
                return False
        return False

    def _reading(self, ends: frozenset[int]) -> _Reading:
        if (known := self._known.get(ends)) is None:
            known = self._known[ends] = _Reading(self, ends)
        return known


@cache
def _typed_for(char: str, first: str) -> tuple[str, ...]:
    """What may be typed for a character that begins with `first`: itself, its syllables, their beginnings."""
    beginnings = {reading[:size] for reading in readings(char) for size in range(1, len(reading) + 1)}
    return tuple(sorted(part for part in beginnings | {char} if part[0] == first))


def spellings(letters: str) -> list[str]:
    """The initials that `letters` may stand for, read as whole syllables: mfjg for mofanjiguan; the last one may be
    cut short. Those with the fewest syllables; nothing where they are no syllables."""
    ways: list[list[str]] = [[""], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        sounds = syllables() if end < len(letters) else _beginnings()
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            part = letters[start:end]
            if part in sounds:
                ways[end] += [before + part[0] for before in ways[start]]
        ways[end] = sorted(dict.fromkeys(ways[end]), key=len)[:_WAYS]
    fewest = len(ways[-1][0]) if ways[-1] else 0
    return [way for way in ways[-1] if len(way) == fewest]


@lru_cache(2_000)
def sounding(letters: str) -> list[str]:
    """The characters in use that sound as `letters`, a syllable or three letters of one: those that mostly do first.
    None where they are neither: two letters that are no syllable are initials (sh for 社会)."""
    if len(letters) < (2 if letters in syllables() else 3) or letters not in _beginnings():
        return []
    found = [(at, char) for char, every in _in_use().items() for at, one in enumerate(every) if one.startswith(letters)]
    return list(dict.fromkeys(char for at, char in sorted(found, key=lambda one: min(one[0], 1))))


@cache
def _in_use() -> Mapping[str, tuple[str, ...]]:
    """Character of GB/T 2312, in its order, the common ones first → its readings without tones, the likeliest first, as
    far as official texts use them: those with the initials that it may have (都 dou, du; 万 wan and not mo)."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {
        char: tuple(one for one in every if one[:1] in _of_character(char))
        for char in (code.decode("gb2312", "ignore") for code in codes)
        if char and (every := [_plain(one) for one in _characters().get(ord(char), "").split(",")])
    }


@cache
def _beginnings() -> frozenset[str]:
    """What a syllable may begin with."""
    return frozenset(one[:size] for one in syllables() for size in range(1, len(one) + 1))
