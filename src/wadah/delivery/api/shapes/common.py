"""Types that every part of the API shares."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

# What the columns of keys hold; a larger number names nothing.
LARGEST_KEY = 2**63 - 1
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Za-z0-9-]{0,39}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2,4})*$")]
Iso2 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
# No NUL: it is no text, and PostgreSQL refuses it.
NO_NUL = r"^[^\x00]*$"
SearchText = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]


def text(longest: int, least: int = 0) -> Any:
    """A text of a body, as long as its column."""
    return Annotated[
        str,
        StringConstraints(
            strict=True, min_length=least, max_length=longest, pattern=NO_NUL
        ),
    ]


def _read_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day_format", "write a day as 2026-11-24")


Day = Annotated[date, BeforeValidator(_read_day)]
Kilograms = Annotated[
    float,
    Field(strict=True, ge=0, lt=10**10, allow_inf_nan=False),
]


class Body(Schema):
    """What a caller sends: no part that is not known."""

    model_config = ConfigDict(extra="forbid")


class Words(Schema):
    """One sentence or name in both languages."""

    id: str
    en: str


class FieldProblem(Schema):
    """One field, the rule it breaks and how to mend it."""

    field: str
    rule: str
    message: str


class Problem(Schema):
    """An error as RFC 9457 writes it, in the language of `Accept-Language`."""

    type: str
    title: str
    status: int
    detail: str
    field: str = ""
    rule: str = ""
    errors: list[FieldProblem] = []


class Amount(Schema):
    """Money; the amount as text, for a float would round it."""

    amount: str
    currency: str
