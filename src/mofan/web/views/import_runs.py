"""A long import while the worker carries it out (导入进度): how many rows of how many, and what came of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from mofan.cases.known_kinds import known_kinds as kinds_of_case
from mofan.org.queries import imports_visible_to
from mofan.records.known_kinds import known_kinds
from mofan.web.visitor import person_of, wants_part


def import_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One import; the part with the numbers is fetched again every second until it is over."""
    run = get_object_or_404(imports_visible_to(person_of(request)), pk=pk)
    code = run.asked.get("kind", "")
    of_cases = run.what == "cases"
    context = {
        "run": run,
        "kind": None if of_cases else known_kinds().get(code),
        "case_kind": kinds_of_case().get(code) if of_cases else None,
    }
    part = "#progress" if wants_part(request) else ""
    return render(request, f"web/import_run.html{part}", context)
