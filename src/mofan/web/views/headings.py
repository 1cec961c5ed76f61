"""Heading art (标题艺术): parallel headings by slogan, pattern or word."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from mofan.library.quick_find.browsing import counts
from mofan.library.quick_find.headings import Headings, find_headings, most_used
from mofan.org.models import Person
from mofan.web.asked import number_asked
from mofan.web.paging import page_of
from mofan.web.visitor import person_of

AT_ONCE = 10
FARTHEST_PAGE = 10_000
EXAMPLES = {
    "口号": ("几个一组、每条都有这个词", ("六个过硬", "四聚焦四强化", "五型机关")),
    "句式": ("用“…”代替会变的字", ("以…促…", "聚焦…打造…", "坚持…导向")),
    "一个词": ("看它在排比标题里怎么用", ("过硬", "聚焦", "服务")),
}
"""Way to ask → what it gives, and how it is written."""
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
        "examples": [] if found.uses.groups else _examples(me),
        "patterns": [(use, _address(use.skeleton, **narrowed)) for use in found.uses.patterns],
        "common": [] if found.uses.groups else [(use, _address(use.skeleton)) for use in most_used(me)],
        "literal": f"{reverse('library')}?{urlencode({'q': f'“{text}”'})}",
    }
    return render(request, "web/headings.html", context)


def _examples(me: Person) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The ways to ask, each with examples; those that lead to something in this library are links."""
    return [
        (way, gives, [(one, _address(one) if _is_there(me, one) else "") for one in written])
        for way, (gives, written) in EXAMPLES.items()
    ]


def _is_there(me: Person, asked: str) -> bool:
    return bool(find_headings(me, Headings(asked, {}, 0, 1)).uses.groups)


def _address(asked: str, **narrowed: str) -> str:
    return f"{reverse('headings')}?{urlencode({'q': asked} | narrowed)}"
