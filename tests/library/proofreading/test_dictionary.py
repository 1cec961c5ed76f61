"""The unit's dictionary: what it holds, for whom, and how words get in and out."""

import io

import openpyxl
import pytest

from mofan.library.models import Piece
from mofan.library.proofreading import actions
from mofan.library.proofreading.dictionary import (
    MOST,
    NewWord,
    add,
    entries_visible_to,
    proposed_word,
    refuse_for_unit,
    sheet_of,
    take_in,
    void,
    words_of_sheet,
)
from mofan.library.proofreading.grounds import grounds_for, own_of
from mofan.library.proofreading.looking import findings_in, proof_of
from mofan.library.proofreading.models import DictionaryEntry, EntryKind
from mofan.library.proofreading.pieces import PieceText
from mofan.org.models import Person, Unit
from mofan.org.queries import history_of
from mofan.org.roles import Role
from mofan.org.rules import RuleBroken
from mofan.text.proofread import Finding
from tests.make import AT, make_person, make_pieces, make_unit

TEXT = "青塘县档案馆推行“按步就班”工作法\n按步就班不是墨守成规，是逐项核对帐户，按步就班走好每一步。"


@pytest.fixture
def piece(clerk: Person) -> Piece:
    return make_pieces(clerk, "工作法.txt", TEXT)[0]


def quotes(piece: Piece, person: Person) -> list[str]:
    return [one.quote for one in proof_of(PieceText(piece), grounds_for(person)).findings]


def test_a_word_of_the_dictionary_is_asked_about_in_no_text_of_the_unit(piece: Piece, clerk: Person) -> None:
    assert quotes(piece, clerk).count("按步就班") == 3
    found = proof_of(PieceText(piece), grounds_for(clerk)).findings[0]
    entry = refuse_for_unit(PieceText(piece), found, "按步就班", by=clerk, at=AT)
    assert quotes(piece, clerk) == ["帐户"]
    (other,) = make_pieces(clerk, "另一篇.txt", "情况说明\n各科室按步就班推进，月底收口。")
    assert "按步就班" not in quotes(other, clerk)
    assert (entry.unit, entry.added_by, entry.subject_id) == (clerk.unit, clerk, piece.pk)
    assert [one.verb for one in history_of(entry)] == ["收入词典"]
    elsewhere = make_person("elsewhere", Role.LIBRARIAN)
    Person.objects.filter(pk=elsewhere.pk).update(unit=make_unit("红山县水务局"))
    assert "按步就班" in quotes(piece, Person.objects.get(pk=elsewhere.pk))


def test_undo_takes_the_word_out_again(piece: Piece, clerk: Person) -> None:
    found = proof_of(PieceText(piece), grounds_for(clerk)).findings[0]
    refuse_for_unit(PieceText(piece), found, "按步就班", by=clerk, at=AT)
    assert actions.undo_last(PieceText(piece), by=clerk, at=AT) == "收入词典“按步就班”"
    assert "按步就班" in quotes(piece, clerk)
    (entry,) = entries_visible_to(clerk)
    assert (str(entry), entry.voided_by, entry.void_reason) == ("按步就班", clerk, "撤销")


def test_the_word_stands_over_what_was_found(piece: Piece, clerk: Person) -> None:
    found = proof_of(PieceText(piece), grounds_for(clerk)).findings[0]
    for word in ("", "墨守成规", "按步", "按部就班"):
        with pytest.raises(RuleBroken, match="须包含"):
            refuse_for_unit(PieceText(piece), found, word, by=clerk, at=AT)
    refuse_for_unit(PieceText(piece), found, "“按步就班”工作法", by=clerk, at=AT)
    assert quotes(piece, clerk).count("按步就班") == 2


def at(text: str, quote: str) -> Finding:
    start = text.index(quote)
    return Finding(start, start + len(quote), quote, "spelling", "warning", "", None, "试", 0.5)


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("推行“3+x”工作法", "x", "3+x"),
        ("各单位要履职，按步就班推进", "按步就班", "按步就班"),
        ("要凝聚功识，形成合力", "功", "聚功识"),
        ("开展工作,取得成效", ",", "作,取"),
        ("，", "，", "，"),
    ],
)
def test_a_short_finding_is_proposed_with_its_neighbours(text: str, quote: str, word: str) -> None:
    proposed = proposed_word(text, at(text, quote))
    assert quote in proposed
    assert proposed == word or quote == "x"


