"""Pages of a long list (翻页)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list: its rows, its number, and the numbers to show below it (None for a gap)."""

    rows: tuple[T, ...]
    number: int
    last: int
    total: int
    first_row: int
    numbers: tuple[int | None, ...]

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


class ByKeys(Sequence[M]):
    """A long list of wide rows (先找键，再取行): put in order by keys alone, those of a page are read."""

    def __init__(self, rows: QuerySet[M]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows.count()

    def __getitem__(self, part: Any) -> Any:
        keys = self._named(part)
        rows = self._rows.model._default_manager.filter(pk__in=keys)
        rows.query.select_related = self._rows.query.select_related
        found = {row.pk: row for row in rows}
        return [found[key] for key in keys if key in found]

    def _named(self, part: slice) -> list[Any]:
        return list(self._rows.values_list("pk", flat=True)[part])


class KeysAtOnce(ByKeys[M]):
    """The same where finding them costs more than naming them all (一次找全): they are found once, and counted."""

    def __init__(self, rows: QuerySet[M]) -> None:
        super().__init__(rows)
        self._keys: list[Any] = list(rows.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._keys)

    def _named(self, part: slice) -> list[Any]:
        return self._keys[part]


def page_of(
    rows: "Sequence[T] | QuerySet[Any, T]", request: HttpRequest, *, size: int, total: int | None = None
) -> Sheet[T]:
    """The page that `?page=` asks for, or the nearest one that there is; `total`: how many rows there are, where that
    was counted already."""
    paginator: Paginator[Any] = Paginator(rows, size)
    if total is not None:
        paginator.__dict__["count"] = total  # a cached property
    page: Page[Any] = paginator.get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return Sheet(
        tuple(page.object_list),
        page.number,
        page.paginator.num_pages,
        page.paginator.count,
        page.start_index(),
        tuple(number if isinstance(number, int) else None for number in numbers),
    )
