"""What is said of drafts (草稿之所答): the body, the chips, the notices, as programs see them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator

from mofan.api.asked import Body, whole
from mofan.drafting.actions import Conflict
from mofan.drafting.checking import Notice
from mofan.drafting.chips import Chip, shown_in
from mofan.drafting.document import Block as Paragraph
from mofan.drafting.document import Kind, lay_out, length_of
from mofan.drafting.exporting import unfilled_of
from mofan.drafting.finding import Proposed
from mofan.drafting.models import Draft
from mofan.org.models import Person
from mofan.org.roles import Right


class Words(Body):
    """文字."""

    text: str = Field(description="文字")


class SlotRun(Body):
    """数位：这里的数从别处来."""

    slot: str = Field(description="数位的名字，先用 POST /drafts/{id}/slots 插入")


class Gap(Body):
    """待写：去掉的地名、人名、做法，送审前要写上."""

    gap: str = Field(description="要写什么，如 地名；最多 40 字")


class Block(Body):
    """一段."""

    id: str = Field(description="段的编号，1 到 40 个字母、数字、_、-，一份草稿里不重；改动时保留，新段自取")
    kind: Kind = Field(
        description="title 标题，heading 小标题，paragraph 正文，signature 署名，date 日期，attachment 附件"
    )
    level: Annotated[int, BeforeValidator(whole)] = Field(0, ge=0, le=4, description="小标题的层次，其他为 0")
    runs: list[Words | SlotRun | Gap] = Field(default_factory=list, description="依次的文字、数位、待写")


class DraftBody(Body):
    """正文."""

    blocks: list[Block] = Field(description="各段，按次序")


class ChipSheet(Schema):
    """一个数位和现在的读法."""

    slot: str = Field(description="数位的名字")
    state: str = Field(
        description="open 待定，live 活数，frozen 已定数，changed 定数后有变化，typed 手填有依据，"
        "unsourced 手填无依据，task 待登记，lost 数已不存在"
    )
    shown: str = Field(description="文中读作")
    now: str = Field(description="现在数得的，背后没有数的为空")
    value: float | None = Field(description="现在数得的值，没有数据时为 null")
    what: str = Field(description="数的是什么")
    written: str = Field(description="原来的写法")
    measure: str = Field(description="量词")
    style: str = Field(description="exact 准确数，about 约数，myriads 以万计，words 汉字")
    code: str = Field(description="数的代码，没有采用数的为空")
    units: list[int] = Field(description="范围里单位的编号")
    below: bool = Field(description="范围是否连同下属单位")
    period: str = Field(description="自己的期间，空为草稿的期间")
    evidence: str = Field(description="手填的依据")
    note: str = Field(description="待登记的说明")


class ProposalLine(Schema):
    """一条建议."""

    code: str = Field(description="数的代码")
    name: str = Field(description="名称")
    score: float = Field(description="把握，0 到 1", ge=0, le=1)
    reason: str = Field(description="缘由")


class SlotSheet(ChipSheet):
    """一个数位和可能的数."""

    sentence: str = Field(description="所在的一段，数位写作 x；没有问建议的为空")
    asks: str = Field(description="句子里说的期间，采用建议时可用；没有问建议的为空")
    proposals: list[ProposalLine] = Field(description="最可能的几个数，把握大的在前")


class DraftSlots(Schema):
    """正文里的数位，按先后."""

    slots: list[SlotSheet] = Field(description="各数位")


class DraftLine(Schema):
    """列表里的一份草稿."""

    id: int = Field(description="编号")
    title: str = Field(description="标题")
    genre: str = Field(description="文种")
    unit: int = Field(description="单位的编号")
    unit_name: str = Field(description="单位")
    period: str = Field(description="统计期间")
    state: str = Field(
        description="draft 起草，review 审核，countersign 会签，signing 待签发，signed 已签发，published 已发布，"
        "voided 已作废"
    )
    revision: int = Field(description="版次，正文每存一次加一", ge=1)
    open_slots: int = Field(description="还没有数的数位", ge=0)
    created_by: str = Field(description="起草人")
    created_at: datetime = Field(description="起草时间")
    changed_by: str = Field(description="最后修改人")
    changed_at: datetime = Field(description="最后修改时间")


class DraftSheet(DraftLine):
    """一份草稿."""

    follows: int | None = Field(description="上一期的编号")
    may_write: bool = Field(description="您现在能否修改")
    body: DraftBody = Field(description="正文")
    chips: list[ChipSheet] = Field(description="各数位现在的读法")
    unfilled: list[str] = Field(description="还没有填好、送审前必须处理的")
    characters: int = Field(description="字数", ge=0)
    notices: list[str] = Field(description="篇幅的提示")


class Begun(Schema):
    """起好的一份草稿."""

    draft: DraftSheet = Field(description="草稿")
    taken: int = Field(description="从篇目里取用的段数，已记入借用登记", ge=0)
    removed: int = Field(description="去掉的别的单位的内容处数", ge=0)


class CarriedLine(Schema):
    """带入下一期的一个数."""

    slot: str = Field(description="数位的名字")
    what: str = Field(description="数的是什么")
    before: str = Field(description="上一期读作")
    now: str = Field(description="这一期读作")
    moved: bool = Field(description="是否不同")


class NextPeriod(Schema):
    """下一期的草稿."""

    draft: DraftSheet = Field(description="草稿")
    carried: list[CarriedLine] = Field(description="带入的数")


class Kept(Schema):
    """保存的结果."""

    revision: int = Field(description="现在的版次，下次保存时带上", ge=1)
    merged: bool = Field(description="其间别人存过、已并入：请改用 body")
    body: DraftBody = Field(description="现在的正文")


class ClashingBlock(Schema):
    """两人都改了的一段，没有的为 null."""

    id: str = Field(description="段的编号")
    base: Block | None = Field(description="改动之前")
    mine: Block | None = Field(description="您送来的")
    theirs: Block | None = Field(description="别人存下的")


class Clash(Schema):
    """保存时的冲突."""

    revision: int = Field(description="现在的版次，合并后用它再存", ge=1)
    body: DraftBody = Field(description="现在的正文，您送来的里不冲突的已放入，还没有存")
    blocks: list[ClashingBlock] = Field(description="冲突的各段")


class NoticeLine(Schema):
    """一条提示，与 mofan draft check --json 相同."""

    kind: str = Field(
        description="种类，如 slot 数、gap 待写、number 没有来源的数、claim 断语、length 篇幅，或校对的种类"
    )
    severity: Literal["must", "should", "may"] = Field(description="must 送审前必须处理，should 请核对，may 供参考")
    block: str = Field(description="段的编号")
    start: int = Field(description="段内起点，按字（码点）数，数位按读法算", ge=0)
    end: int = Field(description="段内止点，不含", ge=0)
    quote: str = Field(description="所指的文字")
    message: str = Field(description="缘由和改法")
    replacement: str | None = Field(description="应改成什么，只有人能定的为空值")
    slot: str | None = Field(description="所指的数位")


class Notices(Schema):
    """一份草稿的提示."""

    notices: list[NoticeLine] = Field(description="按先后，篇幅在最后")


def draft_line(row: Draft, open_slots: int) -> DraftLine:
    """A draft in a list."""
    return DraftLine(**_draft(row, open_slots))


def draft_sheet(row: Draft, me: Person, chips: Mapping[str, Chip]) -> DraftSheet:
    """A draft with its text and its numbers."""
    body = row.text
    length = length_of(lay_out(body, shown_in(chips)).text)
    return DraftSheet(
        **_draft(row, sum(one.state in ("open", "task") for one in chips.values())),
        follows=row.follows_id,
        may_write=row.is_open and me.may(Right.RECORD, row.unit),
        body=DraftBody.model_validate(body.as_json()),
        chips=[chip_sheet(one) for one in chips.values()],
        unfilled=unfilled_of(body, chips),
        characters=length.characters,
        notices=list(length.notices),
    )


def _draft(row: Draft, open_slots: int) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "genre": row.genre,
        "unit": row.unit_id,
        "unit_name": row.unit.name,
        "period": row.period_words,
        "state": row.state,
        "revision": row.revision,
        "open_slots": open_slots,
        "created_by": row.created_by.name,
        "created_at": row.created_at,
        "changed_by": row.changed_by.name,
        "changed_at": row.changed_at,
    }


def chip_sheet(chip: Chip) -> ChipSheet:
    """A slot as it reads now."""
    return ChipSheet(**_chip(chip))


def _chip(chip: Chip) -> dict[str, Any]:
    slot = chip.slot
    same = {name: getattr(slot, name) for name in ("what", "written", "measure", "style", "code", "below")}
    return same | {
        "slot": slot.key,
        "state": chip.state,
        "shown": chip.shown,
        "now": chip.now,
        "value": chip.value,
        "units": sorted(one.pk for one in slot.units.all()),
        "period": slot.period_words,
        "evidence": slot.evidence,
        "note": slot.note,
    }


def slot_sheets(chips: Iterable[Chip], proposed: Mapping[str, Proposed]) -> list[SlotSheet]:
    """Slots, each with the figures that may belong there where they were asked for."""
    return [_slot(one, proposed.get(one.slot.key)) for one in chips]


def _slot(chip: Chip, proposed: Proposed | None) -> SlotSheet:
    found = proposed.proposals if proposed else ()
    return SlotSheet(
        **_chip(chip),
        sentence=proposed.sentence if proposed else "",
        asks=proposed.period_words if proposed else "",
        proposals=[
            ProposalLine(code=one.figure.code, name=one.figure.name, score=one.score, reason=one.reason)
            for one in found
        ],
    )


def notice_line(one: Notice) -> NoticeLine:
    """One thing to look at."""
    return NoticeLine(**{name: getattr(one, name) for name in NoticeLine.model_fields})


def clash_of(conflict: Conflict) -> Clash:
    """What two writers did to the same paragraphs."""
    return Clash(
        revision=conflict.revision,
        body=DraftBody.model_validate(conflict.merged.as_json()),
        blocks=[
            ClashingBlock(id=one.id, base=_block(one.base), mine=_block(one.mine), theirs=_block(one.theirs))
            for one in conflict.clashes
        ],
    )


def _block(one: Paragraph | None) -> Block | None:
    return None if one is None else Block.model_validate(one.as_json())
