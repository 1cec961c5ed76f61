"""Links on the page of a case (关联、解除、并案): by code or from what seems to belong to it; merging first shows what
it does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Case, Link, Relation
from mofan.cases.numbers import read_code
from mofan.cases.queries import cases_visible_to
from mofan.cases.receivers import concerned_units
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.forms import Wrong, broken
from mofan.web.views.cases.acting import as_it_was_seen, attempt
from mofan.web.views.cases.loading import loaded
from mofan.web.views.cases.papers import LINKED_BY_HAND
from mofan.web.visitor import person_of


def _named(me: Person, typed: str) -> Case | None:
    """The case of that code, where the person may read it."""
    code = read_code(typed)
    return cases_visible_to(me).filter(code=code).select_related("detail").first() if code else None


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """This case and another belong together (关联)."""
    row, me, given = loaded(request, pk), person_of(request), request.POST

    def act() -> object:
        other = _named(me, given.get("code", ""))
        if other is None:
            raise RuleBroken("没有这个编码的事项，或者您不能看它。")
        if given.get("relation") not in LINKED_BY_HAND:
            raise RuleBroken("请选怎样关联。")
        relation, why = Relation(given["relation"]), given.get("why", "")
        return actions.link(row, other, relation, why=why, by=me, at=timezone.now())

    return attempt(request, row, "link", act, "已关联。")


@require_POST
def unlink(request: HttpRequest, pk: int, link: int) -> HttpResponseBase:
    """They do not belong together after all (解除关联)."""
    row, me, why = loaded(request, pk), person_of(request), request.POST.get("why", "")
    rows = row.links_to.all() | row.links_from.all()
    one = get_object_or_404(rows.select_related("later__unit", "earlier").distinct(), pk=link)

    def act() -> Link:
        return actions.unlink(one, why, by=me, at=timezone.now())

    return attempt(request, row, "links", act, "已解除关联。")


def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What merging this case into another does, said before; posted, it is merged (并案)."""
    row, me = loaded(request, pk), person_of(request)
    typed = request.POST.get("into", "") or request.GET.get("into", "")
    into = _named(me, typed) if typed else None
    if typed and into is None:
        wrong = (Wrong("没有这个编码的事项，或者您不能看它。"),)
        return _page(request, row, typed, None, wrong)
    if request.method == "POST" and into is not None:
        row = as_it_was_seen(row, request)
        try:
            actions.merge(row, into, why=request.POST.get("why", ""), by=me, at=timezone.now())
        except RuleBroken as rule:
            return _page(request, row, typed, into, broken(rule))
        messages.success(request, f"已并入“{into.title}”。")
        return redirect("case", into.pk)
    return _page(request, row, typed, into, ())


def _page(request: HttpRequest, row: Case, typed: str, into: Case | None, errors: tuple[Wrong, ...]) -> HttpResponse:
    context: dict[str, object] = {"case": row, "typed": typed, "into": into, "errors": errors}
    if into is not None:
        said = {one.text for one in into.points.all()}
        points = [one.text for one in row.points.all()]
        there = {one.pk for one in concerned_units(into)}
        context |= {
            "new_points": [one for one in points if one not in said],
            "same_points": [one for one in points if one in said],
            "new_units": [str(one) for one in concerned_units(row) if one.pk not in there],
            "people": row.parties.count(),
            "state": kind_of_case(into).states.get(into.state, into.state),
        }
    return render(request, "web/cases/merge.html", context, status=422 if errors else 200)
