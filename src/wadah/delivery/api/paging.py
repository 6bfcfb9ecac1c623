"""Pages of a list by a cursor: nothing is skipped or repeated when rows come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query, Schema
from pydantic import Field, StringConstraints

LARGEST_PAGE = 200
USUAL_PAGE = 50
Row = TypeVar("Row", bound=Model)
_MARK = "c"


class Page(Schema):
    """Which part of a list; the cursor comes from `next` of the page before."""

    cursor: Annotated[str, StringConstraints(pattern=r"^(c[0-9]{1,18})?$")] = ""
    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = USUAL_PAGE


PageQuery = Annotated[Page, Query()]


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a page and the cursor of the next one."""

    rows: list[Any]
    next: str | None

    def as_json(self, say: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {"items": [say(row) for row in self.rows], "next": self.next}


def cut(rows: QuerySet[Row], page: Page) -> Slice:
    """The rows after the cursor in the order of their keys."""
    after = _read_cursor(page.cursor)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: page.limit + 1])
    more = len(found) > page.limit
    shown = found[: page.limit]
    return Slice(shown, write_cursor(shown[-1].pk) if more else None)


def cut_list(rows: list[Any], page: Page) -> Slice:
    """The same for a list that is in memory and does not change."""
    start = _read_cursor(page.cursor)
    end = start + page.limit
    return Slice(rows[start:end], write_cursor(end) if end < len(rows) else None)


def write_cursor(key: int) -> str:
    """
    >>> write_cursor(12)
    'c12'
    """
    return f"{_MARK}{key}"


def _read_cursor(text: str) -> int:
    return int(text.removeprefix(_MARK)) if text else 0
