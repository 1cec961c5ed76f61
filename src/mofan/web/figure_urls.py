"""The addresses of the figures."""

from django.urls import path

from mofan.web.views import figures, figures_frozen

urlpatterns = [
    path("figures/", figures.catalogue, name="figures"),
    path("figures/frozen/", figures_frozen.frozen_list, name="frozen_figures"),
    path("figures/frozen/<int:pk>/", figures_frozen.frozen, name="frozen_figure"),
    path("figures/<str:code>/", figures.card, name="figure"),
    path("figures/<str:code>/export", figures.export, name="export_figure"),
    path("figures/<str:code>/freeze", figures.keep, name="freeze_figure"),
]
