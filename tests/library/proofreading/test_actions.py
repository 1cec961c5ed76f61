"""Accepting, refusing and undoing on a piece of the library, and that nothing is lost by it."""

import pytest

from mofan.library import actions as library_actions
from mofan.library.clean_text import text_of
from mofan.library.downloading import file_of
from mofan.library.finding import Question, find
from mofan.library.ingestion.driving import drive
from mofan.library.models import Candidate, Piece, PieceDetail, SourceText
from mofan.library.proofreading import actions, looking
from mofan.library.proofreading.grounds import grounds_for
from mofan.library.proofreading.looking import Proof, counted, proof_of
from mofan.library.proofreading.models import Correction, Refusal
from mofan.library.proofreading.pieces import PieceText
from mofan.library.verifying.rereading import digest_of
from mofan.org.models import Person
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from mofan.text.proofread import Finding
from tests.library.samples import AD
from tests.make import AT, make_pieces

TITLE = "青塘县水务局关于清理帐户的情况报告"
BODY = (
    "截止目前,全局共巡查堤段126处，整改隐患34处。" + AD + "\n"
    "一、压实责任\n"
    "局党组逐个核对帐户，逐段明确责任人，召开会议x次。\n"
    "二、强化值守\n"
    "严格落实24小时值班制度,做到险情早发现、早报告、早处置。"
)


@pytest.fixture
def piece(clerk: Person) -> Piece:
    return make_pieces(clerk, "报告.txt", f"{TITLE}\n{BODY}")[0]


def again(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk)


def proof(piece: Piece, person: Person) -> Proof:
    return proof_of(PieceText(again(piece)), grounds_for(person))


def the(found: Proof, quote: str, nth: int = 0) -> Finding:
    return [one for one in found.findings if quote in one.quote][nth]


def test_an_accepted_finding_changes_the_text_and_leaves_the_original(piece: Piece, clerk: Person) -> None:
    as_read = SourceText.objects.get(source=piece.source_id).text
    found = proof(piece, clerk)
    actions.accept(PieceText(again(piece)), the(found, "截止"), by=clerk, at=AT)
    changed = again(piece)
    text = text_of(changed).text
    assert "截至目前" in text
    assert "截止" not in text
    assert SourceText.objects.get(source=piece.source_id).text == as_read
    assert (changed.revision, changed.index_due, changed.digest) == (2, True, digest_of(text))
    assert "截至目前" in file_of(changed, "txt").data.decode()
    entries = history_of(changed)
    assert [(one.verb, one.note) for one in entries] == [("采纳校对意见", "“截止目前”改为“截至目前”")]
    (correction,) = proof(piece, clerk).corrections
    assert (correction.was, correction.new, correction.done) == ("截止目前", "截至目前", entries[0])


def test_what_was_accepted_is_found_and_what_was_wrong_is_not(piece: Piece, clerk: Person) -> None:
    actions.accept(PieceText(piece), the(proof(piece, clerk), "截止"), by=clerk, at=AT)
    drive()
    assert [hit.piece.pk for hit in find(clerk, Question("“截至目前”")).hits] == [piece.pk]
    assert find(clerk, Question("“截止目前”")).total == 0


def test_a_correction_in_the_title_reaches_the_title_and_comes_back(piece: Piece, clerk: Person) -> None:
    assert again(piece).title == TITLE
    actions.accept(PieceText(piece), the(proof(piece, clerk), "帐户"), by=clerk, at=AT)
    assert again(piece).title == TITLE.replace("帐户", "账户")
    assert file_of(again(piece), "txt").name.startswith("青塘县水务局关于清理账户")
    actions.undo_last(PieceText(again(piece)), by=clerk, at=AT)
    assert again(piece).title == TITLE


