"""Pages of a list by a cursor: nothing is skipped or repeated when rows come and go."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from wadah.core.values import InvalidInput, Text

LARGEST_PAGE = 200
USUAL_PAGE = 50
Row = TypeVar("Row", bound=Model)
_MARK = "k"


class Page(Schema):
    """Which part of a list; the cursor comes from `next` of the page before."""

    cursor: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,40}$")] = ""
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
    """The rows after the cursor in the order of their keys. Raises `InvalidInput`."""
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
    'azEy'
    """
    return base64.urlsafe_b64encode(f"{_MARK}{key}".encode()).decode().rstrip("=")


def _read_cursor(text: str) -> int:
    if not text:
        return 0
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        key = int(plain.removeprefix(_MARK)) if plain.startswith(_MARK) else -1
    except (ValueError, binascii.Error):
        key = -1
    if not 0 <= key < 2**63:
        raise InvalidInput("cursor", "unknown_cursor", _CURSOR)
    return key


_CURSOR = Text(
    "Kursor ini tidak dikenal. Mulai lagi tanpa kursor.",
    "This cursor is not known. Begin again without one.",
)