def test_a_mark_that_is_kept_speaks_for_no_words_beside_it(clerk: Person) -> None:
    text = "截止目前,全县共有党员20人。"
    assert [one.quote for one in findings_in(text, grounds_for(clerk))] == ["截止目前", ","]
    add(NewWord("前,全"), unit=clerk.unit, by=clerk, at=AT)
    assert [one.quote for one in findings_in(text, grounds_for(clerk))] == ["截止目前"]


def test_a_word_above_holds_below_and_everybodys_holds_for_all(clerk: Person, leader: Person) -> None:
    assert clerk.unit is not None
    above = make_unit("安澜县人民政府")
    Unit.objects.filter(pk=clerk.unit.pk).update(parent=above)
    me = Person.objects.get(pk=clerk.pk)
    add(NewWord("按步就班"), unit=above, by=leader, at=AT)
    add(NewWord("帐户管理岗", EntryKind.WORD, "沿用旧名"), unit=None, by=leader, at=AT)
    assert set(grounds_for(me).dictionary) == {"按步就班", "帐户管理岗"}
    assert {one.word for one in entries_visible_to(me)} == {"按步就班", "帐户管理岗"}
    stranger = make_person("nobody")
    Person.objects.filter(pk=stranger.pk).update(unit=None)
    assert grounds_for(Person.objects.get(pk=stranger.pk)).dictionary == ("帐户管理岗",)


def test_only_who_may_changes_a_dictionary(clerk: Person, leader: Person, stranger: Person) -> None:
    other = make_unit("红山县水务局")
    for person, unit in ((stranger, stranger.unit), (clerk, other), (clerk, None)):
        with pytest.raises(RuleBroken, match="权限"):
            add(NewWord("按步就班"), unit=unit, by=person, at=AT)
    entry = add(NewWord("按步就班"), unit=other, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="红山县水务局"):
        void(entry, by=clerk, at=AT, why="不用")
    with pytest.raises(RuleBroken, match="权限"):
        take_in([NewWord("甲乙")], unit=None, by=clerk, at=AT)
    assert entry not in entries_visible_to(clerk)
    assert entry in entries_visible_to(leader)
    stranger.is_active = False
    assert not DictionaryEntry.objects.visible_to(stranger)


def test_words_that_would_hide_real_errors_are_not_taken(clerk: Person) -> None:
    for word, said in (
        ("", "写明"),
        ("的", "太短"),
        ("，。", "太短"),
        ("长" * 61, "太长"),
        ("两\n行", "换行"),
        ("甲\x00乙", "不能用"),
    ):
        with pytest.raises(RuleBroken, match=said):
            add(NewWord(word), unit=clerk.unit, by=clerk, at=AT)
    add(NewWord(" 3+x "), unit=clerk.unit, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="已有"):
        add(NewWord("3+x"), unit=clerk.unit, by=clerk, at=AT)


def test_a_voided_word_stays_with_its_reason_and_holds_no_longer(clerk: Person) -> None:
    entry = add(NewWord("按步就班"), unit=clerk.unit, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="缘由"):
        void(entry, by=clerk, at=AT, why=" ")
    void(entry, by=clerk, at=AT, why="改用规范写法")
    with pytest.raises(RuleBroken, match="已经作废"):
        void(entry, by=clerk, at=AT, why="再一次")
    assert (entry.voided_by, entry.void_reason) == (clerk, "改用规范写法")
    assert grounds_for(clerk).dictionary == ()
    add(NewWord("按步就班"), unit=clerk.unit, by=clerk, at=AT)
    assert len(entries_visible_to(clerk)) == 2


def test_kinds_go_where_they_protect(clerk: Person) -> None:
    for word, kind in (
        ("安澜县水务发展中心", EntryKind.UNIT),
        ("易安澜", EntryKind.PERSON),
        ("青塘县", EntryKind.PLACE),
        ("五比五看", EntryKind.SLOGAN),
    ):
        add(NewWord(word, kind), unit=clerk.unit, by=clerk, at=AT)
    register = grounds_for(clerk).register
    assert "安澜县水务发展中心" in register.units
    assert "安澜县水务局" in register.units
    assert {"易安澜", "程以宁"} <= set(register.persons)
    assert (register.places, register.slogans) == (("青塘县",), ("五比五看",))
    own = own_of(clerk, year=2026)
    assert (own.unit, own.year) == ("安澜县水务局", 2026)
    assert "青塘县" in own.places
    assert "易安澜" in own.persons


