"""Templates of a unit."""

import pytest

from mofan.drafting.actions import keep_as_template, retire_template, start_from_template
from mofan.drafting.models import SlotState, Template
from mofan.drafting.queries import templates_visible_to
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_skeleton, writer_of
from tests.make import AT
from tests.records.conftest import House


def test_a_draft_becomes_a_template_and_a_template_a_draft(house: House) -> None:
    draft = make_skeleton(house)
    kept = keep_as_template(draft, " 经验材料 框架 ", by=house.recorder, at=AT)
    assert (kept.name, kept.unit) == ("经验材料 框架", house.agency)
    made = start_from_template(kept, writer_of(house), by=house.leader, at=AT)
    assert made.text.slots == draft.text.slots
    assert {one.state for one in made.slots.all()} == {SlotState.OPEN}
    assert {one.what for one in made.slots.all()} == {one.what for one in draft.slots.all()}


def test_a_template_has_a_name_of_its_own_and_a_writer(house: House) -> None:
    draft = make_skeleton(house)
    keep_as_template(draft, "框架", by=house.recorder, at=AT)
    for name in ("框架", "", "字" * 101):
        with pytest.raises(RuleBroken):
            keep_as_template(draft, name, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken):
        keep_as_template(draft, "别的", by=house.reader, at=AT)


def test_a_template_is_retired_with_a_reason(house: House) -> None:
    kept = keep_as_template(make_skeleton(house), "框架", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken):
        retire_template(kept, "", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken):
        retire_template(kept, "不合用了", by=house.reader, at=AT)
    retire_template(kept, "不合用了", by=house.recorder, at=AT)
    assert not templates_visible_to(house.recorder).exists()
    with pytest.raises(RuleBroken, match="已经停用"):
        retire_template(kept, "不合用了", by=house.recorder, at=AT)
    everybody = Template.objects.create(name="通用", body={}, added_by=house.recorder, added_at=AT)
    with pytest.raises(RuleBroken, match="通用模板"):
        retire_template(everybody, "不合用了", by=house.recorder, at=AT)
