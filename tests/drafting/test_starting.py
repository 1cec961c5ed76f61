"""From a piece to a draft, its figures proposed, its numbers alive."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mofan.drafting.actions import (
    Choice,
    Conflict,
    NewDraft,
    accept_figure,
    add_slot,
    label,
    make_task,
    reopen,
    restore,
    save,
    start,
    start_from_outlines,
    start_from_piece,
    start_from_template,
    type_number,
)
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import Slot as SlotRun
from mofan.drafting.document import block, lay_out, read_body
from mofan.drafting.finding import proposals_for
from mofan.drafting.models import DraftState, DraftVersion, SlotState, Template
from mofan.drafting.queries import (
    borrowings_of,
    drafts_listed,
    drafts_visible_to,
    history_of_draft,
    remarks_of,
    templates_visible_to,
    units_to_write_for,
)
from mofan.drafting.versions import compared, sittings, text_of_revision
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_draft, make_piece, make_skeleton, writer_of
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, visit

TODAY = AT.date()


def test_a_piece_becomes_a_draft_whose_numbers_are_alive(house: House) -> None:
    entered(house, visit(house, HELD, problems=5))
    draft = make_skeleton(house)
    text = lay_out(draft.text, {}).text
    assert "安澜县水务局" in text
    for gone in ("白石县", "林业局", "赵远山", "青山夜话", "护林站", "范文"):
        assert gone not in text
    proposed = proposals_for(draft)
    codes = {one.slot.what: one.proposals[0].figure.code for one in proposed.values() if one.proposals}
    assert codes["集中学习"] == "collective_study.count"
    assert codes["警示教育"] == "cautionary_education.count"
    assert codes["问题"] == "field_visit.sum.problems"
    slot = next(one.slot for one in proposed.values() if one.slot.what == "问题")
    accept_figure(slot, Choice("field_visit.sum.problems"), by=house.recorder, at=AT)
    chips = chips_of(draft, TODAY)
    assert chips[slot.key].shown == "5个"
    assert chips[slot.key].state == "live"
    assert "收集问题5个，" in lay_out(draft.text, shown_in(chips)).text
    assert borrowings_of(draft).count() >= 8
    assert history_of_draft(draft).first().verb == "采用数"  # type: ignore[union-attr]


def test_a_stranger_sees_no_draft_and_writes_none(house: House) -> None:
    draft = make_draft(house)
    assert not drafts_visible_to(house.stranger).exists()
    assert not drafts_visible_to(house.stranger).filter(pk=draft.pk).exists()
    assert [one.pk for one in drafts_listed(house.reader, state="draft", words="水务局 模范")] == [draft.pk]
    assert not units_to_write_for(house.stranger).exists()
    with pytest.raises(RuleBroken, match="登记"):
        start(NewDraft(house.agency), by=house.reader, at=AT)
    with pytest.raises(RuleBroken, match="看不懂统计期间"):
        start(NewDraft(house.agency, period_words="猴年马月"), by=house.recorder, at=AT)


def test_every_save_is_kept_and_can_be_read_again(house: House) -> None:
    draft = make_draft(house)
    texts = [draft.text]
    for number in range(1, 25):
        body = draft.text.with_block(block("b2", "paragraph", f"第{number}句。"))
        at = AT + timedelta(seconds=5 * number)
        assert save(draft, body.as_json(), revision=draft.revision, by=house.recorder, at=at).revision == number + 1
        texts.append(draft.text)
    assert [text_of_revision(draft, number + 1) for number in range(25)] == texts
    assert DraftVersion.objects.filter(draft=draft, body__isnull=True).count() == 23
    assert [one.saves for one in sittings(draft)] == [24, 1]
    assert label(draft, "送审稿", by=house.recorder, at=AT).label == "送审稿"
    assert [one.what for one in compared(draft, 2, 3)] == ["changed"]
    assert restore(draft, 1, by=house.recorder, at=AT).body == texts[0]
    assert draft.revision == 26
    with pytest.raises(RuleBroken, match="没有这一版"):
        restore(draft, 99, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有这一版"):
        text_of_revision(draft, 99)
    with pytest.raises(RuleBroken, match="起个名"):
        label(draft, " ", by=house.recorder, at=AT)


def test_two_writers_lose_nothing(house: House) -> None:
    draft = make_draft(house)
    save(draft, _with(draft.text, "b2", "甲段。", "b3", "乙段。"), revision=1, by=house.recorder, at=AT)
    mine = _with(draft.text, "b2", "甲段，我改的。", "b3", "乙段。")
    theirs = _with(draft.text, "b2", "甲段。", "b3", "乙段，他改的。")
    save(draft, theirs, revision=2, by=house.leader, at=AT)
    saved = save(draft, mine, revision=2, by=house.recorder, at=AT)
    assert saved.merged
    assert lay_out(saved.body, {}).text.endswith("甲段，我改的。\n乙段，他改的。")
    clash = _with(draft.text, "b2", "甲段，又改。", "b3", "乙段，他改的。")
    with pytest.raises(Conflict) as caught:
        save(draft, clash, revision=2, by=house.leader, at=AT)
    assert [one.id for one in caught.value.clashes] == ["b2"]
    assert read_body(caught.value.kept.body) == read_body(clash)
    assert drafts_visible_to(house.leader).get(pk=draft.pk).text == saved.body


def test_what_cannot_be_saved_is_said(house: House) -> None:
    draft = make_draft(house)
    with pytest.raises(RuleBroken, match="blocks"):
        save(draft, {}, revision=1, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有这一版"):
        save(draft, draft.body, revision=7, by=house.recorder, at=AT)
    unknown = draft.text.with_block(block("b2", "paragraph", SlotRun("s9")))
    with pytest.raises(RuleBroken, match="没有的数位"):
        save(draft, unknown.as_json(), revision=1, by=house.recorder, at=AT)
    assert save(draft, draft.text, revision=1, by=house.recorder, at=AT).revision == 1
    draft.state = DraftState.SIGNED
    with pytest.raises(RuleBroken, match="不能再改"):
        save(draft, draft.body, revision=1, by=house.recorder, at=AT)


def test_a_slot_takes_a_figure_a_number_by_hand_or_a_task(house: House) -> None:
    draft = make_draft(house)
    slot = add_slot(draft, by=house.recorder, at=AT, what="走访", measure="场")
    assert slot.key == "s1"
    type_number(slot, "约 30 场", "", by=house.recorder, at=AT)
    assert chips_of(draft, TODAY)["s1"].state == "unsourced"
    type_number(slot, "30场", "办公室台账第 3 页", by=house.recorder, at=AT)
    assert chips_of(draft, TODAY)["s1"].is_settled
    make_task(slot, "", by=house.recorder, at=AT)
    assert chips_of(draft, TODAY)["s1"].state_label == "待登记"
    accept_figure(slot, Choice("field_visit.count", period_words="2026年"), by=house.recorder, at=AT)
    assert chips_of(draft, TODAY)["s1"].shown == "0场"
    reopen(slot, by=house.recorder, at=AT)
    assert (slot.state, chips_of(draft, TODAY)["s1"].shown) == (SlotState.OPEN, "x场")
    with pytest.raises(RuleBroken, match="还没有填数"):
        reopen(slot, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有代码为"):
        accept_figure(slot, Choice("nothing"), by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="不能查看"):
        accept_figure(slot, Choice("field_visit.count", units=(999_999,)), by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="看不懂"):
        accept_figure(slot, Choice("field_visit.count", period_words="某年"), by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有这种写法"):
        accept_figure(slot, Choice("field_visit.count", style="罗马数字"), by=house.recorder, at=AT)
    for number, evidence, said in (("", "", "请写出这个数"), ("3次", "据" * 301, "依据请写在")):
        with pytest.raises(RuleBroken, match=said):
            type_number(slot, number, evidence, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="300 个字"):
        make_task(slot, "登" * 301, by=house.recorder, at=AT)


def test_a_measure_that_counts_something_else_gives_way(house: House) -> None:
    draft = make_draft(house)
    slot = add_slot(draft, by=house.recorder, at=AT, measure="人")
    accept_figure(slot, Choice("cautionary_education.attendance", style="about"), by=house.recorder, at=AT)
    assert chips_of(draft, TODAY)["s1"].shown == "0人次"


def test_outlines_of_several_pieces_make_one_draft(house: House) -> None:
    piece = make_piece()
    draft = start_from_outlines([(piece, [0]), (piece, [3])], writer_of(house), by=house.recorder, at=AT)
    assert [one.kind for one in draft.text.blocks][:2] == ["title", "heading"]
    assert draft.text.title == "安澜县水务局创建模范机关经验材料"
    assert {one.source for one in borrowings_of(draft)} == {piece.title}
    with pytest.raises(RuleBroken, match="至少选一个"):
        start_from_outlines([(piece, [])], writer_of(house), by=house.recorder, at=AT)


def test_a_template_gives_its_body_and_slots(house: House) -> None:
    body = {"blocks": [{"id": "b2", "kind": "paragraph", "level": 0, "runs": [{"slot": "s1"}]}]}
    slots = [{"key": "s1", "what": "警示教育", "measure": "次"}]
    template = Template.objects.create(name="季度小结", body=body, slots=slots, added_by=house.leader, added_at=AT)
    assert list(templates_visible_to(house.stranger)) == [template]
    draft = start_from_template(template, writer_of(house), by=house.recorder, at=AT)
    assert draft.template == template
    assert draft.slots.get().measure == "次"
    template.body = {"blocks": 1}
    with pytest.raises(RuleBroken, match="blocks"):
        start_from_template(template, writer_of(house), by=house.recorder, at=AT)


def test_a_chosen_part_of_the_outline_is_taken_alone(house: House) -> None:
    piece = make_piece()
    draft, made = start_from_piece(piece, replace(writer_of(house), title=""), by=house.recorder, at=AT, headings=[1])
    text = lay_out(draft.text, {}).text
    assert "突出正风肃纪" in text
    assert "突出政治引领" not in text
    assert {one.what for one in made.removed} >= {"单位名"}
    assert not remarks_of(draft).exists()


def _with(body: object, *pairs: str) -> dict[str, object]:
    """The title of a body with paragraphs: id, words, id, words …"""
    title = body.blocks[0]  # type: ignore[attr-defined]
    rows = [block(key, "paragraph", words) for key, words in zip(pairs[::2], pairs[1::2], strict=True)]
    return {"blocks": [title.as_json(), *(one.as_json() for one in rows)]}


def test_a_figure_that_is_gone_is_said_and_never_guessed(house: House) -> None:
    draft = make_draft(house)
    slot = add_slot(draft, by=house.recorder, at=AT, measure="次")
    accept_figure(slot, Choice("field_visit.count"), by=house.recorder, at=AT)
    slot.code = "gone.count"
    slot.save()
    assert (chips_of(draft, TODAY)["s1"].state, chips_of(draft, TODAY)["s1"].shown) == ("lost", "x次")
    slot.code, slot.period_words = "field_visit.count", "不知何时"
    slot.save()
    assert chips_of(draft, TODAY)["s1"].state == "lost"
    slot.period_words = ""
    slot.save()
    slot.units.clear()
    assert chips_of(draft, TODAY)["s1"].state == "lost"


def test_rows_say_what_they_are(house: House) -> None:
    draft = make_skeleton(house)
    template = Template(name="季度小结")
    version = DraftVersion.objects.get(draft=draft)
    assert str(draft) == draft.title
    assert (str(template), str(version)) == ("季度小结", "第 1 版")
    assert str(draft.slots.order_by("pk")[0]) in ("党课", "3次")
    assert str(borrowings_of(draft)[0]).startswith("白石县林业局")
    line = sittings(draft)[0]
    assert (line.by, line.at) == (house.recorder, AT)
    assert not proposals_for(make_draft(house))
