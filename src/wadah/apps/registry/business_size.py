"""The size of a business: what its figures give, and what it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from wadah.apps.registry.models import Business
from wadah.core.values import SizeClass, Truth, size_class

Figures = tuple[Decimal | int | None, Decimal | int | None, date | None]


def size_by_figures(business: Business, on: date) -> SizeClass:
    """The size by PP 7/2021 from the capital and sales of the record."""
    return size_class(
        business.capital_idr,
        business.annual_sales_idr,
        on,
        established_on=business.established_on,
    )


def stated_size(business: Business) -> str:
    """What was stated; a class without a rule was stated too, as in a list."""
    if business.size_stated or business.size_rule:
        return business.size_stated
    return business.size_class


def disagrees(business: Business, on: date) -> bool:
    """Whether what was stated is surely another class than that of the figures."""
    found = size_by_figures(business, on)
    return found.is_stated_rightly(stated_size(business)) is Truth.NO


def settle_size(business: Business, stated: str, on: date) -> None:
    """Put class, rule and statement on the business, which is not saved."""
    found = size_by_figures(business, on)
    business.size_stated = stated
    business.size_class = found.size or stated
    business.size_rule = found.rule


def size_columns(
    rows: Iterable[Figures], stated: Iterable[str], on: date
) -> Iterator[tuple[str, str, str]]:
    """For whole lists: `(size_class, size_rule, size_stated)` of each row.

    A row is `(capital_idr, annual_sales_idr, established_on)`.
    """
    for (capital, sales, founded), word in zip(rows, stated, strict=True):
        found = size_class(capital, sales, on, established_on=founded)
        yield found.size or word, found.rule, word
