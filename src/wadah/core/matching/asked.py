"""One item with everything that an offer is held against, and how values are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wadah.core.matching.outcome import Constraint
from wadah.core.matching.request import Offer, Request, RequestItem, Window


@dataclass(frozen=True, slots=True)
class Asked:
    """One item with the terms and the window it is asked under.

    Parameters
    ----------
    holders
        By name of a paper the businesses among the offers that hold it.
    """

    item: RequestItem
    terms: Request
    window: Window
    holders: Mapping[str, frozenset[str]] = field(default_factory=dict)


Check = Callable[[Asked, Offer], Constraint | None]


def number(value: Decimal) -> int | float:
    """A decimal as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def written(value: Decimal) -> str:
    """A decimal in a sentence, without needless zeros."""
    return format(value.normalize(), "f")
