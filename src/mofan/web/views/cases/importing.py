"""Bring in a list of an upper platform (导入上级清单): choose, match the columns, look at it, bring it in; what cannot
be brought in is given back as a table."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from mofan.cases.channels.bringing_in import bring_in, known_numbers, remember_list, remembered_list
from mofan.cases.channels.columns import guess_columns, targets
from mofan.cases.channels.reading import How, RowRead, category_words, guess_words, read_rows, wrong_rows
from mofan.cases.kinds import Kind
from mofan.org.actions import ask_import
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.org.sheets import NotASheet, read_sheets, write_workbook
from mofan.org.waiting_files import drop, keep, kept
from mofan.records.ledger_sheets import Ledger, ledger_of
from mofan.web.forms import Wrong
from mofan.web.sending import XLSX, sent
from mofan.web.views.cases.intake import unit_chosen, units_for
from mofan.web.views.cases.listing import doors
from mofan.web.views.cases.loading import kind_or_404
from mofan.web.visitor import person_of

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a list."""
SHOWN_WRONG: Final = 100
LONG: Final = 200
"""Rows from which on the worker brings them in."""
_SALT: Final = "list of cases"


def import_list(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Three steps on one address: no file yet; the columns and a dry run; brought in. Tip-offs come in one by one."""
    me, what = person_of(request), kind_or_404(kind)
    if what.restricted:
        raise Http404
    units = units_for(me, what)
    if not units:
        raise PermissionDenied(f"您没有登记{what.name}的权限。需要的话，请单位管理员给您相应的角色。")
    unit = unit_chosen(units, request.POST, me)
    context: dict[str, Any] = {"kind": what, "unit": unit, "units": units[:300], "targets": targets(what), **doors(me)}
    if request.method != "POST":
        return render(request, "web/cases/import.html", context)
    try:
        data, name, ticket = _sent(request, me)
        ledger = ledger_of(read_sheets(data, name)[0].rows)
    except (NotASheet, RuleBroken) as error:
        context["errors"] = (Wrong(str(error), "file"),)
        return render(request, "web/cases/import.html", context, status=422)
    how = _how(request, what, unit, ledger)
    read = read_rows(what, ledger, how)
    right = [one for one in read if one.intake is not None]
    if request.POST.get("do") == "errors":
        return sent(write_workbook([wrong_rows(ledger, read)]), f"{what.name}有问题的行.xlsx", XLSX)
    if request.POST.get("do") == "bring" and right:
        return _bring(request, what, unit, (data, name, ticket), ledger, how, right)
    context |= _tried(what, ledger, how, read, right) | {
        "ticket": signing.dumps({"key": ticket, "name": name, "by": me.pk}, salt=_SALT),
        "name": name,
    }
    return render(request, "web/cases/import.html", context)


def _sent(request: HttpRequest, me: Person) -> tuple[bytes, str, str]:
    """The file that was sent now, kept for a day, or the one that was sent before: its bytes, name and key."""
    if file := request.FILES.get("file"):
        if (file.size or 0) > LARGEST:
            raise RuleBroken("表格超过 8 MB。请按月份拆成几份再导入。")
        data = file.read()
        return data, file.name or "清单.xlsx", keep(data)
    try:
        carried = signing.loads(request.POST.get("ticket", ""), salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise RuleBroken("还没有选表格文件。") from None
    found = kept(str(carried["key"])) if carried["by"] == me.pk else None
    if found is None:
        raise RuleBroken("文件暂存已过一天或者已经导入，请重新选文件。")
    return found, str(carried["name"]), str(carried["key"])


def _how(request: HttpRequest, kind: Kind, unit: Unit, ledger: Ledger) -> How:
    """As chosen on the page, as remembered, or as guessed from the headings."""
    allowed, form = targets(kind), request.POST
    remembered = remembered_list(kind, unit, ledger.headings)
    if "column-0" in form:
        columns = {heading: form.get(f"column-{no}", "") for no, heading in enumerate(ledger.headings)}
    else:
        columns = dict(remembered.columns) if remembered else guess_columns(kind, ledger.headings)
    columns = {one: columns.get(one, "") if columns.get(one) in allowed else "" for one in ledger.headings}
    words = category_words(ledger, columns)
    known = guess_words(kind, words) | (
        {one: remembered.words.get(one, "") for one in words if one in remembered.words} if remembered else {}
    )
    chosen = (
        {word: form.get(f"word-{no}", known[word]) for no, word in enumerate(words)} if _same(form, words) else known
    )
    platform = form.get("platform", "") if "column-0" in form or not remembered else remembered.platform
    return How(
        columns, {one: code if code in kind.categories else "" for one, code in chosen.items()}, platform[:60].strip()
    )


def _same(form: QueryDict, words: Sequence[str]) -> bool:
    """Whether the page that was sent showed these very words."""
    return list(words) == form.getlist("word")


def _tried(kind: Kind, ledger: Ledger, how: How, read: Sequence[RowRead], right: Sequence[RowRead]) -> dict[str, Any]:
    wrong = [one for one in read if one.intake is None]
    known = len(known_numbers([one.outside for one in right]))
    return {
        "columns": [(f"column-{no}", one, how.columns[one]) for no, one in enumerate(ledger.headings)],
        "words": [(f"word-{no}", word, how.words[word]) for no, word in enumerate(how.words)],
        "platform": how.platform,
        "right": len(right),
        "known": known,
        "fresh": len(right) - known,
        "wrong": wrong[:SHOWN_WRONG],
        "wrong_count": len(wrong),
        "first": [one.intake for one in right[:5]],
        "numbered": "number" in how.columns.values(),
    }


def _bring(
    request: HttpRequest,
    kind: Kind,
    unit: Unit,
    file: tuple[bytes, str, str],
    ledger: Ledger,
    how: How,
    right: Sequence[RowRead],
) -> HttpResponseBase:
    me, at = person_of(request), timezone.now()
    data, name, ticket = file
    remember_list(kind, unit, ledger.headings, how, by=me, at=at)
    if len(right) > LONG:
        asked = {"kind": kind.code, "columns": dict(how.columns), "words": dict(how.words), "platform": how.platform}
        run = ask_import("cases", unit, name, data, asked, total=len(right), by=me, at=at)
        drop(ticket)
        return redirect("import_run", run.pk)
    try:
        done = bring_in([one.intake for one in right if one.intake is not None], unit, by=me, at=at)
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("import_cases", kind.code)
    messages.success(
        request, f"导入 {done.new} 件" + (f"，{done.known} 件原来就有，没有重复登记。" if done.known else "。")
    )
    drop(ticket)
    return redirect(f"{reverse('all_cases')}?{urlencode({'kind': kind.code, 'channel': 'upper'})}")
