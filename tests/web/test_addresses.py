"""Addresses that stand on every page are worked out once, and are those that Django gives."""

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.template import engines
from django.urls import NoReverseMatch, reverse, set_script_prefix


def said(source: str, **given: object) -> str:
    return engines["django"].from_string(source).render(given)


def test_a_plain_address_is_that_of_the_page_wherever_the_house_is_served() -> None:
    assert said("{% url 'library' %}") == reverse("library") == said("{% url 'library' %}")
    set_script_prefix("/mofan/")
    try:
        assert said("{% url 'library' %}") == "/mofan" + "/library/"
    finally:
        set_script_prefix("/")


def test_an_address_with_arguments_or_of_a_name_that_is_given_is_worked_out_each_time() -> None:
    assert [said("{% url 'piece' pk %}", pk=number) for number in (1, 2)] == ["/library/1/", "/library/2/"]
    assert [said("{% url name %}", name=name) for name in ("library", "home")] == ["/library/", "/"]
    assert said("{% url 'library' as here %}{{ here }}") == "/library/"


def test_a_page_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        said("{% url 'no_such_page' %}")


def test_a_static_file_has_the_address_that_django_gives_it() -> None:
    for _ in range(2):
        assert staticfiles_storage.url("web/mofan.css") == StaticFilesStorage().url("web/mofan.css")
