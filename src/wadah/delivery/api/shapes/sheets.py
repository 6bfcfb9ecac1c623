"""Signed sheets, how each stands today, and the verdicts of a case in time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema

from wadah.delivery.api.shapes.common import Words


class Standing(Schema):
    """How a sheet stands today: whether it may be relied on, since when, in words."""

    number: str
    code: str
    state: str
    since: str
    message: Words


class SheetShort(Schema):
    """A signed sheet of a case; `code` is the one of its public page."""

    id: int
    number: str
    code: str
    case: int
    product: int
    destination: str
    issued_at: datetime
    file_sha256: str


class SheetPage(Schema):
    items: list[SheetShort]
    next: str | None


class Sheet(SheetShort):
    """`payload` is what was signed; `standing` what holds of it today."""

    payload: dict[str, Any]
    standing: Standing


class VerdictShort(Schema):
    """A verdict as it was given; none is ever edited."""

    id: int
    case: int
    verdict: str
    as_of: date
    given_at: datetime
    is_current: bool


class VerdictPage(Schema):
    items: list[VerdictShort]
    next: str | None
