"""Versions of a draft (版本): the list, what changed between two, going back to one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting.actions import label
from mofan.drafting.actions import restore as bring_back
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import Block, Body, Change, changes, lay_out, read_body
from mofan.drafting.models import DraftVersion
from mofan.drafting.queries import history_of_draft
from mofan.drafting.versions import sittings, text_of_revision
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.views.drafting.loading import head, loaded
from mofan.web.visitor import person_of

WHAT = {"added": "新增", "removed": "删去", "changed": "改动", "moved": "移动"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are the same, only before (del), or only now (ins)."""

    tag: str
    text: str


def versions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who wrote when; each to be opened and compared."""
    row = loaded(request, pk)
    context = head(request, row) | {"sittings": sittings(row), "history": history_of_draft(row)}
    return render(request, "web/drafting/versions.html", context)


def version(request: HttpRequest, pk: int, revision: int) -> HttpResponseBase:
    """What changed from a version to the text as it stands, or to `?to=`."""
    row = loaded(request, pk)
    later = number_asked(request.GET.get("to", "")) or row.revision
    try:
        before, after = text_of_revision(row, revision), text_of_revision(row, later)
    except RuleBroken as rule:
        raise Http404 from rule
    context = head(request, row) | {
        "revision": revision,
        "later": later,
        "changes": compared(before, after, shown_in(chips_of(row, timezone.localdate()))),
        "may_restore": revision != row.revision,
    }
    return render(request, "web/drafting/version.html", context)


def aside(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """A text that could not be merged, against the text as it stands."""
    row = loaded(request, pk)
    found: DraftVersion | None = row.versions.filter(pk=version, aside=True).first()
    if found is None:
        raise Http404
    context = head(request, row) | {
        "aside": found,
        "revision": found.revision,
        "later": row.revision,
        "changes": compared(row.text, _body(found), shown_in(chips_of(row, timezone.localdate()))),
    }
    return render(request, "web/drafting/version.html", context)


@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name the version as it stands."""
    row = loaded(request, pk)
    try:
        kept = label(row, request.POST.get("name", ""), by=person_of(request), at=timezone.now())
        messages.success(request, f"已存为“{kept.label}”。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("draft_versions", row.pk)


@require_POST
def restore(request: HttpRequest, pk: int, revision: int) -> HttpResponseBase:
    """Make an earlier text the current one; the text until now stays a version."""
    row = loaded(request, pk)
    try:
        bring_back(row, revision, by=person_of(request), at=timezone.now())
        messages.success(request, f"已恢复到第 {revision} 版。恢复前的文字也在版本里。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("draft_versions", row.pk)
    return redirect("draft", row.pk)


def compared(before: Body, after: Body, shown: Mapping[str, str]) -> list[tuple[Change, str, list[Stretch]]]:
    """Each block that changed, what happened to it, and its words with each slot as it reads now."""
    return compared_changes(changes(before, after), shown)


def compared_changes(found: Iterable[Change], shown: Mapping[str, str]) -> list[tuple[Change, str, list[Stretch]]]:
    """The same of changes that are known."""
    return [(one, WHAT[one.what], _stretches(one.was, one.now, shown)) for one in found]


def _stretches(was: Block | None, now: Block | None, shown: Mapping[str, str]) -> list[Stretch]:
    return stretches(_words(was, shown), _words(now, shown))


def stretches(old: str, new: str) -> list[Stretch]:
    """What two texts share, and what only the one or the other has."""
    found = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch("same", old[start:end]))
            continue
        if start < end:
            found.append(Stretch("del", old[start:end]))
        if first < last:
            found.append(Stretch("ins", new[first:last]))
    return found


def _words(block: Block | None, shown: Mapping[str, str]) -> str:
    if block is None:
        return ""
    return lay_out(Body((block,)), {key: f"【{shown.get(key, key)}】" for key in block.slots}).text


def _body(found: DraftVersion) -> Body:
    return read_body(found.body)