def test_undoing_restores_the_very_text(piece: Piece, clerk: Person) -> None:
    before, outline = piece.digest, PieceDetail.objects.get(pk=piece.pk).outline
    for quote in ("截止", ",", "帐户"):
        actions.accept(PieceText(again(piece)), the(proof(piece, clerk), quote), by=clerk, at=AT)
    assert again(piece).digest != before
    for correction in proof(piece, clerk).corrections:
        actions.undo_correction(PieceText(again(piece)), correction, by=clerk, at=AT)
    assert again(piece).digest == before
    assert PieceDetail.objects.get(pk=piece.pk).outline == outline
    assert proof(piece, clerk).corrections == ()
    assert Correction.objects.of(piece).count() == 3
    assert [one.verb for one in history_of(piece)] == ["撤销改正"] * 3 + ["采纳校对意见"] * 3


def test_all_of_a_kind_is_one_act_and_is_undone_as_one(piece: Piece, clerk: Person) -> None:
    found = proof(piece, clerk)
    marks = found.of_kind("punctuation")
    assert counted(found.findings)["punctuation"] == len(marks) >= 2
    assert actions.accept_all(PieceText(piece), marks, by=clerk, at=AT) == len(marks)
    assert proof(piece, clerk).of_kind("punctuation") == ()
    assert [one.verb for one in history_of(piece)] == ["采纳全部校对意见"]
    assert "标点" in history_of(piece)[0].note
    assert actions.undo_last(PieceText(again(piece)), by=clerk, at=AT) == "采纳全部校对意见"
    assert again(piece).digest == piece.digest
    assert proof(piece, clerk).of_kind("punctuation") == marks


def test_where_nothing_is_proposed_a_person_writes_what_shall_stand_there(piece: Piece, clerk: Person) -> None:
    blank = the(proof(piece, clerk), "x")
    with pytest.raises(RuleBroken, match="没有建议的改法"):
        actions.accept(PieceText(piece), blank, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="没有可以直接改正"):
        actions.accept_all(PieceText(piece), [blank], by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="与原文相同"):
        actions.accept(PieceText(piece), blank, by=clerk, at=AT, new="x")
    with pytest.raises(RuleBroken, match="不能用的字符"):
        actions.accept(PieceText(piece), blank, by=clerk, at=AT, new="9\x00")
    with pytest.raises(RuleBroken, match="太长"):
        actions.accept(PieceText(piece), blank, by=clerk, at=AT, new="九" * 501)
    actions.accept(PieceText(piece), blank, by=clerk, at=AT, new="9")
    assert "召开会议9次" in text_of(again(piece)).text
    assert history_of(piece)[0].verb == "手工改正"


def test_words_are_taken_out(piece: Piece, clerk: Person) -> None:
    actions.accept(PieceText(piece), by_hand(piece, "逐段"), by=clerk, at=AT, new="")
    assert "逐段" not in text_of(again(piece)).text
    assert history_of(piece)[0].note == "删去“逐段”"
    (correction,) = proof(piece, clerk).corrections
    assert str(correction) == "逐段 → "
    actions.undo_correction(PieceText(again(piece)), correction, by=clerk, at=AT)
    assert again(piece).digest == piece.digest


def test_findings_of_the_latest_texts_are_kept(piece: Piece, clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "KEPT", 1)
    first = proof(piece, clerk).findings
    assert looking.findings_in("各科室按时完成了年度任务。", grounds_for(clerk)) == ()
    assert len(looking._kept) == 1
    assert proof(piece, clerk).findings == first


def test_a_refused_finding_stays_refused_when_the_text_moves(piece: Piece, clerk: Person) -> None:
    found = proof(piece, clerk)
    actions.refuse(PieceText(piece), the(found, "帐户", 1), by=clerk, at=AT)
    later = proof(piece, clerk)
    assert [one.finding.quote for one in later.refused] == ["帐户"]
    assert later.refused[0].refusal.done.by == clerk
    assert len(later.findings) == len(found.findings) - 1
    actions.accept(PieceText(again(piece)), the(later, "截止"), by=clerk, at=AT, new="自汛期开始，截至目前")
    assert [one.finding.quote for one in proof(piece, clerk).refused] == ["帐户"]
    assert the(proof(piece, clerk), "帐户").start < 30  # the one in the title is still open


