"""A draft as a file (导出、回读), its next period (接着写), and what such materials usually claim (应记清单)."""

import json
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting import actions
from mofan.drafting.document import NotABody, read_body
from mofan.drafting.exporting import export
from mofan.drafting.inventory import by_group, inventory
from mofan.drafting.reimporting import Reread
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.sending import DOCX, sent
from mofan.web.views.drafting.beside import of_last_period
from mofan.web.views.drafting.loading import head, loaded
from mofan.web.views.drafting.versions import stretches
from mofan.web.visitor import person_of

WHAT: Final = {"added": "新增", "removed": "删去", "changed": "改动"}


def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The draft as .docx; `?sources=1` with the table of sources, `?unfinished=1` though something is open."""
    row, me = loaded(request, pk), person_of(request)
    try:
        made = export(
            row,
            me,
            timezone.localdate(),
            sources=request.GET.get("sources") == "1",
            unfinished=request.GET.get("unfinished") == "1",
        )
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("draft_files", row.pk)
    return sent(made.data, made.name, DOCX)


def files(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ways out and back: export, an edited Word file, the next period."""
    return render(request, "web/drafting/files.html", head(request, loaded(request, pk)))


@require_POST
def reread(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an edited Word file says otherwise; nothing is kept before it is confirmed."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    given = request.FILES.get("file")
    try:
        if given is None:
            raise RuleBroken("请先选改过的 Word 文件。")
        made = actions.reread_file(row, given.read(), given.name or "改稿.docx", by=me, at=at)
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("draft_files", row.pk)
    context = head(request, row) | {
        "differences": [(WHAT[one.what], one, stretches(one.was, one.now)) for one in made.differences],
        "lost": made.lost,
        "body": json.dumps(made.body.as_json(), ensure_ascii=False),
        "name": given.name,
    }
    return render(request, "web/drafting/reread.html", context)


@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make what was reread the text."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    try:
        body = read_body(json.loads(request.POST.get("body", "")))
        revision = number_asked(request.POST.get("revision", "")) or row.revision
        actions.take_in(row, Reread(body, (), ()), by=me, at=at, revision=revision)
        messages.success(request, "改稿已并入，是新的一版。")
    except (NotABody, RuleBroken) as rule:
        messages.error(request, str(rule))
    except ValueError:
        messages.error(request, "送来的内容不完整，请再选一次文件。")
    except actions.Conflict as clash:
        messages.error(request, f"{clash}另存的在“版本”里。")
        return redirect("draft_versions", row.pk)
    return redirect("draft", row.pk)


@require_POST
def next_period(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The next period's material from this one's."""
    row, me = loaded(request, pk), person_of(request)
    try:
        made, numbers = actions.carry_forward(
            row,
            request.POST.get("period", "").strip() or row.period_words,
            by=me,
            at=timezone.now(),
            title=request.POST.get("title", "").strip(),
        )
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("draft_files", row.pk)
    moved = sum(one.moved for one in numbers)
    messages.success(request, f"带入 {len(numbers)} 个数，其中 {moved} 个与上一期不同；手填的数要重新核实。")
    return redirect("draft_carried", made.pk)


def carried(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What moved since the last period's material. Raises Http404 for a draft that follows no other."""
    row = loaded(request, pk)
    if row.follows is None:
        raise Http404
    return render(request, "web/drafting/carried.html", head(request, row) | of_last_period(request, row))


def wanted(request: HttpRequest) -> HttpResponseBase:
    """Which figures materials of a kind usually claim: what to record from January on."""
    genre = request.GET.get("genre", "经验材料").strip()[:40]
    found = inventory(person_of(request), genre=genre)
    context = {"genre": genre, "found": found, "groups": by_group(found.wanted)}
    return render(request, "web/drafting/wanted.html", context)
