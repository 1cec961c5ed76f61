"""A long import while the worker carries it out (导入进度): how many rows of how many, and what came of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from mofan.org.queries import imports_visible_to
from mofan.records.known_kinds import known_kinds
from mofan.web.visitor import person_of, wants_part


def import_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One import; the part with the numbers is fetched again every second until it is over."""
    run = get_object_or_404(imports_visible_to(person_of(request)), pk=pk)
    context = {"run": run, "kind": known_kinds().get(run.asked.get("kind", ""))}
    part = "#progress" if wants_part(request) else ""
    return render(request, f"web/import_run.html{part}", context)
