"""Mails to the centre (来信): what waits, one mail, made into a case or set aside; who sent it is masked."""

import re
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases.channels.mailing import (
    Sender,
    bring_mail_back,
    mails_visible_to,
    mask_mail_address,
    sender_of,
    set_mail_aside,
    take_mail_in,
    unmask_sender,
)
from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Channel, Mail, MailFile, MailState
from mofan.cases.queries import cases_visible_to
from mofan.library.storage import open_store
from mofan.org.actions import log_access
from mofan.org.masking import mask_name
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.views.cases.intake import form_page, read_intake, unit_chosen, units_for, wrongs_of
from mofan.web.views.cases.listing import doors
from mofan.web.views.cases.loading import kind_or_404
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 50
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
"""A mobile number in the text: where there is just one, it is his who wrote."""


def mails(request: HttpRequest) -> HttpResponseBase:
    """The mails of one state, the latest first."""
    me = person_of(request)
    state = request.GET.get("state", "")
    state = state if state in MailState.values else MailState.WAITING.value
    rows = mails_visible_to(me)
    page = page_of(rows.filter(state=state), request, size=AT_ONCE)
    context = {
        "page": page,
        "state": state,
        "states": [(code, name, rows.filter(state=code).count()) for code, name in MailState.choices],
        **doors(me),
    }
    return render(request, "web/cases/mails.html", context)


def mail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One mail."""
    return _shown(request, _loaded(request, pk))


def _shown(
    request: HttpRequest, row: Mail, *, whole: Sender | None = None, errors: tuple[Wrong, ...] = ()
) -> HttpResponse:
    me, sender = person_of(request), sender_of(row)
    masked = Sender(mask_name(sender.name), mask_mail_address(sender.address))
    context: dict[str, Any] = {
        "mail": row,
        "sender": whole or masked,
        "whole": whole is not None,
        "files": row.files.all(),
        "kinds": _kinds(me, row),
        "case": row.case if row.case and cases_visible_to(me).filter(pk=row.case.pk).exists() else None,
        "may_unmask": bool(row.sealed) and me.may(Right.UNMASK, row.unit),
        "typed": request.POST.get("why", "")[:200],
        "errors": errors,
        **doors(me),
    }
    return render(request, "web/cases/mail.html", context, status=422 if errors else 200)


def _kinds(me: Person, row: Mail) -> list[Kind]:
    """The kinds that a letter can be: those that people hand in, as far as this person takes them in."""
    return [one for one in known_kinds().values() if one.from_public and units_for(me, one)]


def take_in(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The form of a kind with the mail in it; saved, it leads to the case."""
    me, row, what = person_of(request), _loaded(request, pk), kind_or_404(kind)
    units = units_for(me, what)
    if not units:
        raise PermissionDenied(f"您没有登记{what.name}的权限。需要的话，请单位管理员给您相应的角色。")
    if not what.from_public or row.state != MailState.WAITING:
        raise Http404
    if request.method != "POST":
        return form_page(request, what, units, _written(what, row))
    form = request.POST.copy()
    form["channel"] = Channel.MAIL
    if (taken := form.get("take")) is not None:
        form["category"] = taken
    if form.get("add") or taken is not None or form.get("do") == "check":
        return form_page(request, what, units, form, looked=form.get("do") == "check")
    unit = unit_chosen(units, form, me)
    intake, wrong = read_intake(what, form, unit)
    if intake is None:
        return form_page(request, what, units, form, tuple(wrong))
    try:
        case = take_mail_in(row, intake, unit, by=me, at=timezone.now())
    except RuleBroken as rule:
        return form_page(request, what, units, form, wrongs_of(rule.sentence))
    messages.success(request, f"来信已登记，编码 {case.code}。")
    if cases_visible_to(me).filter(pk=case.pk).exists():
        return redirect("case", case.pk)
    return redirect("mails")


def _written(kind: Kind, row: Mail) -> QueryDict:
    """What the mail says, as it stands in the form; the person who takes it in reads it over."""
    form = QueryDict(mutable=True)
    form["title"], form["text"], form["channel"], form["unit"] = (
        row.subject[:120],
        row.text,
        Channel.MAIL,
        str(row.unit_id),
    )
    role = next((one for one in kind.parties if one.role != "respondent" and "name" in one.data), None)
    if role is not None:
        form[f"{role.role}-0-name"] = sender_of(row).name
        numbers = set(_MOBILE.findall(row.text))
        if len(numbers) == 1 and "phone" in role.data:
            form[f"{role.role}-0-phone"] = numbers.pop()
    return form


@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is no case, and why."""
    row = _loaded(request, pk)
    try:
        set_mail_aside(row, request.POST.get("why", ""), by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _shown(request, _loaded(request, pk), errors=broken(rule))
    messages.success(request, "已列为不登记，可以取回。")
    return redirect("mails")


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It waits again."""
    row = _loaded(request, pk)
    try:
        bring_mail_back(row, by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _shown(request, _loaded(request, pk), errors=broken(rule))
    messages.success(request, "已取回，等待处理。")
    return redirect("mail", pk)


@require_POST
def unmask(request: HttpRequest, pk: int) -> HttpResponseBase:
    """See who sent it, with a reason, which is logged."""
    row, me = _loaded(request, pk), person_of(request)
    try:
        whole = unmask_sender(row, request.POST.get("why", ""), by=me, at=timezone.now(), address=address_of(request))
    except RuleBroken as rule:
        return _shown(request, row, errors=broken(rule))
    return _shown(request, row, whole=whole)


def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file that came with it."""
    row = _loaded(request, pk)
    what: MailFile = get_object_or_404(row.files, pk=file)
    path = open_store(settings.STORAGE_URL).path(what.sha256)
    if not path.exists():
        raise Http404
    me = person_of(request)
    log_access("下载附件", by=me, at=timezone.now(), detail=f"来信 {row.pk} {what.name}", address=address_of(request))
    return FileResponse(path.open("rb"), as_attachment=True, filename=what.name)


def _loaded(request: HttpRequest, pk: int) -> Mail:
    return get_object_or_404(mails_visible_to(person_of(request)), pk=pk)
