"""Pages of a list whose length is kept and need not be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    _Base = Paginator[Any]
else:
    _Base = Paginator


class KnownCountPaginator(_Base):
    """A paginator that is told the count.

    The rows of a page are read whatever the count says, so that one that lags behind
    never hides a row of the page.
    """

    def __init__(self, rows: QuerySet[Model], per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count

    def page(self, number: int | str) -> Page[Any]:
        wanted = self.validate_number(number)
        first = (wanted - 1) * self.per_page
        rows = list(self.object_list[first : first + self.per_page])
        return Page(rows, wanted, self)
