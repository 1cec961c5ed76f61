"""What was refused is known again, though the text around has changed."""

from mofan.library.proofreading.matching import Place, matched, place_of, without_words
from mofan.text.proofread import Finding

TEXT = "一是按季度布署重点任务，逐项列出清单；二是由分管领导布署阶段工作，当月收口。"


def found(text: str, quote: str, nth: int = 0, kind: str = "confusion") -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Finding(start, start + len(quote), quote, kind, "error", "", None, "confusion", 1.0)


def test_a_refused_place_is_known_again_when_offsets_shift() -> None:
    refused = {5: place_of(TEXT, found(TEXT, "布署"))}
    later = "去年以来，" + TEXT.replace("阶段", "本阶段")
    first, second = found(later, "布署"), found(later, "布署", 1)
    assert matched(later, [first, second], refused) == {first: 5}


def test_words_changed_on_one_side_do_not_matter() -> None:
    refused = {5: place_of(TEXT, found(TEXT, "布署", 1))}
    later = TEXT.replace("布署阶段工作，当月收口", "布署年度事项并及时报送")
    assert matched(later, [found(later, "布署", 1)], refused)


def test_other_words_or_another_kind_is_another_finding() -> None:
    refused = {5: place_of(TEXT, found(TEXT, "布署"))}
    assert matched(TEXT, [found(TEXT, "布署", kind="spelling"), found(TEXT, "任务")], refused) == {}


def test_the_same_words_elsewhere_are_asked_about_again() -> None:
    text = "召开会议x次。\n" * 3
    three = [found(text, "x", nth, "blank") for nth in range(3)]
    refused = {1: place_of(text, three[1])}
    assert matched(text, three, refused) == {three[1]: 1}
    assert matched(text, three, refused | {2: place_of(text, three[2])}) == {three[1]: 1, three[2]: 2}


def test_words_that_are_the_whole_text_are_known_by_themselves() -> None:
    whole = found("布署", "布署")
    assert matched("布署", [whole], {1: Place("confusion", "布署", "", "", 0)}) == {whole: 1}


def test_a_word_of_the_dictionary_speaks_for_all_that_lies_in_it() -> None:
    text = "推行“3+x”工作法，召开会议x次，3+x见效。"
    blanks = [found(text, "x", nth, "blank") for nth in range(3)]
    assert without_words(text, blanks, ["3+x", "", "没有的词"]) == (blanks[1],)
    assert without_words(text, (), ["3+x"]) == ()
