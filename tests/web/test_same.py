"""What is the same on every page is worked out once, and knows nothing of the page it stands on."""

from django.template import engines
from django.urls import set_script_prefix


def test_what_stands_inside_is_made_once() -> None:
    page = engines["django"].from_string(
        "{% load static %}{% same %}<a href=\"{% url 'library' %}\">检索</a>{% endsame %}"
    )
    assert page.render() == '<a href="/library/">检索</a>' == page.render()


def test_nothing_of_one_visitor_gets_inside() -> None:
    page = engines["django"].from_string("{% same %}[{{ name }}]{% endsame %}{{ name }}")
    assert [page.render({"name": name}) for name in ("甲", "<乙>")] == ["[]甲", "[]&lt;乙&gt;"]


def test_below_another_address_it_is_made_anew() -> None:
    page = engines["django"].from_string("{% same %}{% url 'library' %}{% endsame %}")
    assert page.render() == "/library/"
    set_script_prefix("/mofan/")
    try:
        assert page.render() == "/mofan" + "/library/"
    finally:
        set_script_prefix("/")
    assert page.render() == "/library/"


def test_a_part_that_is_included_may_be_told_what_is_always_so() -> None:
    source = "{% same %}{% include 'web/parts/find_tabs.html' with here='browse' %}{% endsame %}"
    page = engines["django"].from_string(source).render()
    assert 'href="/library/browse/" aria-current="page"' in page
    assert page.count("aria-current") == 1
