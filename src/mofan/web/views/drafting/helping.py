"""Help of a language model on pages (代拟): what will be sent is shown first; what comes back is put in by hand."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from mofan.drafting.actions import Conflict, ask_model, put_answer
from mofan.drafting.language_model import MOST_SENT, Model, NoAnswer, message, model_set
from mofan.drafting.models import Draft
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.drafting.loading import drawn, head, loaded
from mofan.web.visitor import person_of


def help_with(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose a paragraph, see what would be sent, send it, put the answer in: one form, one step a button."""
    row, model = loaded(request, pk), model_set()
    context = head(request, row) | {
        "model": model,
        "most": MOST_SENT,
        "blocks": [one for one in drawn(row.text, {}) if one.kind == "paragraph" and one.text.strip()],
        "words": request.POST.get("words", ""),
        "wish": request.POST.get("wish", ""),
        "after": request.POST.get("after", ""),
    }
    if request.method != "POST" or model is None:
        return render(request, "web/drafting/help.html", context)
    try:
        step = _STEPS.get(request.POST.get("do", ""))
        if step is None:
            raise RuleBroken("没有这种办法，请刷新页面。")
        found = step(request, row, model)
    except (RuleBroken, NoAnswer, Conflict) as error:
        context["errors"] = (Wrong(str(error)),)
        return render(request, "web/drafting/help.html", context, status=422)
    if found is None:
        messages.success(request, "已放入稿中，每段前面有记号：核对后删去；里面的数要逐个认定。")
        return redirect("draft", row.pk)
    return render(request, "web/drafting/help.html", context | found)


def _show(request: HttpRequest, row: Draft, model: Model) -> dict[str, Any]:
    words, after = request.POST.get("words", "").strip(), request.POST.get("after", "")
    if not words and (chosen := row.text.block(after)):
        words = "".join(one.text for one in drawn(row.text, {}) if one.id == chosen.id)
    if not words:
        raise RuleBroken("请先选一段，或写出要改的文字。只有这些文字会送出去。")
    sent = message(model, request.POST.get("wish", ""), words)
    return {"words": words, "sent": json.dumps(sent, ensure_ascii=False, indent=2)}


def _send(request: HttpRequest, row: Draft, model: Model) -> dict[str, Any]:
    given = request.POST
    answer = ask_model(
        row, model, given.get("wish", ""), given.get("words", ""), by=person_of(request), at=timezone.now()
    )
    return {"answer": answer}


def _put(request: HttpRequest, row: Draft, _: Model) -> None:
    given = request.POST
    put_answer(
        row,
        given.get("answer", ""),
        given.get("after", ""),
        revision=number_asked(given.get("revision", "")) or row.revision,
        by=person_of(request),
        at=timezone.now(),
    )


_STEPS = {"show": _show, "send": _send, "put": _put}