def test_another_office_of_the_place_is_not_taken_for_ones_own(clerk: Person) -> None:
    text = "安澜县税务局与安澜县水务局联合检查，安澜县水物局参加，按时完成了任务。"
    found = {one.quote: one.replacement for one in findings_in(text, grounds_for(clerk))}
    assert "安澜县税务局" not in found
    assert found["安澜县水物局"] == "安澜县水务局"


def test_a_text_for_the_unit_is_asked_about_what_is_others(clerk: Person) -> None:
    add(NewWord("青塘县", EntryKind.PLACE), unit=clerk.unit, by=clerk, at=AT)
    text = "青塘县水务局工作总结\n2019年以来，山东省济南市历下区的做法值得学习。"
    residue = [
        one.quote
        for one in findings_in(text, grounds_for(clerk, own=own_of(clerk, year=2026)))
        if one.kind == "residue"
    ]
    assert "2019年以来" in residue
    assert any("济南" in quote or "历下" in quote for quote in residue)
    assert not any("青塘" in quote for quote in residue)
    assert [one for one in findings_in(text, grounds_for(clerk)) if one.kind == "residue"] == []


def test_a_person_without_a_unit_has_an_own_without_a_unit(clerk: Person) -> None:
    clerk.unit = None
    assert own_of(clerk).unit is None


CSV = "词语,类别,缘由\n按步就班,词语,本馆沿用\n五比五看,提法\n青塘县,地方\n的\n按步就班\n\n3+x"


def test_a_sheet_is_taken_in_and_what_is_wrong_in_it_is_named(clerk: Person) -> None:
    add(NewWord("3+x"), unit=clerk.unit, by=clerk, at=AT)
    done = take_in(words_of_sheet(CSV.encode("gb18030"), "词典.csv"), unit=clerk.unit, by=clerk, at=AT)
    assert (done.added, done.known) == (2, 2)
    assert [line[:4] for line in done.wrong] == ["第 4 ", "“的”太"]
    assert grounds_for(clerk).register.slogans == ("五比五看",)
    entry = DictionaryEntry.objects.get(word="按步就班")
    assert (entry.why, history_of(entry)[0].verb) == ("本馆沿用", "导入词典")
    again = take_in(words_of_sheet(CSV.encode(), "词典.csv"), unit=clerk.unit, by=clerk, at=AT)
    assert (again.added, again.known) == (0, 4)


def test_the_sheets_of_table_programs_are_read_too(clerk: Person) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("词语", "类别"), ("按步就班", None), (2025, "词语"), (None, None)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert list(words_of_sheet(out.getvalue(), "词典.xlsx")) == [NewWord("按步就班"), NewWord("2025")]
    for broken in (b"PK\x03\x04 no sheet", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(RuleBroken):
            list(words_of_sheet(broken, "词典.xlsx"))


def test_an_empty_sheet_and_one_too_long_are_refused(clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="没有读到"):
        take_in(words_of_sheet(" \n词语\n".encode(), "a.txt"), unit=clerk.unit, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="最多导入"):
        take_in([NewWord(f"词{n}") for n in range(MOST + 1)], unit=clerk.unit, by=clerk, at=AT)
    assert take_in([NewWord("的")], unit=clerk.unit, by=clerk, at=AT).added == 0


def test_what_is_given_out_can_be_taken_in_again(clerk: Person, leader: Person) -> None:
    add(NewWord("按步就班", why="=1+1"), unit=clerk.unit, by=clerk, at=AT)
    void(add(NewWord("五比五看", EntryKind.SLOGAN), unit=None, by=leader, at=AT), by=leader, at=AT, why="不再用")
    sheet = sheet_of(entries_visible_to(leader).order_by("pk"))
    lines = sheet.decode("utf-8-sig").splitlines()
    assert lines[1] == "按步就班,词语,'=1+1,安澜县水务局,程以宁,2026-11-20,,"
    assert lines[2] == "五比五看,提法,,全体单位,沈知行,2026-11-20,2026-11-20,不再用"
    assert list(words_of_sheet(sheet, "词典.csv")) == [NewWord("按步就班", why="=1+1")]
