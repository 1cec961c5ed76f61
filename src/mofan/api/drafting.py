"""Drafts (起草): start, write, put numbers in, check, take out as .docx. What the pages do, by the same functions."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import BeforeValidator, StringConstraints

from mofan.api.asked import Body, BodyKey, Key, Line, Paging, whole
from mofan.api.authentication import JSON, Token, address_of, person_of
from mofan.api.draft_review import router as reviewing
from mofan.api.drafted import (
    Begun,
    CarriedLine,
    ChipSheet,
    DraftBody,
    DraftLine,
    DraftSheet,
    DraftSlots,
    Kept,
    NextPeriod,
    Notices,
    chip_sheet,
    clash_of,
    draft_line,
    draft_sheet,
    notice_line,
    slot_sheets,
)
from mofan.api.files import either_of
from mofan.api.paging import Page, page_of
from mofan.api.problems import CONFLICT, FORBIDDEN, NOT_FOUND, Problem
from mofan.drafting import actions
from mofan.drafting.checking import check
from mofan.drafting.chips import chips_of
from mofan.drafting.exporting import MEDIA_TYPE, export
from mofan.drafting.finding import proposals_for
from mofan.drafting.models import Draft, Slot
from mofan.drafting.queries import drafts_listed, drafts_visible_to, units_to_write_for
from mofan.drafting.skeleton import Keep
from mofan.library.queries import pieces_visible_to
from mofan.org.actions import log_access
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to
from mofan.org.roles import Right

router = Router(tags=["起草"])
router.add_router("", reviewing)

_PLAIN = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
"""Words of one line: no control characters, for they go on paper."""
Title = Annotated[str, StringConstraints(max_length=500, pattern=_PLAIN)]
Short = Annotated[str, StringConstraints(max_length=40, pattern=_PLAIN)]
Said = Annotated[str, StringConstraints(max_length=60, pattern=_PLAIN)]
Told = Annotated[str, StringConstraints(max_length=300, pattern=_PLAIN)]
SlotKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Place = Annotated[int, Field(ge=0, le=100_000), BeforeValidator(whole)]
MANY = 100
"""Units that may be asked for at once."""


class Listing(Paging):
    """草稿的筛选."""

    state: Literal["", "draft", "review", "countersign", "signing", "signed", "published", "voided"] = Field(
        "", description="状态，不写为没有作废的全部"
    )
    words: Line = Field("", description="标题里含有这几个字的")
    mine: bool = Field(False, description="true 只要自己起草的")


class ToStart(Body):
    """为谁、起什么."""

    unit: BodyKey = Field(description="单位的编号")
    title: Title = Field("", description="标题，不写时取自篇目")
    genre: Short = Field("经验材料", description="文种")
    period: Said = Field("今年以来", description="统计期间，如 2026、今年以来、2026Q3")
    piece: BodyKey | None = Field(None, description="借用骨架的篇目，不写为空白起稿")
    keep: Keep = Field("figures", description="figures 提纲、套语和带数的句子，outline 只要提纲，all 全文")
    headings: list[Place] | None = Field(
        None, max_length=500, description="只要篇目提纲里的这几个小标题，从 0 数；不写为全部"
    )


class ToContinue(Body):
    """下一期."""

    period: Said = Field(description="下一期的统计期间")
    title: Title = Field("", description="标题，不写时沿用")


class ToKeep(Body):
    """要存的正文."""

    revision: BodyKey = Field(description="在哪一版上改的")
    body: DraftBody = Field(description="正文的全部")
    label: Annotated[str, StringConstraints(max_length=100, pattern=_PLAIN)] = Field(
        "", description="给这一版起的名，不写为随手保存"
    )


class ToInsert(Body):
    """新的数位."""

    what: Annotated[str, StringConstraints(max_length=100, pattern=_PLAIN)] = Field("", description="数的是什么")
    written: Said = Field("", description="原来的写法，如 36场次")
    measure: Annotated[str, StringConstraints(max_length=20, pattern=_PLAIN)] = Field("", description="量词")
    period: Said = Field("", description="期间，不写为草稿的期间")


class ToSettle(Body):
    """数位里放什么."""

    do: Literal["figure", "number", "task", "reopen"] = Field(
        description="figure 采用数，number 手填，task 列为待登记，reopen 撤回"
    )
    code: Annotated[str, StringConstraints(max_length=80, pattern=_PLAIN)] = Field("", description="采用数：数的代码")
    units: list[BodyKey] = Field(
        default_factory=list, max_length=MANY, description="采用数：单位的编号，不写为草稿的单位"
    )
    below: bool = Field(True, description="采用数：连同所有下属单位")
    period: Said = Field("", description="采用数：期间，不写为数位或草稿的期间")
    style: Literal["", "exact", "about", "myriads", "words"] = Field("", description="采用数：写法")
    measure: Annotated[str, StringConstraints(max_length=20, pattern=_PLAIN)] = Field("", description="采用数：量词")
    number: Said = Field("", description="手填：数和量词，如 12次")
    evidence: Told = Field("", description="手填：出自哪份台账、哪个文件")
    note: Told = Field("", description="待登记：要登记什么、由谁登记")


class OfSlots(Schema):
    """数位."""

    all: bool = Field(False, description="true 就连已有数的也给建议")


class OnPaper(Schema):
    """怎样导出."""

    sources: bool = Field(False, description="true 附数据来源表")
    unfinished: bool = Field(False, description="true 连没有填好的也导出，文件名注明未完成")


@router.get("/drafts", auth=Token(Right.READ), response=Page[DraftLine], summary="草稿", operation_id="drafts")
def drafts(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """您能看的草稿，后改的在前；作废的只在 state=voided 时列出。"""
    me = person_of(request)
    rows = drafts_listed(me, state=asked.state, words=asked.words)
    if asked.mine:
        rows = rows.filter(created_by=me)
    return page_of(rows.order_by("-changed_at", "-pk"), _listed, asked=asked, request=request, response=response)


@router.post(
    "/drafts",
    auth=Token(Right.RECORD, body=JSON),
    response={201: Begun},
    openapi_extra={"x-problems": [404, 409]},
    summary="起稿",
    operation_id="start_draft",
)
def start_draft(request: HttpRequest, response: HttpResponse, given: ToStart) -> Status[Any]:
    """空白起稿，或取一篇的骨架：去掉它的单位、地名、人名、提法，数变成数位，取用的记入借用登记。"""
    me, at = person_of(request), timezone.now()
    facts = actions.NewDraft(_unit_to_write_for(me, given.unit), given.title, given.genre, given.period)
    taken, removed = 0, 0
    if given.piece is None:
        row = actions.start(facts, by=me, at=at)
    else:
        piece = pieces_visible_to(me).filter(pk=given.piece).first()
        if piece is None:
            raise Problem(NOT_FOUND, f"没有编号为 {given.piece} 的篇目，或您没有查看的权限。")
        row, made = actions.start_from_piece(piece, facts, by=me, at=at, keep=given.keep, headings=given.headings)
        taken, removed = len(made.taken), len(made.removed)
    response.headers["Location"] = reverse("api:draft", args=[row.pk])
    return Status(201, Begun(draft=_sheet(row, me), taken=taken, removed=removed))


@router.get("/drafts/{id}", auth=Token(Right.READ), response=DraftSheet, summary="一份草稿", operation_id="draft")
def draft(request: HttpRequest, id: Path[Key]) -> DraftSheet:
    """正文、版次、各数位现在的读法、还没有填好的。"""
    return _sheet(_loaded(request, id), person_of(request))


@router.post(
    "/drafts/{id}/next",
    auth=Token(Right.RECORD, body=JSON),
    response={201: NextPeriod},
    openapi_extra={"x-problems": [409]},
    summary="接着写下一期",
    operation_id="next_draft",
)
def next_draft(request: HttpRequest, response: HttpResponse, id: Path[Key], given: ToContinue) -> Status[Any]:
    """带着这一份的文字另起一稿，数按新的期间数；手填的数不带，列为待登记。"""
    row, me = _to_write(request, id), person_of(request)
    made, carried = actions.carry_forward(row, given.period, by=me, at=timezone.now(), title=given.title)
    response.headers["Location"] = reverse("api:draft", args=[made.pk])
    lines = [
        CarriedLine(slot=one.key, what=one.what, before=one.before, now=one.now, moved=one.moved) for one in carried
    ]
    return Status(201, NextPeriod(draft=_sheet(made, me), carried=lines))


@router.put(
    "/drafts/{id}/body",
    auth=Token(Right.RECORD, body=JSON),
    response=Kept,
    openapi_extra={"x-problems": [409]},
    summary="存正文",
    operation_id="keep_draft",
)
def keep_draft(request: HttpRequest, id: Path[Key], given: ToKeep) -> Kept:
    """存下在某一版上改好的正文。其间别人改了别的段就并入；改了同一段是 409，clash 里逐段写明，送来的文字已另存。"""
    row, me = _to_write(request, id), person_of(request)
    body = given.body.model_dump()
    try:
        kept = actions.save(row, body, revision=given.revision, by=me, at=timezone.now(), note_as=given.label)
    except actions.Conflict as conflict:
        raise Problem(CONFLICT, str(conflict), more={"clash": clash_of(conflict).model_dump()}) from conflict
    return Kept(revision=kept.revision, merged=kept.merged, body=DraftBody.model_validate(kept.body.as_json()))


@router.get(
    "/drafts/{id}/slots",
    auth=Token(Right.READ, heavy=True),
    response=DraftSlots,
    summary="数位和建议",
    operation_id="draft_slots",
)
def draft_slots(request: HttpRequest, id: Path[Key], asked: Query[OfSlots]) -> DraftSlots:
    """正文里的数位，按先后；待定的附可能的数和缘由，与 mofan draft fill 相同。"""
    row = _loaded(request, id)
    chips = chips_of(row, timezone.localdate())
    standing = [chips[key] for key in row.text.slots if key in chips]
    return DraftSlots(slots=slot_sheets(standing, proposals_for(row, only_open=not asked.all)))


@router.post(
    "/drafts/{id}/slots",
    auth=Token(Right.RECORD, body=JSON),
    response={201: ChipSheet},
    openapi_extra={"x-problems": [409]},
    summary="插入数位",
    operation_id="add_slot",
)
def add_slot(request: HttpRequest, id: Path[Key], given: ToInsert) -> Status[Any]:
    """新的数位；再把 {"slot": 名字} 写进正文并存下。"""
    row = _to_write(request, id)
    made = actions.add_slot(
        row,
        by=person_of(request),
        at=timezone.now(),
        written=given.written,
        what=given.what,
        measure=given.measure,
        period_words=given.period,
    )
    return Status(201, _chip(row, made))


@router.put(
    "/drafts/{id}/slots/{key}",
    auth=Token(Right.RECORD, body=JSON),
    response=ChipSheet,
    openapi_extra={"x-problems": [409]},
    summary="认定数位",
    operation_id="settle_slot",
)
def settle_slot(request: HttpRequest, id: Path[Key], key: Path[SlotKey], given: ToSettle) -> ChipSheet:
    """采用一个数，手填并写明依据，列为待登记，或撤回。"""
    row, me, at = _to_write(request, id), person_of(request), timezone.now()
    slot = get_object_or_404(row.slots.select_related("draft"), key=key)
    match given.do:
        case "figure":
            units = tuple(dict.fromkeys(given.units))
            choice = actions.Choice(given.code, units, given.below, given.period, given.style, given.measure)
            actions.accept_figure(slot, choice, by=me, at=at)
        case "number":
            actions.type_number(slot, given.number, given.evidence, by=me, at=at)
        case "task":
            actions.make_task(slot, given.note, by=me, at=at)
        case "reopen":
            actions.reopen(slot, by=me, at=at)
    return _chip(row, slot)


@router.get(
    "/drafts/{id}/notices",
    auth=Token(Right.READ, heavy=True),
    response=Notices,
    summary="核对一份草稿",
    operation_id="check_draft",
)
def check_draft(request: HttpRequest, id: Path[Key]) -> Notices:
    """没有填好的、没有来源的数、没有数的断语、校对意见、别的单位的残留、篇幅，与 mofan draft check 相同。"""
    found = check(_loaded(request, id), person_of(request), timezone.localdate())
    return Notices(notices=[notice_line(one) for one in found])


@router.get(
    "/drafts/{id}/file",
    auth=Token(Right.READ),
    response=None,
    openapi_extra=either_of(MEDIA_TYPE) | {"x-problems": [409]},
    summary="导出一份草稿",
    operation_id="export_draft",
)
def export_draft(request: HttpRequest, id: Path[Key], asked: Query[OnPaper]) -> HttpResponse:
    """按公文版式的 .docx。还有没填好的是 409，除非 unfinished=true。"""
    row, me, at = _loaded(request, id), person_of(request), timezone.now()
    made = export(row, me, timezone.localdate(at), sources=asked.sources, unfinished=asked.unfinished)
    log_access("导出草稿", by=me, at=at, detail=f"接口：{made.name}", address=address_of(request))
    named = content_disposition_header(True, made.name) or "attachment"
    return HttpResponse(made.data, content_type=MEDIA_TYPE, headers={"Content-Disposition": named})


def _listed(row: Draft) -> DraftLine:
    return draft_line(row, row.open_slots)  # type: ignore[attr-defined]  # counted by `drafts_listed`


def _sheet(row: Draft, me: Person) -> DraftSheet:
    return draft_sheet(row, me, chips_of(row, timezone.localdate()))


def _chip(row: Draft, slot: Slot) -> ChipSheet:
    return chip_sheet(chips_of(row, timezone.localdate())[slot.key])


def _loaded(request: HttpRequest, key: int) -> Draft:
    return get_object_or_404(drafts_visible_to(person_of(request)), pk=key)


def _to_write(request: HttpRequest, key: int) -> Draft:
    """The draft, for somebody who may write for its unit. Raises Problem for one who may only look at it."""
    row, me = _loaded(request, key), person_of(request)
    if not me.may(Right.RECORD, row.unit):
        raise Problem(FORBIDDEN, f"您在“{row.unit}”没有“{Right.RECORD.label}”的权限，只能看这份草稿。")
    return row


def _unit_to_write_for(me: Person, key: int) -> Unit:
    unit = units_visible_to(me).filter(pk=key).first()
    if unit is None:
        raise Problem(NOT_FOUND, f"没有编号为 {key} 的单位，或您没有查看的权限。")
    if not units_to_write_for(me).filter(pk=key).exists():
        raise Problem(FORBIDDEN, f"您在“{unit}”没有“{Right.RECORD.label}”的权限，不能为它起草。")
    return unit
