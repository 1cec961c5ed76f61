"""A draft is voided with a reason, stays readable, and stands again where it stood."""

import pytest

from mofan.drafting.actions import approve, bring_back, may_void, publish, send, take_back, void, withdraw_late
from mofan.drafting.chips import chips_of
from mofan.drafting.models import Draft, DraftState
from mofan.drafting.queries import drafts_listed, history_of_draft, published_visible_to
from mofan.library.ingestion.driving import drive
from mofan.library.models import Piece, PieceState
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_draft
from tests.drafting.test_reviewing import TODAY, filled, reads
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, visit


def test_a_draft_is_voided_listed_apart_and_brought_back(house: House) -> None:
    draft = make_draft(house)
    text = draft.body
    draft = void(draft, " 写重了 ", by=house.recorder, at=AT)
    assert (draft.state, draft.void_reason, draft.voided_by, draft.voided_at) == (
        DraftState.VOIDED,
        "写重了",
        house.recorder,
        AT,
    )
    assert not draft.is_open
    assert list(drafts_listed(house.recorder)) == []
    assert list(drafts_listed(house.recorder, state="voided")) == [draft]
    with pytest.raises(RuleBroken, match="已经作废"):
        void(draft, "再来", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="已作废"):
        send(draft, by=house.recorder, at=AT)
    draft = bring_back(draft, by=house.recorder, at=AT)
    assert (draft.state, draft.voided_from, draft.void_reason, draft.voided_at, draft.body) == (
        DraftState.DRAFT,
        "",
        "",
        None,
        text,
    )
    assert list(drafts_listed(house.recorder)) == [draft]
    assert [(one.verb, one.note) for one in history_of_draft(draft)][:2] == [
        ("撤销作废", "当时的缘由：写重了"),
        ("作废草稿", "写重了"),
    ]
    with pytest.raises(RuleBroken, match="没有作废"):
        bring_back(draft, by=house.recorder, at=AT)


def test_it_wants_a_reason_and_leave(house: House) -> None:
    draft = make_draft(house)
    for who, why, said in ((house.recorder, "  ", "缘由"), (house.reader, "不要了", "权限")):
        with pytest.raises(RuleBroken, match=said):
            void(draft, why, by=who, at=AT)
    assert (may_void(house.recorder, draft), may_void(house.reader, draft)) == (True, False)
    assert Draft.objects.get().state == DraftState.DRAFT


def test_one_under_way_stands_where_it_stood_with_its_approvals(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    draft = approve(draft, by=house.leader, at=AT)
    text = reads(draft)
    draft = void(draft, "等通知", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="不在审签中"):
        approve(draft, by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="已作废"):
        take_back(draft, by=house.recorder, at=AT)
    entered(house, visit(house, HELD, problems=2))
    draft = bring_back(draft, by=house.recorder, at=AT)
    assert (draft.state, reads(draft)) == (DraftState.SIGNING, text)
    assert approve(draft, by=house.leader, at=AT).state == DraftState.SIGNED
    assert chips_of(draft, TODAY)["s1"].state == "changed"


def test_what_was_signed_only_a_leader_voids_and_what_was_published_leaves_the_list(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    for _ in range(2):
        approve(draft, by=house.leader, at=AT)
    draft.refresh_from_db()
    with pytest.raises(RuleBroken, match="审签"):
        void(draft, "有误", by=house.recorder, at=AT)
    publish(draft, by=house.leader, at=AT)
    assert list(published_visible_to(house.reader)) == [draft]
    draft = void(draft, "有误", by=house.leader, at=AT)
    assert list(published_visible_to(house.reader)) == []
    with pytest.raises(RuleBroken, match="审签"):
        bring_back(draft, by=house.recorder, at=AT)
    assert (may_void(house.leader, draft), may_void(house.recorder, draft)) == (True, False)
    assert bring_back(draft, by=house.leader, at=AT).state == DraftState.PUBLISHED
    assert list(published_visible_to(house.reader)) == [draft]


def published(house: House) -> Draft:
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    for _ in range(2):
        approve(draft, by=house.leader, at=AT)
    return publish(draft, by=house.leader, at=AT)


def test_what_was_published_leaves_the_shelves_of_the_library_and_comes_back(house: House) -> None:
    draft = published(house)
    drive()
    piece = Piece.objects.visible_to(house.reader).get()
    void(draft, "数有误", by=house.leader, at=AT)
    assert not Piece.objects.visible_to(house.reader).exists()
    piece.refresh_from_db()
    assert (piece.state, piece.index_due) == (PieceState.WITHDRAWN, True)
    assert list(published_visible_to(house.reader, withdrawn=True)) == [draft]
    assert [(one.verb, one.note) for one in history_of(piece)][:1] == [("撤下", "材料已撤回：数有误")]
    assert withdraw_late() == 0
    bring_back(draft, by=house.leader, at=AT)
    assert list(Piece.objects.visible_to(house.reader)) == [piece]
    assert not draft.withdrew.exists()


def test_what_the_library_reads_only_after_the_voiding_is_withdrawn_then(house: House) -> None:
    draft = published(house)
    void(draft, "数有误", by=house.leader, at=AT)
    drive()
    assert Piece.objects.visible_to(house.reader).exists()
    assert (withdraw_late(), withdraw_late()) == (1, 0)
    assert not Piece.objects.visible_to(house.reader).exists()
    Piece.objects.update(state=PieceState.KEPT)
    assert withdraw_late() == 0
    assert Piece.objects.visible_to(house.reader).exists()
