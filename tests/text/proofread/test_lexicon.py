"""The tables: every line holds what it should, and says nothing of what is right."""

import pytest

from mofan.text.proofread import KINDS
from mofan.text.proofread.lexicon import (
    entries,
    find_entries,
    find_orders,
    find_titles,
    right_terms,
    set_phrases,
    time_phrases,
)
from mofan.text.proofread.lexicon.tables import SAID


def test_a_wrong_writing_is_found_and_the_right_one_is_left() -> None:
    found = list(find_entries("截止目前，设立台帐。", None))
    assert {(finding.quote, finding.replacement) for finding in found} == {("截止目前", "截至目前"), ("台帐", "台账")}
    assert list(find_entries("截至目前，设立台账。", None)) == []


def test_every_entry_is_whole() -> None:
    rights = {entry.right for entry in entries()}
    for entry in entries():
        assert entry.wrong not in rights, entry
        assert entry.kind in SAID.keys() & KINDS.keys(), entry
        assert entry.severity in ("error", "warning", "style"), entry
        assert 0 < entry.confidence < 1, entry
        assert entry.since <= entry.until, entry


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("要防范于未然，以身做则，带头执行。", ["防患于未然", "以身作则"]),
        ("会议纪录载明，工程峻工后签定协议。", ["会议记录", "竣工", "签订"]),
        ("宏扬新风，防犯风险，收人翻一翻。", ["弘扬", "防范", "收入", "翻一番"]),
        ("对资深人士进行访谈，预防犯罪，深入人心，领导至上。", []),
    ],
)
def test_common_confusions_are_put_right(text: str, right: list[str]) -> None:
    assert [finding.replacement for finding in sorted(find_entries(text, None), key=lambda one: one.start)] == right


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("贯彻创新、协调、开放、绿色、共享的新发展理念。", "创新、协调、绿色、开放、共享"),
        (
            "统筹经济建设、文化建设、政治建设、社会建设、生态文明建设。",
            "经济建设、政治建设、文化建设、社会建设、生态文明建设",
        ),
        ("一体推进不能腐、不敢腐、不想腐。", "不敢腐、不能腐、不想腐"),
        ("考核德、勤、能、绩、廉五个方面", None),
        ("全面考核其德、能、勤、廉、绩", None),
        ("考核：德、勤、能、绩、廉", "德、能、勤、绩、廉"),
        ("贯彻创新、协调、绿色、开发、共享的新发展理念。", "开放"),
        ("做到学史明理、学史增信、学史崇德、学史力形。", "学史力行"),
        ("开展自我净话、自我完善、自我革新、自我提高", "自我净化"),
        ("突出想干事、能干事、干成事导向", None),
        ("选举权、知情权、表达权、监督权、参与权依法行使", None),
        ("知情权、参与权、表现权、监督权、选举权依法行使", "表达权"),
        ("推进组织建设、作风建设、纪律建设、制度建设、文化建设", None),
        ("贯彻创新、协调、绿色、开放、共享的新发展理念。", None),
        ("共享、开放、绿色、协调、创新", None),
        ("创新、协调、绿色、开放、创新、共享", None),
        ("不想腐、不能腐、不敢腐，先不敢腐", None),
    ],
)
def test_what_is_said_in_one_order_is_put_in_it(text: str, new: str | None) -> None:
    assert [finding.replacement for finding in find_orders(text)] == ([new] if new else [])


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


def test_an_act_in_quotation_marks_gets_those_of_titles() -> None:
    (finding,) = find_titles("学习贯彻“中国共产党纪律处分条例”，落实“两个维护”。")
    assert (finding.quote, finding.replacement) == (
        "“中国共产党纪律处分条例”",
        "《中国共产党纪律处分条例》",
    )


def test_terms_of_trades_are_right_and_stand_once() -> None:
    assert len(set(right_terms())) == len(right_terms())
    assert not [term for term in right_terms() if list(find_entries(term, None))]
