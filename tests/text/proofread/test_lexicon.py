"""The tables: every line holds what it should, and says nothing of what is right."""

import pytest

from mofan.text.proofread import KINDS
from mofan.text.proofread.lexicon import Entry, entries, find_entries, set_phrases, time_phrases
from mofan.text.proofread.lexicon.tables import SAID


def test_a_wrong_writing_is_found_and_the_right_one_is_left() -> None:
    found = list(find_entries("截止目前，设立台帐。", None))
    assert {(finding.quote, finding.replacement) for finding in found} == {("截止目前", "截至目前"), ("台帐", "台账")}
    assert list(find_entries("截至目前，设立台账。", None)) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.wrong)
def test_every_entry_is_whole(entry: Entry) -> None:
    assert entry.wrong != entry.right
    assert entry.kind in SAID
    assert entry.kind in KINDS
    assert entry.severity in ("error", "warning", "style")
    assert 0 < entry.confidence < 1
    assert entry.since <= entry.until
    assert entry.wrong not in {other.right for other in entries()}


def test_no_writing_stands_in_two_tables() -> None:
    assert len({entry.wrong for entry in entries()}) == len(entries())


def test_set_phrases_hold_no_wrong_writing() -> None:
    wrong = [(phrase, finding.quote) for phrase in set_phrases() for finding in find_entries(phrase, 2026)]
    assert wrong == []
    assert len(set_phrases()) == len(set(set_phrases()))


def test_an_entry_counts_in_the_years_in_which_it_is_right() -> None:
    text = "推动巩固脱贫成果同乡村振兴有效衔接"
    assert [finding.kind for finding in find_entries(text, 2022)] == ["wording"]
    assert [finding.kind for finding in find_entries(text, None)] == ["wording"]
    assert list(find_entries(text, 2018)) == []


def test_a_writing_over_the_borders_of_other_words_is_left() -> None:
    assert list(find_entries("加强预防犯罪教育，按职责分工做好工作，建立既有利于发展又惠民的机制", None)) == []


def test_a_wrong_writing_inside_the_right_one_is_left() -> None:
    inside = [entry for entry in entries() if entry.wrong in entry.right]
    for entry in inside:
        assert list(find_entries(entry.right, None)) == []


def test_phrases_of_their_time_say_until_when() -> None:
    assert all(2000 < phrase.until < 2027 and phrase.note.endswith("。") for phrase in time_phrases())
