"""What a writer is told to look at; how much stands elsewhere; what materials usually claim."""

import pytest

from mofan.drafting.actions import add_slot, make_task, put_fact, put_style, save, take_out
from mofan.drafting.checking import check, likenesses_of
from mofan.drafting.claims import CLAIMS, find_claims
from mofan.drafting.document import Gap, Slot, block
from mofan.drafting.inventory import by_group, inventory
from mofan.drafting.models import Draft
from mofan.org.rules import RuleBroken
from tests.drafting.making import PIECE, make_draft, make_piece, make_skeleton, writer_of
from tests.make import AT
from tests.records.conftest import House

TODAY = AT.date()


def written(house: House, *runs: object) -> Draft:
    draft = make_draft(house)
    add_slot(draft, by=house.recorder, at=AT, what="警示教育", measure="次")
    body = draft.text.with_block(block("b2", "paragraph", *runs))  # type: ignore[arg-type]
    save(draft, body.as_json(), revision=1, by=house.recorder, at=AT)
    return draft


def kinds(draft: Draft, house: House) -> dict[str, str]:
    return {one.kind: one.quote for one in check(draft, house.recorder, TODAY)}


def test_it_says_what_is_not_filled_in_and_what_claims_without_a_number(house: House) -> None:
    draft = written(house, "召开警示教育", Slot("s1"), "，在", Gap("地名"), "走访企业36家。群众满意度显著提升。")
    found = check(draft, house.recorder, TODAY)
    assert {(one.kind, one.quote) for one in found} >= {
        ("slot", "x次"),
        ("gap", "〔地名〕"),
        ("number", "36家"),
        ("claim", "显著提升"),
    }
    assert [one.severity for one in found if one.kind in ("slot", "gap")] == ["must", "must"]
    assert found[0].kind_label == "数"
    slot = draft.slots.get()
    make_task(slot, "", by=house.recorder, at=AT)
    assert "还没有记录可数" in check(draft, house.recorder, TODAY)[0].message


def test_residue_of_another_unit_is_found(house: House) -> None:
    draft = written(house, "要让纳税人缴费人满意，2019年以来持续优化办税服务。")
    assert "residue" in kinds(draft, house)


def test_a_long_text_and_an_empty_one_are_said(house: House) -> None:
    assert "length" in kinds(written(house, "写一段平实的话。" * 600), house)
    empty = make_draft(house)
    save(empty, {"blocks": []}, revision=1, by=house.recorder, at=AT)
    assert check(empty, house.recorder, TODAY) == ()
    assert likenesses_of(empty, house.recorder, TODAY).share_copied == 0


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda one: one.name)
def test_each_claim_stands_beside_what_it_finds_and_leaves(claim: object) -> None:
    assert [one.name for _, _, one in find_claims(claim.finds)] == [claim.name]  # type: ignore[attr-defined]
    assert not list(find_claims(claim.leaves))  # type: ignore[attr-defined]


def test_a_sentence_with_a_number_and_an_intention_claim_nothing() -> None:
    assert not list(find_claims("满意度由85%大幅提升到97%。"))
    assert not list(find_claims("下一步，力争群众满意度显著提升。"))


def test_what_was_copied_is_told_from_what_was_borrowed_and_entered(house: House) -> None:
    piece = make_piece()
    sentence = "山里的路不好走，大家把课堂搬到了护林站。"
    draft = written(house, sentence)
    found = likenesses_of(draft, house.recorder, TODAY)
    assert [(one.label, one.text, one.piece) for one in found.passages] == [("照抄", sentence, piece.pk)]
    assert found.copied == len(sentence)
    skeleton = make_skeleton_of(house, piece)
    entered = likenesses_of(skeleton, house.recorder, TODAY)
    assert not [one for one in entered.passages if one.kind == "copied_passage"]
    again = written(house, sentence)
    assert any(one.draft == draft.pk for one in likenesses_of(again, house.recorder, TODAY).passages)


def make_skeleton_of(house: House, piece: object) -> Draft:
    from mofan.drafting.actions import start_from_piece

    return start_from_piece(piece, writer_of(house), by=house.recorder, at=AT)[0]  # type: ignore[arg-type]


def test_the_inventory_says_what_materials_claim_and_what_nothing_records(house: House) -> None:
    make_piece()
    found = inventory(house.reader, genre="")
    codes = [one.figure.code for one in found.wanted]
    assert "cautionary_education.count" in codes
    assert "integrity_risk_point.count" in codes
    assert found.pieces == 1
    assert found.matched <= found.numbers
    assert "廉政" in by_group(found.wanted)
    assert inventory(house.reader, genre="", theme="航天").pieces == 0
    assert PIECE.count("x") > 5


def test_the_two_boxes_are_apart(house: House) -> None:
    draft = make_draft(house)
    fact = put_fact(draft, "台账.txt", "警示教育 12 次".encode(), by=house.recorder, at=AT)
    style = put_style(draft, "范文.txt", "文风平实的一篇。".encode(), by=house.recorder, at=AT)
    assert (fact.text, style.name) == ("警示教育 12 次", "范文.txt")
    assert draft.factfiles.count() == draft.stylefiles.count() == 1
    take_out(fact, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="已经移出"):
        take_out(fact, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken):
        put_fact(draft, "空.docx", b"PK\x03\x04", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="权限"):
        put_fact(draft, "台账.txt", b"1", by=house.reader, at=AT)
    assert make_skeleton(house).pk


def test_a_period_that_is_no_period_any_more_hinders_no_check(house: House) -> None:
    draft = make_draft(house)
    Draft.objects.filter(pk=draft.pk).update(period_words="猴年马月")
    draft.refresh_from_db()
    assert isinstance(check(draft, house.recorder, AT.date()), tuple)
