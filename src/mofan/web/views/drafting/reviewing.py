"""The way to the signature on pages (审签): steps, opinions, remarks, what changed after an opinion, publishing."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting import actions
from mofan.drafting.chain import STATE_OF, progress_of
from mofan.drafting.checking import unproven_in
from mofan.drafting.chips import Chip, chips_of, shown_in
from mofan.drafting.document import lay_out
from mofan.drafting.exporting import unfilled_of
from mofan.drafting.models import Draft, DraftState
from mofan.drafting.queries import remarks_of
from mofan.drafting.seals import seal_of, since_approval
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.views.drafting.beside import beside
from mofan.web.views.drafting.loading import drawn, head, loaded, remarks_on
from mofan.web.views.drafting.versions import compared_changes
from mofan.web.visitor import person_of, wants_part

SAID: Final = {
    "send": "已送审，文中的数已定住。",
    "take_back": "已撤回，可以接着改。",
    "approve": "已签“同意”。",
    "send_back": "已退回修改。",
    "freeze_again": "已取现在的数。",
    "publish": "已发布，素材库读过之后就能检索到；上级单位在“已发布的材料”里也看得到。",
    "void": "已作废。需要时可以撤销。",
    "bring_back": "已撤销作废，回到原来的状态。",
}


def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where the draft is on its way, what each said, what changed since, and the remarks."""
    row, me = loaded(request, pk), person_of(request)
    chips = chips_of(row, timezone.localdate())
    seal = seal_of(row, chips)
    progress = progress_of(row, seal)
    step = progress.next
    remarks = remarks_on(row, shown_in(chips))
    context = head(request, row) | {
        "steps": list(zip(progress.steps, progress.given, progress.holding, strict=True)),
        "next_step": step if row.is_under_review else None,
        "stands": STATE_OF[step.stage].label if row.is_under_review and step else row.get_state_display(),
        "my_turn": bool(row.is_under_review and step is not None and step.is_for(me)),
        "seal": seal,
        "outdated": [_since(one, row, chips) for one in progress.outdated],
        "said": row.approvals.select_related("by"),
        "wanting": unfilled_of(row.text, chips) if row.state == DraftState.DRAFT else [],
        "unproven": Counter(one.kind for one in unproven_in(row.text, chips)),
        "changed": [chip for chip in chips.values() if chip.state == "changed"],
        "body": drawn(row.text, chips),
        "remarks": remarks,
        "unsettled": sum(one["remark"].settled_at is None for one in remarks),
        "may_publish": row.state == DraftState.SIGNED and me.may(Right.APPROVE, row.unit),
        "piece": actions.piece_of(row, me),
    }
    return render(request, "web/drafting/review.html", context)


def _since(approval: Any, row: Draft, chips: dict[str, Chip]) -> dict[str, Any]:
    found = since_approval(approval, row, chips)
    return {"approval": approval, "changes": compared_changes(found.blocks, shown_in(chips)), "numbers": found.numbers}


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send, take back, approve, return, take the numbers anew, publish, void, or take that back, as the button says."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    do, given = request.POST.get("do", ""), request.POST
    ways: dict[str, Callable[[], object]] = {
        "send": lambda: actions.send(row, by=me, at=at),
        "take_back": lambda: actions.take_back(row, by=me, at=at),
        "approve": lambda: actions.approve(
            row, by=me, at=at, note_as=given.get("note", "").strip(), seal=given.get("seal", "")
        ),
        "send_back": lambda: actions.send_back(row, given.get("note", ""), by=me, at=at, seal=given.get("seal", "")),
        "freeze_again": lambda: actions.freeze_again(row, by=me, at=at),
        "publish": lambda: actions.publish(row, by=me, at=at),
        "void": lambda: actions.void(row, given.get("note", ""), by=me, at=at),
        "bring_back": lambda: actions.bring_back(row, by=me, at=at),
    }
    try:
        if do not in ways:
            raise RuleBroken("没有这种办法，请刷新页面。")
        ways[do]()
        messages.success(request, SAID[do])
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("draft_review", row.pk)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write beside a paragraph, answer, or settle; beside the paper it answers with the panel."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    given = request.POST
    try:
        if settled := number_asked(given.get("settle", "")):
            actions.settle(get_object_or_404(remarks_of(row), pk=settled), by=me, at=at)
        else:
            _write(row, given.get("block", ""), given.get("text", ""), given.get("answers", ""), me)
    except RuleBroken as rule:
        if wants_part(request):
            return beside(request, pk, "remarks", refused=rule.sentence)
        messages.error(request, rule.sentence)
    return beside(request, pk, "remarks") if wants_part(request) else redirect("draft_review", row.pk)


def _write(row: Draft, block: str, text: str, answers: str, me: Person) -> None:
    before = number_asked(answers)
    first = get_object_or_404(remarks_of(row), pk=before) if before else None
    quote = lay_out(row.text, shown_in(chips_of(row, timezone.localdate()))).of_block(block)[:60]
    actions.remark(row, block, text, by=me, at=timezone.now(), quote=quote, answers=first)
