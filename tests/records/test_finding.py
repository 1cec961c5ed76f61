"""Words are found in the records by what was indexed of them and by what was not yet: the same as by reading all."""

import pytest

from mofan.records import finding
from mofan.records.finding import index_again, index_more, pairs_of, with_words
from mofan.records.models import Record, WordBlock, WordPair
from tests.records.conftest import House
from tests.records.making import entered, visit

TITLES = (
    "走访柳湾",
    "上坝灌渠清淤",
    "WIFI入户调试",
    "柳湾水湾柳",
    "上坝",
    "灌区水费",
    "湾柳",
    "水",
    "wiFi回访",
    "清淤上坝",
)
WORDS = (
    "柳湾",
    "水",
    "上坝",
    "灌渠清淤",
    "wifi",
    "WiFi回",
    "湾柳",
    "柳湾水湾",
    "没有的词",
    "坝上",
    "清 淤",
    "柳湾 水",
    "%",
    "_",
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "BLOCK", 4)
    monkeypatch.setattr(finding, "SETTLED", 1)


def by_hand(words: str) -> set[int]:
    texts = {one.pk: f"{one.title}\n{one.detail.text}".lower() for one in Record.objects.select_related("detail")}
    return {pk for pk, text in texts.items() if all(word.lower() in text for word in words.split())}


def found(words: str) -> set[int]:
    return set(Record.objects.filter(pk__in=with_words(words.split())).values_list("pk", flat=True))


def test_words_are_found_before_and_after_blocks_are_indexed(house: House, small: None) -> None:
    for title in TITLES:
        entered(house, visit(house, title=title))
    expected = {words: by_hand(words) for words in WORDS}
    assert [len(expected[words]) for words in ("柳湾水湾", "wifi", "没有的词")] == [1, 2, 0]
    assert {words: found(words) for words in WORDS} == expected
    blocks = 0
    while index_more():
        blocks += 1
        assert {words: found(words) for words in WORDS} == expected, blocks
    assert blocks == WordBlock.objects.count() >= 1
    assert Record.objects.filter(pk__gte=finding._indexed_up_to()).count() > 1  # not settled, and read as they are


def test_a_block_that_was_not_whole_is_indexed_anew(house: House, small: None) -> None:
    assert index_more() == index_again() == 0
    late = [entered(house, visit(house, title=title)) for title in TITLES]
    while index_more():
        pass
    assert index_again() == 0
    missed = late[1]
    block = WordBlock.objects.get(first=missed.pk - missed.pk % 4)
    WordBlock.objects.filter(pk=block.pk).update(count=block.count - 1)
    WordPair.objects.filter(pair="上坝").delete()
    assert missed.pk not in found("上坝")
    assert index_again() == block.count
    assert missed.pk in found("上坝")
    assert index_again() == 0


def test_pairs_are_of_small_letters_and_of_each_character() -> None:
    assert pairs_of("Wi水") == {"w", "i", "水", "wi", "i水"}
    assert pairs_of("") == set()
