"""The root of every address."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("mofan.api.urls")), path("", include("mofan.web.urls"))]
