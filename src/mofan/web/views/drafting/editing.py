"""The paper (稿纸): a draft as it is written, saved while typing, and what others did meanwhile."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting.actions import Conflict, save
from mofan.drafting.checking import unproven_in
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import KINDS, Body, Laid, lay_out, length_of
from mofan.drafting.models import Draft
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.views.drafting.beside import panels_of
from mofan.web.views.drafting.loading import drawn, head, loaded, may_write, tasks, told, waiting
from mofan.web.visitor import person_of


def draft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The draft on its paper; with the editor where it may be written on."""
    row = loaded(request, pk)
    body, chips = row.text, chips_of(row, timezone.localdate())
    laid = lay_out(body, shown_in(chips))
    context = head(request, row) | {
        "body": drawn(body, chips),
        "told": {"revision": row.revision, "body": row.body, "chips": told(row, chips)},
        "headings": [one for one in drawn(body, chips) if one.kind == "heading"],
        "length": length_of(laid.text),
        "waiting": waiting(body, chips),
        "tasks": tasks(body, chips),
        "slots": len(body.slots),
        "gaps": len(body.gaps),
        "panels": panels_of(row),
        "kinds": [(kind, name) for kind, name in KINDS.items() if kind not in ("heading", "paragraph")],
    }
    return render(request, "web/drafting/draft.html", context)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep what was typed, sent as JSON {"revision", "body"}; answers in JSON with the revision and, where others wrote
    meanwhile, the text as it is now. 409: the same paragraph was changed; 422: it cannot be kept, and why."""
    row = loaded(request, pk)
    try:
        sent = json.loads(request.body)
        revision = number_asked(str(sent["revision"]))
        if revision is None:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        return _refused("送来的内容不完整，请刷新页面后再写。", 400)
    try:
        kept = save(row, sent.get("body"), revision=revision, by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _refused(rule.sentence, 422)
    except Conflict as clash:
        return JsonResponse(_clashed(row, clash), status=409)
    answer: dict[str, Any] = {"revision": kept.revision, "at": f"{timezone.localtime():%H:%M:%S}"}
    answer |= _length(kept.body)
    if kept.merged:
        answer["body"] = kept.body.as_json()
    return JsonResponse(answer)


def now(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What others did since `?revision=`: asked by an open page every few seconds. The text is sent if it is newer."""
    row = loaded(request, pk)
    answer: dict[str, Any] = {
        "revision": row.revision,
        "open": may_write(request, row),
        "state": row.get_state_display(),
    }
    if row.revision != number_asked(request.GET.get("revision", "")):
        answer |= {"body": row.body, "by": row.changed_by.name} | _length(row.text)
    return JsonResponse(answer)


def marks(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the paper marks: numbers without a source and claims without a number, as JSON, with the revision they are
    of."""
    row = loaded(request, pk)
    found = unproven_in(row.text, chips_of(row, timezone.localdate()))
    return JsonResponse(
        {
            "revision": row.revision,
            "marks": [{"kind": one.kind, "id": one.block, "at": one.start, "words": one.quote} for one in found],
        }
    )


def _clashed(row: Draft, clash: Conflict) -> dict[str, Any]:
    plain: Laid = lay_out(clash.mine, {})
    theirs: Laid = lay_out(clash.theirs, {})
    return {
        "sentence": str(clash),
        "revision": clash.revision,
        "body": clash.merged.as_json(),
        "clashes": [
            {
                "id": one.id,
                "mine": plain.of_block(one.id),
                "theirs": theirs.of_block(one.id),
                "block": one.mine.as_json() if one.mine else None,
            }
            for one in clash.clashes
        ],
    } | _length(clash.merged)


def _length(body: Body) -> dict[str, Any]:
    found = length_of(lay_out(body, {}).text)
    return {"characters": found.characters, "notices": list(found.notices)}


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
