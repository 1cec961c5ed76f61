"""Chinese by its sound (拼音): initials for the index, whole syllables for checking what was typed.

Words are read as the dictionary of pypinyin reads them (重庆 cq, 行业 hy); a character with several readings in a word
that the dictionary does not know has all of them that official texts use.
"""

import unicodedata
from functools import cache, lru_cache

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

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
def readings(char: str) -> frozenset[str]:
    """Every reading of a character without tones: 重 as zhong, chong, tong; a letter or digit reads as itself."""
    found = PINYIN_DICT.get(ord(char))
    if found is None:
        return frozenset({char})
    return frozenset(_plain(one) for one in found.split(","))


@cache
def syllables() -> frozenset[str]:
    """Every syllable that there is."""
    every = {_plain(one) for found in PINYIN_DICT.values() for one in found.split(",")}
    return frozenset(one for one in every if len(one) > 1 and set(one) & set("aeiouv")) | {"a", "e", "o"}


def initials(text: str) -> list[str]:
    """For each character the initials it may have, the likeliest first: c, q, s for 重庆市."""
    found: list[str] = []
    known = _known_words()
    at = 0
    while at < len(text):
        for size in known.get(text[at : at + 2], ()):
            word = text[at : at + size]
            if word in PHRASES_DICT:
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
    for word, spoken in PHRASES_DICT.items():
        if 1 < len(word) <= LONGEST_WORD and len(spoken) == len(word):
            sizes.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(some, reverse=True)) for start, some in sizes.items()}


@lru_cache(50_000)
def _of_word(word: str) -> tuple[str, ...]:
    return tuple(
        "".join(dict.fromkeys(first for one in options if (first := _plain(one)[:1]))) or char
        for char, options in zip(word, PHRASES_DICT[word], strict=True)
    )


@cache
def _of_character(char: str) -> str:
    return _MORE.get(char) or _first(char)


@cache
def first_letters(char: str) -> frozenset[str]:
    """What may be typed first for a character: its initials, or itself."""
    return frozenset(reading[:1] for reading in readings(char)) | {char}


def _first(char: str) -> str:
    found = PINYIN_DICT.get(ord(char))
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
    size = len(typed)
    read = {0}
    """How much of `typed` may be read so far."""
    for at in range(start, len(text)):
        if size in read:
            return True
        read = {done + len(part) for done in read for part in _typed_for(text[at]) if typed.startswith(part, done)}
        if not read:
            return False
    return size in read


@cache
def _typed_for(char: str) -> tuple[str, ...]:
    """What may be typed for a character: itself, its syllables, their beginnings."""
    beginnings = {reading[:size] for reading in readings(char) for size in range(1, len(reading) + 1)}
    return tuple(sorted(beginnings | {char}))


def spellings(letters: str) -> list[str]:
    """The initials that `letters` may stand for, read as whole syllables: mfjg for mofanjiguan; the last one may be
    cut short. Those with the fewest syllables; nothing where they are no syllables."""
    ways: list[list[str]] = [[""], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            part = letters[start:end]
            if part in syllables() or (end == len(letters) and _begins_a_syllable(part)):
                ways[end] += [before + part[0] for before in ways[start]]
        ways[end] = sorted(dict.fromkeys(ways[end]), key=len)[:_WAYS]
    fewest = len(ways[-1][0]) if ways[-1] else 0
    return [way for way in ways[-1] if len(way) == fewest]


@cache
def _begins_a_syllable(letters: str) -> bool:
    return any(one.startswith(letters) for one in syllables())
