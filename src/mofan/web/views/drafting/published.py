"""What was published (已发布的材料): a page for the supervising office, and the same for its feed reader."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from mofan.drafting.actions import open_material_feed, revoke_material_feed, use_material_feed
from mofan.drafting.feeds import atom_of, published_in, summary_of
from mofan.drafting.models import Draft, MaterialFeed
from mofan.drafting.queries import material_feeds_visible_to, pieces_of, published_visible_to
from mofan.org.feed_secrets import secret_of
from mofan.org.models import Unit
from mofan.org.queries import units_visible_to
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.paging import page_of
from mofan.web.visitor import person_of

AT_ONCE: Final = 50
MOST_UNITS: Final = 300
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"


def materials(request: HttpRequest) -> HttpResponseBase:
    """The published materials that this person may see, the last first; of one unit and those below it."""
    me = person_of(request)
    unit, words = _unit(request), request.GET.get("words", "")[:60]
    withdrawn = request.GET.get("withdrawn") == "1"
    page = page_of(published_visible_to(me, unit, words=words, withdrawn=withdrawn), request, size=AT_ONCE)
    pieces = pieces_of(page.rows, me)
    feeds = list(material_feeds_visible_to(me).good())
    context = {
        "page": page,
        "rows": [(one, pieces.get(one.pk), summary_of(one)) for one in page.rows],
        "units": units_visible_to(me).valid().order_by("depth", "order", "pk")[:MOST_UNITS],
        "unit": unit,
        "words": words,
        "withdrawn": withdrawn,
        "others": 0 if withdrawn else published_visible_to(me, unit, words=words, withdrawn=True).count(),
        "feeds": [(one, request.build_absolute_uri(_address(one))) for one in feeds],
        "has_feed": any(one.unit_id == (unit.pk if unit else None) for one in feeds),
    }
    return render(request, "web/drafting/published.html", context)


@require_POST
def open_feed(request: HttpRequest) -> HttpResponseBase:
    """An address for what a unit and those below it publish, or every unit."""
    me = person_of(request)
    asked = number_asked(request.POST.get("unit", ""))
    unit = get_object_or_404(units_visible_to(me), pk=asked) if asked else None
    open_material_feed(unit, by=me, at=timezone.now())
    messages.success(request, "订阅地址已开通，抄到阅读器里即可；再有发布的，它自己会取。")
    return redirect(f"{reverse('published_materials')}{f'?unit={unit.pk}' if unit else ''}#feeds")


@require_POST
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One's own address leads nowhere from now on."""
    me = person_of(request)
    one = get_object_or_404(material_feeds_visible_to(me), pk=pk)
    try:
        revoke_material_feed(one, by=me, at=timezone.now())
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    else:
        messages.success(request, f"“{one}”的地址已停用，用它的阅读器不再更新。")
    return redirect("published_materials")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The materials behind a secret address; whatever is wrong with it, there is none."""
    try:
        one = use_material_feed(secret, at=timezone.now())
    except RuleBroken as rule:
        raise Http404(rule.sentence) from rule

    def address_of(draft: Draft) -> str:
        return request.build_absolute_uri(reverse("draft", args=[draft.pk]))

    page = reverse("published_materials") + (f"?unit={one.unit_id}" if one.unit_id else "")
    said = atom_of(
        one,
        published_in(one),
        page=request.build_absolute_uri(page),
        address=request.build_absolute_uri(request.path),
        address_of=address_of,
    )
    answer = HttpResponse(said, content_type=MEDIA_TYPE)
    patch_cache_control(answer, private=True, max_age=600)
    return answer


def _unit(request: HttpRequest) -> Unit | None:
    asked = number_asked(request.GET.get("unit", ""))
    return get_object_or_404(units_visible_to(person_of(request)), pk=asked) if asked else None


def _address(one: MaterialFeed) -> str:
    return reverse("material_feed", args=[secret_of(one.nonce)])
