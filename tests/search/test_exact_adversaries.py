"""Exact search against a scan of its own making: strange writings in the text, in the query, in both, at any length."""

import random
import unicodedata

import pytest

from mofan.search import Index, Query, parse_query
from mofan.text.characters import simplified
from tests.search.pieces import index_of, plain

TEXTS = (
    "㈠全年治理㎡面积，水温25℃，占比㏑与½；《规定》第①条、第Ⅳ款，①②③齐抓。",
    "（一）全年治理m2面积，水温25°c，占比ln与1⁄2；《规定》第1条、第iv款，123齐抓。",
    'ＡＢＣ—１２３，ａｂｃ-123；ABC-123。“放管服”改革、「放管服」改革、"放管服"改革。',
    "黨建引領\u3000基層治理，發揮先鋒模範作用；後勤保障與皇后鎮。",
    "党建引领基层治理，发挥先锋模范作用；后勤保障与皇后镇。",
    "最后一\n公里，最后\r\n一公里，最 后 一 公 里，最\u00a0后\u2003一公里，最\u200b后\ufeff一公里。",
    "𠮷野家在𪚥龘街，㐂㐱𬭎𰻞面；𠀀𠀁𠀂；😀👨‍👩‍👧笑脸。",
    "3.14159%、３．１４％、1,260人次、１，２６０人次；http://a.b/c?d=e&f#g；C++、C#、.NET。",
    "的的的的的的的的，哈哈哈哈哈；０００００；……——……；((()))；“““”””。",
    "葛\U000e0100城与❤\ufe0f心，甲\u2068乙\u2069丙，丁\x07戊\x00己，\ufe00庚\u034f辛。",
    "葛城与❤心，甲乙丙，丁戊己，庚辛。",
    "ﬁne ﬀ ﬄ；Ǆ；ŀ；ﾊﾟ；㍿；㍻；㋿；﷼；…；‥；〜；～；〇零○。",
)
SPELLINGS = ("as it is", "wide", "narrow", "upper", "spaced", "traditional", "broken")
_TO_TRADITIONAL = {"党": "黨", "发": "發", "领": "領", "层": "層", "后": "後", "与": "與", "镇": "鎮", "条": "條"}


def folded(text: str) -> str:
    """What the scan compares: written by itself, from the standard's tables."""
    chars = "".join(unicodedata.normalize("NFKC", char) for char in text).lower()
    seen = (
        char for char in chars if not (char.isspace() or unicodedata.category(char) in ("Cf", "Cc") or _selects(char))
    )
    return "".join(simplified().get(char, char) for char in seen)


def _selects(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f"


def written(term: str, spelling: str, chance: random.Random) -> str:
    """The same term as somebody else would type it."""
    if spelling == "wide":
        return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in term)
    if spelling == "narrow":
        return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in term)
    if spelling == "upper":
        return "".join(char.upper() if len(char.upper().lower()) == 1 else char for char in term)
    if spelling == "spaced":
        return chance.choice((" ", "\u3000", "\u200b", "\t")).join(term)
    if spelling == "traditional":
        return "".join(_TO_TRADITIONAL.get(char, char) for char in term)
    at = chance.randint(0, len(term))
    return f"{term[:at]}\n{term[at:]}" if spelling == "broken" else term


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Index:
    entries = (plain(uid, text) for uid, text in enumerate(TEXTS))
    return index_of(tmp_path_factory.mktemp("strange") / "index", entries)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_stretch_finds_the_texts_that_a_scan_finds(strange: Index, spelling: str) -> None:
    chance = random.Random(spelling)
    for _ in range(250):
        text = chance.choice(TEXTS)
        start = chance.randrange(len(text))
        term = written(text[start : start + chance.randint(1, 40)], spelling, chance)
        if not folded(term):
            continue
        expected = {uid for uid, text in enumerate(TEXTS) if folded(term) in folded(text)}
        found = strange.search(Query(phrases=(term,), limit=20))
        assert ({hit.uid for hit in found.hits}, found.total) == (expected, len(expected)), repr(term)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_stands_nowhere_is_not_found(strange: Index, spelling: str) -> None:
    """A stretch with one character exchanged for another of the texts, wherever that makes it another stretch."""
    chance = random.Random(spelling)
    characters = "".join(TEXTS)
    for _ in range(150):
        text = chance.choice(TEXTS)
        start = chance.randrange(len(text))
        term = text[start : start + chance.randint(2, 40)]
        at = chance.randrange(len(term))
        term = written(term[:at] + chance.choice(characters) + term[at + 1 :], spelling, chance)
        expected = {uid for uid, text in enumerate(TEXTS) if folded(term) in folded(text)}
        if folded(term):
            found = {hit.uid for hit in strange.search(Query(phrases=(term,), limit=20)).hits}
            assert found == expected, repr(term)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("“放管服”改革", {2}),
        ("「放管服」改革", {2}),
        ('"放管服"改革', {2}),
        ('“"放管服"改革”', {2}),
        ("『“放管服”改革』", {2}),
        ("“最后一公里”", {5}),
        ("ＡＢＣ－１２３", {2}),
        ("㈠全年治理", {0, 1}),
        ("(一)全年", {0, 1}),
        ("25℃", {0, 1}),
        ("第①条", {0, 1}),
        ("25摄氏度", set()),
        ("葛城", {9, 10}),
        ("葛\U000e0101城与❤心，甲乙丙，丁戊己，庚辛", {9, 10}),
    ],
)
def test_quotation_marks_and_signs_in_a_typed_line(strange: Index, line: str, found: set[int]) -> None:
    words, phrases = parse_query(line)
    assert {hit.uid for hit in strange.search(Query(phrases=words + phrases, limit=20)).hits} == found