def test_a_refusal_is_taken_back(piece: Piece, clerk: Person) -> None:
    before = proof(piece, clerk).findings
    refusal = actions.refuse(PieceText(piece), the(proof(piece, clerk), "截止"), by=clerk, at=AT)
    assert str(refusal) == "截止目前"
    actions.ask_again(PieceText(piece), refusal, by=clerk, at=AT)
    assert proof(piece, clerk).findings == before
    with pytest.raises(RuleBroken, match="已经撤销"):
        actions.ask_again(PieceText(piece), refusal, by=clerk, at=AT)
    assert Refusal.objects.of(piece).count() == 1


def test_undo_takes_back_ones_own_acts_from_the_last_to_the_first(piece: Piece, clerk: Person, leader: Person) -> None:
    actions.accept(PieceText(piece), the(proof(piece, clerk), "截止"), by=clerk, at=AT)
    actions.refuse(PieceText(again(piece)), the(proof(piece, clerk), "帐户"), by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="没有可以撤销的"):
        actions.undo_last(PieceText(again(piece)), by=leader, at=AT)
    assert actions.undo_last(PieceText(again(piece)), by=clerk, at=AT) == "不采纳校对意见"
    assert actions.undo_last(PieceText(again(piece)), by=clerk, at=AT) == "采纳校对意见"
    assert again(piece).digest == piece.digest
    with pytest.raises(RuleBroken, match="没有可以撤销的"):
        actions.undo_last(PieceText(again(piece)), by=clerk, at=AT)


def by_hand(piece: Piece, quote: str) -> Finding:
    """A finding on these words of the text as it is."""
    start = text_of(again(piece)).text.index(quote)
    return Finding(start, start + len(quote), quote, "confusion", "error", "试", None, "试", 1.0)


def test_a_correction_on_a_correction_takes_it_up_and_gives_it_back(piece: Piece, clerk: Person) -> None:
    actions.accept(PieceText(piece), by_hand(piece, "截止目前"), by=clerk, at=AT, new="截至目前")
    once = again(piece).digest
    actions.accept(PieceText(again(piece)), by_hand(piece, "至目前,全局"), by=clerk, at=AT, new="至今，我局")
    assert "截至今，我局共巡查" in text_of(again(piece)).text
    (correction,) = proof(piece, clerk).corrections
    assert (correction.was, correction.new) == ("截止目前,全局", "截至今，我局")
    first = Correction.objects.of(piece).order_by("pk")[0]
    with pytest.raises(RuleBroken, match="后来又改过"):
        actions.undo_correction(PieceText(again(piece)), first, by=clerk, at=AT)
    actions.undo_correction(PieceText(again(piece)), correction, by=clerk, at=AT)
    assert again(piece).digest == once
    assert [one.pk for one in proof(piece, clerk).corrections] == [first.pk]


def test_two_at_once_on_one_earlier_correction_are_one_with_it(piece: Piece, clerk: Person) -> None:
    actions.accept(PieceText(piece), by_hand(piece, "截止目前,全局"), by=clerk, at=AT, new="截止现在，全局")
    text = PieceText(again(piece))
    two = [by_hand(piece, "截止"), by_hand(piece, "现在")]
    assert actions.accept_all(text, [with_new(two[0], "截至"), with_new(two[1], "目前")], by=clerk, at=AT) == 2
    assert "截至目前，全局" in text_of(again(piece)).text
    (correction,) = proof(piece, clerk).corrections
    assert (correction.was, correction.new) == ("截止目前,全局", "截至目前，全局")


def with_new(one: Finding, new: str) -> Finding:
    return Finding(one.start, one.end, one.quote, one.kind, one.severity, one.message, new, one.rule, one.confidence)


def test_a_text_that_changed_meanwhile_is_not_corrected_blindly(piece: Piece, clerk: Person) -> None:
    seen = PieceText(piece)
    finding = the(proof(piece, clerk), "帐户")
    assert seen.text
    actions.accept(PieceText(again(piece)), the(proof(piece, clerk), "截止"), by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="刚被改过"):
        actions.accept(seen, finding, by=clerk, at=AT)


