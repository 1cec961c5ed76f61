"""What the verbs of drafting refuse, and what happens at their edges."""

import pytest

from mofan.drafting.actions import (
    Choice,
    StepFacts,
    accept_figure,
    add_slot,
    approve,
    carry_forward,
    filing,
    publish,
    put_fact,
    save,
    send,
    set_chain,
    start,
    take_out,
    type_number,
)
from mofan.drafting.chain import progress_of
from mofan.drafting.chips import chips_of
from mofan.drafting.document import Gap, Slot, block
from mofan.drafting.models import Draft, DraftState
from mofan.drafting.models import Slot as SlotRow
from mofan.drafting.queries import borrowings_of
from mofan.drafting.seals import seal_of
from mofan.org.models import RoleGrant
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_draft, make_skeleton, writer_of
from tests.make import AT, make_person
from tests.records.conftest import House


def test_a_skeleton_is_carried_on_with_what_it_borrowed_of_pieces(house: House) -> None:
    draft = make_skeleton(house)
    key = draft.text.slots[0]
    slot = draft.slots.get(key=key)
    accept_figure(slot, Choice("field_visit.count", period_words="2026年"), by=house.recorder, at=AT)
    made, carried = carry_forward(draft, "2025年", by=house.recorder, at=AT)
    assert made.title == draft.title
    assert made.slots.get(key=key).period_words == ""
    pieces = {one.piece_id for one in borrowings_of(draft) if one.piece_id}
    assert pieces
    assert {one.piece_id for one in borrowings_of(made) if one.piece_id} == pieces
    assert {one.key for one in carried} == set(draft.text.slots)


def test_what_nobody_may_see_is_not_carried_on(house: House) -> None:
    with pytest.raises(RuleBroken, match="不能查看"):
        carry_forward(Draft(unit=house.agency, title="没有存过"), "2025年", by=house.recorder, at=AT)


def test_a_box_takes_no_file_that_is_too_large_and_none_too_many(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(house)
    monkeypatch.setattr(filing, "MOST_BYTES", 10)
    monkeypatch.setattr(filing, "MOST_FILES", 1)
    with pytest.raises(RuleBroken, match="文件太大"):
        put_fact(draft, "台账.txt", b"1" * 11, by=house.recorder, at=AT)
    first = put_fact(draft, "台账.txt", b"1", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="最多放 1 个文件"):
        put_fact(draft, "别的.txt", b"2", by=house.recorder, at=AT)
    take_out(first, by=house.recorder, at=AT)
    assert put_fact(draft, "别的.txt", b"2", by=house.recorder, at=AT).name == "别的.txt"


def test_a_new_slot_takes_a_name_that_is_free(house: House) -> None:
    draft = make_draft(house)
    SlotRow.objects.create(draft=draft, key="s2")
    assert add_slot(draft, by=house.recorder, at=AT).key == "s3"


def test_many_places_that_are_open_are_counted(house: House) -> None:
    draft = make_draft(house)
    body = draft.text.with_block(block("b2", "paragraph", *(Gap(f"地名{number}") for number in range(7))))
    save(draft, body, revision=1, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match=r"还有 7 处待写：.*等"):
        send(draft, by=house.recorder, at=AT)


def test_a_draft_without_a_title_is_named_by_its_first_words_later(house: House) -> None:
    draft = start(writer_of(house), by=house.recorder, at=AT)
    unnamed = start(type(writer_of(house))(house.agency), by=house.recorder, at=AT)
    assert (draft.text.title, unnamed.title) == ("安澜县水务局创建模范机关经验材料", "未命名材料")


def test_a_chain_that_changes_under_way_takes_no_review_for_a_signature(house: House) -> None:
    manager = make_person("manager")
    RoleGrant.objects.create(person=manager, unit=house.agency, role=UnitRole.ADMINISTRATOR)
    draft = make_draft(house)
    slot = add_slot(draft, by=house.recorder, at=AT)
    type_number(slot, "3次", "办公室台账", by=house.recorder, at=AT)
    save(
        draft,
        draft.text.with_block(block("b2", "paragraph", "走访", Slot("s1"))),
        revision=1,
        by=house.recorder,
        at=AT,
    )
    send(draft, by=house.recorder, at=AT)
    approve(draft, by=house.leader, at=AT)
    set_chain(house.agency, [StepFacts("sign")], by=manager, at=AT)
    draft.refresh_from_db()
    following = progress_of(draft, seal_of(draft, chips_of(draft, AT.date()))).next
    assert following is not None
    assert following.stage == "sign"
    with pytest.raises(RuleBroken, match="只有已签发"):
        publish(draft, by=house.leader, at=AT)
    assert approve(draft, by=house.leader, at=AT).state == DraftState.SIGNED
