"""The root of every address."""

from django.urls import include, path

urlpatterns = [path("", include("mofan.web.urls"))]
