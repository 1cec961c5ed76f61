"""The addresses of the figures."""

from django.urls import path

from mofan.web.views import figures

urlpatterns = [
    path("figures/", figures.catalogue, name="figures"),
    path("figures/frozen/", figures.frozen_list, name="frozen_figures"),
    path("figures/frozen/<int:pk>/", figures.frozen, name="frozen_figure"),
    path("figures/<str:code>/", figures.card, name="figure"),
    path("figures/<str:code>/export", figures.export, name="export_figure"),
    path("figures/<str:code>/freeze", figures.keep, name="freeze_figure"),
]
