"""Heading art (标题艺术): parallel headings by slogan, pattern or word."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from mofan.library.quick_find.browsing import counts
from mofan.library.quick_find.headings import Headings, find_headings, most_used
from mofan.web.asked import number_asked
from mofan.web.paging import page_of
from mofan.web.visitor import person_of

AT_ONCE = 10
FARTHEST_PAGE = 10_000
EXAMPLES = ("六个过硬", "四聚焦四强化", "以…促…", "坚持…导向", "突出…抓…", "五型机关")
NARROWED = {"genre": "文种", "unit_kind": "单位类别"}


def headings(request: HttpRequest) -> HttpResponseBase:
    """Groups of parallel headings with the pieces they stand in, and how often each pattern is used."""
    me, text = person_of(request), request.GET.get("q", "").strip()[:100]
    narrowed = {name: request.GET[name][:40] for name in NARROWED if request.GET.get(name)}
    number = number_asked(request.GET.get("page", "1")) or 1
    offset = (number - 1) * AT_ONCE if number < FARTHEST_PAGE else 0
    found = find_headings(me, Headings(text, narrowed, offset, AT_ONCE))
    page = page_of(range(found.uses.groups), request, size=AT_ONCE)
    if (page.number - 1) * AT_ONCE != offset:
        found = find_headings(me, Headings(text, narrowed, (page.number - 1) * AT_ONCE, AT_ONCE))
    _, values = counts(me)
    context = {
        "asked": text,
        "found": found,
        "page": page,
        "narrowings": [
            (name, label, [value for value, _ in values[name]], narrowed.get(name, ""))
            for name, label in NARROWED.items()
        ],
        "narrowed": narrowed,
        "examples": [(one, _address(one)) for one in EXAMPLES],
        "patterns": [(use, _address(use.skeleton, **narrowed)) for use in found.uses.patterns],
        "common": [] if found.pattern else [(use, _address(use.skeleton)) for use in most_used(me)],
        "literal": f"{reverse('library')}?{urlencode({'q': f'“{text}”'})}",
    }
    return render(request, "web/headings.html", context)


def _address(asked: str, **narrowed: str) -> str:
    return f"{reverse('headings')}?{urlencode({'q': asked} | narrowed)}"
