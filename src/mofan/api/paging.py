"""Pages of a list (翻页): the rows of one, how many there are in all, and in the `Link` header where the next is."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from mofan.api.asked import Paging

R = TypeVar("R")


class Page(Schema, Generic[R]):
    """列表的一页."""

    total: int = Field(description="一共几条", ge=0)
    page: int = Field(description="第几页", ge=1)
    size: int = Field(description="每页几条", ge=1)
    pages: int = Field(description="一共几页", ge=0)
    items: list[R] = Field(description="这一页的各条")


def page_of(
    rows: QuerySet[Any],
    shown: Callable[[Any], R],
    *,
    asked: Paging,
    request: HttpRequest,
    response: HttpResponse,
) -> dict[str, Any]:
    """The page asked for, of rows in a stable order; a page beyond the last one is empty."""
    total = rows.count()
    items = (shown(row) for row in rows[asked.offset : asked.offset + asked.size]) if asked.offset < total else ()
    return sheet(items, total, asked=asked, request=request, response=response)


def sheet(
    items: Iterable[R], total: int, *, asked: Paging, request: HttpRequest, response: HttpResponse
) -> dict[str, Any]:
    """One page that was fetched already, and its `Link` header."""
    pages = -(-total // asked.size)
    if links := _links(request, asked.page, pages):
        response.headers["Link"] = links
    return {"total": total, "page": asked.page, "size": asked.size, "pages": pages, "items": list(items)}


def _links(request: HttpRequest, page: int, pages: int) -> str:
    """The neighbours of a page (RFC 8288), as addresses on this host."""
    neighbours = {"first": 1, "prev": min(page - 1, pages), "next": page + 1, "last": pages}
    return ", ".join(
        f'<{_address(request, number)}>; rel="{name}"'
        for name, number in neighbours.items()
        if 1 <= number <= pages and number != page
    )


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
