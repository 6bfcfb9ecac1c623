"""The pooling problem and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wadah.core.values import Month

Clock = Callable[[], float]
StopRule = Callable[[], float]
"""Seconds that may still be used; zero or less means stop."""

RESERVE_SHARE = Decimal("0.10")
"""What must stay free beside the request before a pool counts as having a reserve.

A convention of this project: one tenth covers the loss of one of ten equal sellers.
"""


@dataclass(frozen=True, slots=True)
class Seller:
    """One product of one business that meets everything but the volume.

    Parameters
    ----------
    free_kg
        Verified and not yet promised kilograms by month.
    minimum_kg
        The least the seller takes part with, over all months.
    score
        Readiness from 0 to 1.
    """

    business: str
    product: str
    free_kg: Mapping[Month, Decimal]
    minimum_kg: Decimal = Decimal(0)
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Fill `need_kg` in the months `first` to `last`.

    Parameters
    ----------
    maximum_share
        Largest share (0..1) of the need that one business may bring, or None.
    reserve_share
        Share of the need that must stay free for `filled_with_reserve`.
    """

    need_kg: Decimal
    first: Month
    last: Month
    sellers: tuple[Seller, ...]
    maximum_share: Decimal | None = None
    reserve_share: Decimal = RESERVE_SHARE

    def window_free(self, seller: Seller) -> Decimal:
        """Free kilograms of the seller within the window."""
        return sum(
            (max(kg, Decimal(0)) for m, kg in seller.free_kg.items() if self.has(m)),
            Decimal(0),
        )

    def has(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def largest(self, seller: Seller) -> Decimal:
        """Most the seller may bring: free in the window, need, largest share."""
        most = min(self.window_free(seller), self.need_kg)
        if self.maximum_share is not None:
            most = min(most, self.maximum_share * self.need_kg)
        return most


class PoolStatus(StrEnum):
    FILLED = "filled"
    FILLED_WITH_RESERVE = "filled_with_reserve"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Share:
    business: str
    product: str
    month: Month
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Pool:
    """Who brings what; shares and shortfall add up to the need exactly.

    Parameters
    ----------
    binding
        What holds the pool back, words of the vocabulary: `capacity`, `window`,
        `minimum_share`, `maximum_share`, `reserve`.
    """

    shares: tuple[Share, ...]
    shortfall_kg: Decimal
    binding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Best pool found; `bound` is the most kilograms that any pool could bring.

    `is_proved` is False where the time ran out before fewest sellers were proved.
    """

    best: Pool
    bound: Decimal
    status: PoolStatus
    seconds: float
    is_proved: bool = True
