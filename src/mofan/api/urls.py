"""The addresses of the interface."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from mofan.api.interface import interface
from mofan.api.page import operations

app_name = "api"
_patterns: list[Any] = interface.urls[0]
for _pattern in _patterns:
    login_not_required(_pattern.callback)

urlpatterns = [path("", login_not_required(operations), name="operations"), *_patterns]
