"""Templates (模板) that let go of what they showed once the page is written.

Django's context refers to itself, so all that a page shows, rows and texts too, would stay in memory until the garbage
collector comes, a hundred pages later, and every page be made in memory that nobody has touched for long.
"""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates, Template
from django.template.context import make_context
from django.utils.safestring import SafeString


class Templates(DjangoTemplates):
    """The template engine of the settings."""

    def from_string(self, template_code: str) -> Template:
        return _Template(super().from_string(template_code).template, self)

    def get_template(self, template_name: str) -> Template:
        return _Template(super().get_template(template_name).template, self)


class _Template(Template):
    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        given = cast(dict[str, Any] | None, context)
        shown = make_context(given, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(shown)
        finally:
            shown.dicts.clear()
