"""One's own reminders (提醒): the digests of the last days, when they come, and as text."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mofan.records.actions import set_reminding
from mofan.records.owed import digest_text, owed_by
from mofan.records.reminders import digests_of, mail_is_sent, reminding_of
from mofan.web.asked import day_asked
from mofan.web.forms import wrongs
from mofan.web.paging import page_of
from mofan.web.record_forms import RemindingForm
from mofan.web.sending import sent
from mofan.web.visitor import person_of

AT_ONCE = 20
TEXT = "text/plain; charset=utf-8"


def reminders(request: HttpRequest) -> HttpResponseBase:
    """What is owed now, the settings, the digests that came."""
    me, today = person_of(request), timezone.localdate()
    row = reminding_of(me)
    form = RemindingForm(request.POST if request.method == "POST" else None, initial=RemindingForm.said(row))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        set_reminding(given["wanted"], form.quiet(), mail=given["mail"], by=me, at=timezone.now())
        messages.success(
            request, "提醒的时间已改，从下一次起用。" if given["wanted"] else "已停用提醒，今日页也不再列；台账照常。"
        )
        return redirect("reminders")
    context = {
        "owed": [(one, one.left(today)) for one in owed_by(me, today)],
        "page": page_of(digests_of(me), request, size=AT_ONCE),
        "form": form,
        "errors": wrongs(form),
        "row": row,
        "sends_mail": mail_is_sent(),
        "today": today,
    }
    return render(request, "web/records/reminders.html", context)


def text(request: HttpRequest, day: str) -> HttpResponse:
    """The digest of a day as a text file; of today as things stand now."""
    asked = day_asked(day)
    if asked is None:
        raise Http404
    return sent(_text(request, asked).encode(), f"提醒{asked:%Y-%m-%d}.txt", TEXT)


def _text(request: HttpRequest, day: date) -> str:
    me = person_of(request)
    if day == timezone.localdate():
        return digest_text(owed_by(me, day), day, reminding_of(me).quiet.sentence)
    return get_object_or_404(digests_of(me), day=day).text
