"""The unit's dictionary (词典): listed, added to, voided with a reason, taken in and given out as a sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mofan.library.proofreading import dictionary as words
from mofan.library.proofreading.dictionary import NewWord, entries_visible_to, may_change, sheet_of, words_of_sheet
from mofan.library.proofreading.models import EntryKind
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.forms import AddWord, Wrong, broken, wrongs
from mofan.web.given_text import LARGEST
from mofan.web.paging import page_of
from mofan.web.visitor import needs, person_of

AT_ONCE = 50
NAMED = 5
"""Lines of a sheet that hold no word and are named."""


def dictionary(request: HttpRequest) -> HttpResponseBase:
    """The words that hold for this person's unit, newest first, and a form for one more."""
    me = person_of(request)
    if request.method != "POST":
        return _show(request, me, AddWord(may_for_all=_may_for_all(me)))
    form = AddWord(may_for_all=_may_for_all(me), data=request.POST)
    if form.is_valid():
        given = form.cleaned_data
        unit = None if given.get("for_all") else me.unit
        new = NewWord(given["word"], EntryKind(given["kind"]), given["why"])
        try:
            entry = words.add(new, unit=unit, by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, f"“{entry.word}”已收入词典，校对时不再提示。")
            return redirect("dictionary")
    return _show(request, me, form, errors=wrongs(form), status=422)


@require_POST
@needs(Right.CURATE)
def void(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A word holds no longer, with a reason (作废)."""
    me = person_of(request)
    entry = get_object_or_404(entries_visible_to(me), pk=pk)
    try:
        words.void(entry, by=me, at=timezone.now(), why=request.POST.get("why", ""))
    except RuleBroken as rule:
        return _show(request, me, AddWord(may_for_all=_may_for_all(me)), errors=broken(rule), status=409)
    messages.success(request, f"“{entry.word}”已作废，校对时重新提示。")
    return redirect("dictionary")


@require_POST
@needs(Right.CURATE)
def take_in(request: HttpRequest) -> HttpResponseBase:
    """Take in the words of a sheet (导入)."""
    me, file = person_of(request), request.FILES.get("file")
    unit = None if request.POST.get("for_all") and _may_for_all(me) else me.unit
    try:
        if file is None or (file.size or 0) > LARGEST:
            raise RuleBroken("请选一个 8 MB 以内的 .xlsx、.csv 或 .txt 文件。")
        done = words.take_in(words_of_sheet(file.read(), file.name or ""), unit=unit, by=me, at=timezone.now())
    except RuleBroken as rule:
        form = AddWord(may_for_all=_may_for_all(me))
        return _show(request, me, form, errors=(Wrong(rule.sentence, "file"),), status=422)
    messages.success(request, f"新收 {done.added} 个词语，已有 {done.known} 个。")
    if done.wrong:
        more = f" 等 {len(done.wrong)} 行" if len(done.wrong) > NAMED else ""
        messages.warning(request, f"没有收：{''.join(done.wrong[:NAMED])}{more}")
    return redirect("dictionary")


def give_out(request: HttpRequest) -> HttpResponseBase:
    """The words as a sheet (导出)."""
    name = f"词典-{timezone.localdate():%Y%m%d}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    data = sheet_of(entries_visible_to(person_of(request)))
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


def _show(
    request: HttpRequest, me: Person, form: AddWord, *, errors: tuple[Wrong, ...] = (), status: int = 200
) -> HttpResponseBase:
    asked, show = request.GET.get("q", "").strip()[:60], request.GET.get("show", "")
    rows = entries_visible_to(me)
    rows = rows.exclude(voided_at=None) if show == "voided" else rows.filter(voided_at=None)
    rows = rows.filter(word__icontains=asked) if asked else rows
    page = page_of(rows, request, size=AT_ONCE)
    context = {
        "page": page,
        "entries": [(entry, may_change(me, entry.unit)) for entry in page.rows],
        "form": form,
        "errors": errors,
        "asked": asked,
        "show": show,
        "may_add": may_change(me, me.unit),
        "may_for_all": _may_for_all(me),
    }
    return render(request, "web/dictionary.html", context, status=status)


def _may_for_all(me: Person) -> bool:
    return me.unit is not None and may_change(me, None)
