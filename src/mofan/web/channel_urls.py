"""The addresses of the ways by which cases come in from outside (渠道): lists of upper platforms, mails, ledgers."""

from django.urls import path

from mofan.web.views.cases import importing

urlpatterns = [
    path("cases/import/<slug:kind>", importing.import_list, name="import_cases"),
]