def test_putting_back_and_cutting_go_together_with_corrections(piece: Piece, clerk: Person) -> None:
    actions.accept_all(PieceText(piece), proof(piece, clerk).of_kind("punctuation"), by=clerk, at=AT)
    actions.accept(PieceText(again(piece)), the(proof(piece, clerk), "截止"), by=clerk, at=AT, new="从年初起至目前")
    removal = piece.removals.get(kind="ad")
    library_actions.put_back(removal, by=clerk, at=AT)
    assert f"从年初起至目前，全局共巡查堤段126处，整改隐患34处。{AD}" in text_of(again(piece)).text
    library_actions.cut_again(removal, by=clerk, at=AT)
    assert AD not in text_of(again(piece)).text


def test_a_correction_in_what_is_cut_out_later_sleeps(piece: Piece, clerk: Person) -> None:
    actions.accept(PieceText(piece), by_hand(piece, "全局共巡查"), by=clerk, at=AT, new="我局共巡查")
    as_read = SourceText.objects.get(source=piece.source_id).text
    start = as_read.index("截止目前")
    words = as_read[start : as_read.index("处，整改")]
    candidate = Candidate.objects.create(
        source=piece.source, piece=piece, start=start, end=start + len(words), text=words, reason="试"
    )
    library_actions.cut_candidate(candidate, by=clerk, at=AT)
    assert "巡查" not in text_of(again(piece)).text
    library_actions.put_back(piece.removals.get(rule="人工确认"), by=clerk, at=AT)
    assert "我局共巡查" in text_of(again(piece)).text


def test_a_finding_over_what_was_cut_out_is_left_to_people(clerk: Person) -> None:
    (piece,) = make_pieces(
        clerk, "断句.txt", f"{TITLE}\n今年以来，全局认真{AD}部署，逐段明确责任人，严格落实值班制度。\n二是强化值守。"
    )
    text = PieceText(again(piece))
    if AD in text.text:
        pytest.fail("the advertisement should have been cut out")
    over = by_hand(piece, "真部署")
    assert not text.can_be_corrected(over)
    with pytest.raises(RuleBroken, match="已清除的内容"):
        actions.accept(text, over, by=clerk, at=AT, new="真的部署")
    with pytest.raises(RuleBroken, match="没有可以直接改正"):
        actions.accept_all(text, [with_new(over, "真的部署")], by=clerk, at=AT)


def test_a_piece_that_stood_for_copies_lets_them_go(clerk: Person, piece: Piece) -> None:
    (copy,) = make_pieces(clerk, "又一份.txt", f"{TITLE}\n{BODY}".encode("gb18030"))
    assert copy.same_as_id == piece.pk
    actions.accept(PieceText(again(piece)), the(proof(piece, clerk), "截止"), by=clerk, at=AT)
    assert again(copy).same_as_id is None
    assert "截止目前" in text_of(again(copy)).text
    actions.undo_last(PieceText(again(piece)), by=clerk, at=AT)
    assert again(piece).same_as_id == copy.pk


def test_a_reader_changes_nothing(piece: Piece, stranger: Person, clerk: Person) -> None:
    finding = the(proof(piece, stranger), "截止")
    refusal = actions.refuse(PieceText(piece), finding, by=clerk, at=AT)
    actions.accept(PieceText(again(piece)), the(proof(piece, clerk), "帐户"), by=clerk, at=AT)
    (correction,) = proof(piece, clerk).corrections
    text = PieceText(again(piece))
    for act in (
        lambda: actions.accept(text, finding, by=stranger, at=AT),
        lambda: actions.accept_all(text, [finding], by=stranger, at=AT),
        lambda: actions.refuse(text, finding, by=stranger, at=AT),
        lambda: actions.ask_again(text, refusal, by=stranger, at=AT),
        lambda: actions.undo_correction(text, correction, by=stranger, at=AT),
        lambda: actions.undo_last(text, by=stranger, at=AT),
    ):
        with pytest.raises(RuleBroken, match="权限"):
            act()
    assert len(history_of(piece)) == 2
