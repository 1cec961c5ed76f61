"""What is said of a draft's way to its signature (审签之所答): steps, opinions and remarks, as programs see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from mofan.drafting.actions import piece_of
from mofan.drafting.chain import Progress, Step, progress_of
from mofan.drafting.chips import Chip
from mofan.drafting.models import Approval, Draft, Remark
from mofan.drafting.queries import remarks_of
from mofan.drafting.seals import seal_of, since_approval
from mofan.org.models import Person


class ChainStepLine(Schema):
    """一个环节."""

    place: int = Field(description="次序", ge=1)
    stage: str = Field(description="review 审核，countersign 会签，sign 签发")
    name: str = Field(description="名称")
    who: str = Field(description="由谁签意见")
    standing: Literal["waiting", "approved", "outdated"] = Field(
        description="waiting 未到，approved 已同意，outdated 同意后文字或数有改动、要重签"
    )
    by: str = Field(description="谁同意的，没有的为空")
    at: datetime | None = Field(description="何时同意的")


class OpinionLine(Schema):
    """一条意见."""

    place: int = Field(description="环节的次序", ge=0)
    stage: str = Field(description="环节")
    verdict: str = Field(description="approved 同意，returned 退回修改")
    note: str = Field(description="说明")
    sending: int = Field(description="第几次送审的", ge=0)
    revision: int = Field(description="看的是哪一版", ge=1)
    seal: str = Field(description="看的是哪个文本：文字和数的指纹")
    by: str = Field(description="何人")
    at: datetime = Field(description="何时")


class NumberSince(Schema):
    """同意之后变了的数."""

    slot: str = Field(description="数位的名字")
    then: str = Field(description="当时读作，那时没有的为空")
    now: str = Field(description="现在读作，已不在文中的为空")


class BlockSince(Schema):
    """同意之后变了的段."""

    id: str = Field(description="段的编号")
    what: str = Field(description="added 新增，removed 删去，changed 改动，moved 移动")


class SinceLine(Schema):
    """一个同意之后的改动."""

    place: int = Field(description="环节的次序", ge=0)
    by: str = Field(description="谁同意的")
    blocks: list[BlockSince] = Field(description="变了的段")
    numbers: list[NumberSince] = Field(description="变了的数")


class RemarkLine(Schema):
    """一条批注."""

    id: int = Field(description="编号")
    block: str = Field(description="段的编号")
    quote: str = Field(description="所指的文字")
    text: str = Field(description="批注")
    answers: int | None = Field(description="答复的是哪一条")
    revision: int = Field(description="写在哪一版上", ge=1)
    by: str = Field(description="何人")
    at: datetime = Field(description="何时")
    settled_by: str = Field(description="谁处理的，未处理的为空")
    settled_at: datetime | None = Field(description="何时处理的")


class ReviewSheet(Schema):
    """一份草稿审签到哪里."""

    id: int = Field(description="草稿的编号")
    state: str = Field(description="状态，与草稿的相同")
    revision: int = Field(description="版次", ge=1)
    seal: str = Field(description="现在的文字和数的指纹：签意见时带上，其间改过就不收")
    sending: int = Field(description="第几次送审，没有送过为 0", ge=0)
    next: int | None = Field(description="轮到的环节的次序；不在审签中的为 null")
    my_turn: bool = Field(description="是否轮到您（令牌要有“审签”）")
    steps: list[ChainStepLine] = Field(description="流程")
    outdated: list[SinceLine] = Field(description="同意之后的改动")
    changed: list[NumberSince] = Field(description="定数以后台账变了的数")
    opinions: list[OpinionLine] = Field(description="意见，后签的在前")
    remarks: list[RemarkLine] = Field(description="批注和答复，先写的在前")
    piece: int | None = Field(description="发布后在素材库里的篇目，素材库还没有读的为 null")
    void_reason: str = Field(description="作废的缘由，没有作废的为空")


def review_sheet(row: Draft, me: Person, chips: Mapping[str, Chip]) -> ReviewSheet:
    """Where a draft is on its way."""
    seal = seal_of(row, chips)
    progress = progress_of(row, seal)
    step = progress.next if row.is_under_review else None
    piece = piece_of(row, me)
    return ReviewSheet(
        id=row.pk,
        state=row.state,
        revision=row.revision,
        seal=seal,
        sending=row.sendings,
        next=step.place if step else None,
        my_turn=step is not None and step.is_for(me),
        steps=_steps(progress),
        outdated=[_since(one, row, chips) for one in progress.outdated],
        changed=[
            NumberSince(slot=key, then=one.shown, now=one.now) for key, one in chips.items() if one.state == "changed"
        ],
        opinions=[_opinion(one) for one in row.approvals.select_related("by")],
        remarks=[remark_line(one) for one in remarks_of(row)],
        piece=piece.pk if piece else None,
        void_reason=row.void_reason,
    )


def _steps(progress: Progress) -> list[ChainStepLine]:
    return [
        _step(step, given, holds)
        for step, given, holds in zip(progress.steps, progress.given, progress.holding, strict=True)
    ]


def _step(step: Step, given: Approval | None, holds: bool) -> ChainStepLine:
    return ChainStepLine(
        place=step.place,
        stage=step.stage.value,
        name=step.name,
        who=step.who,
        standing="approved" if holds else "outdated" if given else "waiting",
        by=given.by.name if given else "",
        at=given.at if given else None,
    )


def _since(approval: Approval, row: Draft, chips: Mapping[str, Chip]) -> SinceLine:
    found = since_approval(approval, row, chips)
    return SinceLine(
        place=approval.place,
        by=approval.by.name,
        blocks=[
            BlockSince(id=block.id, what=one.what) for one in found.blocks if (block := one.now or one.was) is not None
        ],
        numbers=[NumberSince(slot=slot, then=then, now=now) for slot, then, now in found.numbers],
    )


def _opinion(one: Approval) -> OpinionLine:
    same = {name: getattr(one, name) for name in ("place", "stage", "verdict", "note", "sending", "revision", "at")}
    return OpinionLine(**same, seal=one.digest, by=one.by.name)


def remark_line(one: Remark) -> RemarkLine:
    """A remark as it stands."""
    same = {name: getattr(one, name) for name in ("block", "quote", "text", "revision", "at", "settled_at")}
    return RemarkLine(
        **same,
        id=one.pk,
        answers=one.answers_id,
        by=one.by.name,
        settled_by=one.settled_by.name if one.settled_by else "",
    )
