"""From the draft to the signature, and into the library."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mofan.drafting.actions import (
    Choice,
    StepFacts,
    accept_figure,
    add_slot,
    approve,
    carry_forward,
    freeze_again,
    piece_of,
    publish,
    remark,
    save,
    send,
    send_back,
    set_chain,
    settle,
    take_back,
    type_number,
)
from mofan.drafting.chain import chain_of, progress_of
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import Slot, block, lay_out
from mofan.drafting.models import Approval, Draft, DraftState
from mofan.drafting.queries import borrowings_of, drafts_visible_to, remarks_of
from mofan.drafting.seals import seal_of, since_approval
from mofan.library.ingestion.driving import drive
from mofan.org.models import RoleGrant
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from mofan.records.actions import void
from tests.drafting.making import make_draft
from tests.make import AT, make_person
from tests.records.conftest import House
from tests.records.making import HELD, entered, visit

TODAY = AT.date()


def filled(house: House) -> Draft:
    """A draft with a sentence whose two numbers are alive and typed."""
    draft = make_draft(house)
    live = add_slot(draft, by=house.recorder, at=AT, what="收集问题", measure="个")
    hand = add_slot(draft, by=house.recorder, at=AT, what="改造管网", measure="公里")
    accept_figure(live, Choice("field_visit.sum.problems"), by=house.recorder, at=AT)
    type_number(hand, "12公里", "工程科台账", by=house.recorder, at=AT)
    body = draft.text.with_block(
        block("b2", "paragraph", "今年以来，走访收集问题", Slot("s1"), "，改造管网", Slot("s2"), "。")
    )
    save(draft, body.as_json(), revision=1, by=house.recorder, at=AT)
    return draft


def reads(draft: Draft) -> str:
    draft.refresh_from_db()
    return lay_out(draft.text, shown_in(chips_of(draft, TODAY))).text


def test_a_draft_is_sent_approved_signed_and_published(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    progress = send(draft, by=house.recorder, at=AT)
    assert [one.name for one in progress.steps] == ["审核", "签发"]
    assert progress.next is not None
    assert progress.next.who == "安澜县水务局的负责人"
    assert {one.state for one in chips_of(draft, TODAY).values()} == {"frozen", "typed"}
    draft = approve(draft, by=house.leader, at=AT)
    assert draft.state == DraftState.SIGNING
    draft = approve(draft, by=house.leader, at=AT)
    assert (draft.state, draft.dated) == (DraftState.SIGNED, TODAY)
    text = reads(draft)
    assert "收集问题5个" in text
    entered(house, visit(house, HELD - timedelta(days=3), problems=4))
    chips = chips_of(draft, TODAY)
    assert (chips["s1"].state, chips["s1"].shown, chips["s1"].now) == ("changed", "5个", "9个")
    assert reads(draft) == text
    draft = publish(draft, by=house.leader, at=AT)
    assert piece_of(draft, house.reader) is None
    drive()
    piece = piece_of(draft, house.reader)
    assert piece is not None
    assert (piece.title, piece.unit, piece.dated) == (draft.title, "安澜县水务局", TODAY)
    with pytest.raises(RuleBroken, match="只有已签发"):
        publish(draft, by=house.leader, at=AT)


def test_what_changed_after_an_approval_is_shown_and_needs_it_again(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    draft = approve(draft, by=house.leader, at=AT, note_as="可以")
    body = draft.text.with_block(block("b3", "paragraph", "审核后加的一段。"))
    body = type(body)((*body.blocks, block("b3", "paragraph", "审核后加的一段。")))
    save(draft, body.as_json(), revision=draft.revision, by=house.recorder, at=AT)
    entered(house, visit(house, HELD - timedelta(days=1), problems=2))
    assert freeze_again(draft, by=house.recorder, at=AT) == 1
    assert freeze_again(draft, by=house.recorder, at=AT) == 0
    draft.refresh_from_db()
    chips = chips_of(draft, TODAY)
    progress = progress_of(draft, seal_of(draft, chips))
    assert draft.state == DraftState.REVIEW
    approval = progress.outdated[0]
    since = since_approval(approval, draft, chips)
    assert [one.what for one in since.blocks] == ["added"]
    assert since.numbers == (("s1", "5个", "7个"),)
    assert not since.is_nothing
    with pytest.raises(RuleBroken, match="又有改动"):
        approve(draft, by=house.leader, at=AT, seal="0" * 64)
    approve(draft, by=house.leader, at=AT, seal=seal_of(draft, chips))
    assert Approval.objects.filter(draft=draft).count() == 2


def test_it_goes_back_and_its_numbers_live_again(house: House) -> None:
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="已经在审签中"):
        send(draft, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="还没有轮到您"):
        approve(draft, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="写明缘由"):
        send_back(draft, " ", by=house.leader, at=AT)
    assert send_back(draft, "第二段太空", by=house.leader, at=AT).state == DraftState.DRAFT
    assert chips_of(draft, TODAY)["s1"].state == "live"
    with pytest.raises(RuleBroken, match="不在审签中"):
        approve(draft, by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="不在审签中"):
        take_back(draft, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="送审后才定数"):
        freeze_again(draft, by=house.recorder, at=AT)
    send(draft, by=house.recorder, at=AT)
    assert take_back(draft, by=house.recorder, at=AT).state == DraftState.DRAFT


def test_nothing_unfinished_is_sent(house: House) -> None:
    draft = make_draft(house)
    add_slot(draft, by=house.recorder, at=AT, what="警示教育", measure="次")
    body = draft.text.with_block(block("b2", "paragraph", "召开", Slot("s1")))
    save(draft, body.as_json(), revision=1, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="警示教育（待定）"):
        send(draft, by=house.recorder, at=AT)
    bare = make_draft(house)
    save(bare, {"blocks": []}, revision=1, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有标题"):
        send(bare, by=house.recorder, at=AT)


def test_a_unit_has_a_chain_of_its_own(house: House) -> None:
    other = plant("安澜县财政局")
    guest = make_person("guest")
    RoleGrant.objects.create(person=guest, unit=other, role=UnitRole.LEADER)
    manager = make_person("manager")
    RoleGrant.objects.create(person=manager, unit=house.agency, role=UnitRole.ADMINISTRATOR)
    steps = [
        StepFacts("review", "办公室核稿", person=house.reader),
        StepFacts("countersign", "财政局会签", asked=other),
        StepFacts("sign"),
    ]
    set_chain(house.agency, steps, by=manager, at=AT)
    assert [one.who for one in chain_of(house.branch)] == ["viewer", "安澜县财政局的负责人", "机关党支部的负责人"]
    draft = filled(house)
    assert not drafts_visible_to(guest).exists()
    send(draft, by=house.recorder, at=AT)
    assert drafts_visible_to(guest).filter(pk=draft.pk).exists()
    assert approve(draft, by=house.reader, at=AT).state == DraftState.COUNTERSIGN
    assert approve(draft, by=guest, at=AT).state == DraftState.SIGNING
    assert approve(draft, by=house.leader, at=AT).state == DraftState.SIGNED
    set_chain(house.agency, [], by=manager, at=AT)
    assert len(chain_of(house.agency)) == 2
    for wrong, said in (([StepFacts("read")], "没有这种环节"), ([StepFacts("review")], "签发环节")):
        with pytest.raises(RuleBroken, match=said):
            set_chain(house.agency, wrong, by=manager, at=AT)


def test_the_next_period_carries_text_and_figures_forward(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    entered(house, visit(house, HELD.replace(year=2025), problems=3))
    draft = filled(house)
    made, carried = carry_forward(draft, "2025年", by=house.recorder, at=AT, title="安澜县水务局2025年材料")
    assert made.follows == draft
    assert made.text.title == "安澜县水务局2025年材料"
    assert [(one.before, one.now, one.moved) for one in carried] == [("5个", "3个", True), ("12公里", "x公里", True)]
    assert chips_of(made, TODAY)["s2"].state == "task"
    assert "工程科台账" in chips_of(made, TODAY)["s2"].slot.note
    assert {one.earlier for one in borrowings_of(made)} == {draft}
    with pytest.raises(RuleBroken, match="看不懂"):
        carry_forward(draft, "明天", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="权限"):
        carry_forward(draft, "2025年", by=house.stranger, at=AT)


def test_remarks_stand_beside_paragraphs(house: House) -> None:
    draft = make_draft(house)
    first = remark(draft, "b2", "这里要写数", by=house.leader, at=AT, quote="走访")
    answer = remark(draft, "", "已补", by=house.recorder, at=AT, answers=first)
    assert answer.block == "b2"
    assert settle(first, by=house.recorder, at=AT).settled_by == house.recorder
    assert [one.text for one in remarks_of(draft)] == ["这里要写数", "已补"]
    with pytest.raises(RuleBroken, match="已经处理过"):
        settle(first, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="写出批注"):
        remark(draft, "b2", " ", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经不在了"):
        remark(draft, "b9", "哪里", by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="不能查看"):
        remark(draft, "b2", "看看", by=house.stranger, at=AT)
    with pytest.raises(RuleBroken, match="没有这条批注"):
        remark(make_draft(house), "", "答", by=house.leader, at=AT, answers=first)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["enter", "void"]), st.integers(1, 9)), min_size=1, max_size=5))
def test_after_freezing_no_later_write_alters_the_document(house: House, writes: list[tuple[str, int]]) -> None:
    record = entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    approve(draft, by=house.leader, at=AT)
    approve(draft, by=house.leader, at=AT)
    text, seal = reads(draft), seal_of(draft, chips_of(draft, TODAY))
    for what, number in writes:
        if what == "enter":
            record = entered(house, visit(house, HELD, values=_problems(house, number)))
        elif record.counts:
            void(record, why="记错了", by=house.recorder, at=AT)
            record.refresh_from_db()
        assert reads(draft) == text
        assert seal_of(draft, chips_of(draft, TODAY)) == seal


def _problems(house: House, number: int) -> dict[str, object]:
    return {**visit(house).values, "problems": Decimal(number)}
