"""A draft's way to its signature (审签) for programs: send, remark, approve or return the very text, publish, void."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Path, Router, Status
from pydantic import StringConstraints

from mofan.api.asked import Body, BodyKey, Key
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.draft_reviewed import RemarkLine, ReviewSheet, remark_line, review_sheet
from mofan.drafting import actions
from mofan.drafting.chips import chips_of
from mofan.drafting.document import lay_out
from mofan.drafting.models import Draft
from mofan.drafting.queries import drafts_visible_to, remarks_of
from mofan.org.models import Person
from mofan.org.roles import Right

router = Router(tags=["起草"])

_PLAIN = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
_REFUSED: dict[str, Any] = {"x-problems": [409]}
Told = Annotated[str, StringConstraints(max_length=300, pattern=_PLAIN)]
Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
BlockId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class ToSendOn(Body):
    """怎样走."""

    do: Literal["send", "take_back", "freeze_again", "void", "bring_back"] = Field(
        description="send 送审并定数，take_back 撤回送审，freeze_again 取现在的数，void 作废，bring_back 撤销作废"
    )
    note: Told = Field("", description="作废的缘由，作废时要写")


class ToSay(Body):
    """一条意见."""

    verdict: Literal["approved", "returned"] = Field(description="approved 同意，最后一环即签发；returned 退回修改")
    seal: Seal = Field(description="看的是哪个文本：GET /drafts/{id}/review 的 seal；其间改过就不收")
    note: Told = Field("", description="说明；退回要写明改什么")


class ToRemark(Body):
    """一条批注."""

    block: BlockId = Field(description="段的编号")
    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=r"^[^\x00]*$")] = Field(
        description="批注"
    )
    answers: BodyKey | None = Field(None, description="答复的是哪一条，不写为新的批注")


@router.get(
    "/drafts/{id}/review",
    auth=Token(Right.READ),
    response=ReviewSheet,
    summary="审签到哪里",
    operation_id="draft_review",
)
def draft_review(request: HttpRequest, id: Path[Key]) -> ReviewSheet:
    """流程、轮到谁、意见、同意之后的改动、批注，和签意见要带的指纹。"""
    return _sheet(_loaded(request, id), person_of(request))


@router.post(
    "/drafts/{id}/review",
    auth=Token(Right.RECORD, body=JSON),
    response=ReviewSheet,
    openapi_extra=_REFUSED,
    summary="送审、撤回、作废",
    operation_id="move_draft",
)
def move_draft(request: HttpRequest, id: Path[Key], given: ToSendOn) -> ReviewSheet:
    """送审时所有活数定住；还有没填好的是 409。已签发、已发布的，作废要有“审签”的权限。"""
    row, me, at = _loaded(request, id), person_of(request), timezone.now()
    ways: dict[str, Callable[[], object]] = {
        "send": lambda: actions.send(row, by=me, at=at),
        "take_back": lambda: actions.take_back(row, by=me, at=at),
        "freeze_again": lambda: actions.freeze_again(row, by=me, at=at),
        "void": lambda: actions.void(row, given.note, by=me, at=at),
        "bring_back": lambda: actions.bring_back(row, by=me, at=at),
    }
    ways[given.do]()
    return _sheet(_loaded(request, id), me)


@router.post(
    "/drafts/{id}/opinions",
    auth=Token(Right.APPROVE, body=JSON),
    response=ReviewSheet,
    openapi_extra=_REFUSED,
    summary="签意见",
    operation_id="say_of_draft",
)
def say_of_draft(request: HttpRequest, id: Path[Key], given: ToSay) -> ReviewSheet:
    """在轮到的环节同意、会签、签发或退回，只对指纹所指的文字和数有效：文字或数变过是 409。"""
    row, me, at = _loaded(request, id), person_of(request), timezone.now()
    if given.verdict == "approved":
        actions.approve(row, by=me, at=at, note_as=given.note, seal=given.seal)
    else:
        actions.send_back(row, given.note, by=me, at=at, seal=given.seal)
    return _sheet(_loaded(request, id), me)


@router.post(
    "/drafts/{id}/publication",
    auth=Token(Right.APPROVE),
    response=ReviewSheet,
    openapi_extra=_REFUSED,
    summary="发布",
    operation_id="publish_draft",
)
def publish_draft(request: HttpRequest, id: Path[Key]) -> ReviewSheet:
    """把已签发的材料交给素材库，也放进上级单位的订阅；没有签发的是 409。"""
    row, me = _loaded(request, id), person_of(request)
    actions.publish(row, by=me, at=timezone.now())
    return _sheet(_loaded(request, id), me)


@router.post(
    "/drafts/{id}/remarks",
    auth=Token(Right.RECORD, body=JSON),
    response={201: RemarkLine},
    openapi_extra=_REFUSED,
    summary="写批注",
    operation_id="remark_draft",
)
def remark_draft(request: HttpRequest, id: Path[Key], given: ToRemark) -> Status[Any]:
    """在一段旁边写批注，或答复别人的批注。"""
    row, me = _loaded(request, id), person_of(request)
    before = get_object_or_404(remarks_of(row), pk=given.answers) if given.answers else None
    quote = "" if before else lay_out(row.text, {}).of_block(given.block)[:60] if row.text.block(given.block) else ""
    made = actions.remark(row, given.block, given.text, by=me, at=timezone.now(), quote=quote, answers=before)
    return Status(201, remark_line(made))


@router.post(
    "/drafts/{id}/remarks/{remark}/settled",
    auth=Token(Right.RECORD),
    response=RemarkLine,
    openapi_extra=_REFUSED,
    summary="批注已处理",
    operation_id="settle_remark",
)
def settle_remark(request: HttpRequest, id: Path[Key], remark: Path[Key]) -> RemarkLine:
    """批注处理过了；它仍看得到。处理过的是 409。"""
    row = _loaded(request, id)
    one = get_object_or_404(remarks_of(row), pk=remark)
    return remark_line(actions.settle(one, by=person_of(request), at=timezone.now()))


def _loaded(request: HttpRequest, key: int) -> Draft:
    return get_object_or_404(drafts_visible_to(person_of(request)), pk=key)


def _sheet(row: Draft, me: Person) -> ReviewSheet:
    return review_sheet(row, me, chips_of(row, timezone.localdate()))
