"""What a page showed is let go when the page is written."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest
from django.template import engines
from django.test import RequestFactory


class Shown:
    def __str__(self) -> str:
        return "一篇"


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_a_written_page_keeps_nothing_of_what_it_showed() -> None:
    shown = Shown()
    template = engines["django"].from_string("{% for one in all %}{{ one }}{% endfor %}")

    page = template.render({"all": [shown]}, RequestFactory().get("/"))
    kept = ref(shown)
    del shown

    assert page == "一篇"
    assert kept() is None


@pytest.mark.usefixtures("no_collector")
def test_nor_does_one_that_cannot_be_written() -> None:
    class Refuses(Shown):
        def __str__(self) -> str:
            raise ValueError("写不出来")

    shown = Refuses()
    kept = ref(shown)
    template = engines["django"].from_string("{{ one }}")
    with pytest.raises(ValueError, match="写不出来"):
        template.render({"one": shown})
    del shown

    assert kept() is None
