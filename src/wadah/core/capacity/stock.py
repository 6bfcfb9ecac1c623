"""Goods in hand: how old they are, how long they keep, and what may be carried over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class StockLot:
    """Kilograms in hand, made or harvested on a day that may not be known."""

    kg: Decimal
    made_on: date | None = None

    def age_days(self, today: date) -> int | None:
        """Days since it was made; None where that is not known."""
        return (today - self.made_on).days if self.made_on else None

    def keeps_until(self, shelf_life_days: int | None) -> date | None:
        """Last day on which it is good; None where that cannot be told.

        Examples
        --------
        >>> StockLot(Decimal(5), date(2026, 11, 1)).keeps_until(30)
        datetime.date(2026, 12, 1)
        """
        if self.made_on is None or shelf_life_days is None:
            return None
        return self.made_on + timedelta(days=shelf_life_days)


def good_on(
    lots: Iterable[StockLot], day: date, shelf_life_days: int | None
) -> Decimal:
    """Kilograms that are surely good on a day.

    Parameters
    ----------
    shelf_life_days
        None where the product keeps without an end, or nobody has said.

    Notes
    -----
    With a shelf life, a lot whose day is not known counts for nothing.
    """
    kg = Decimal(0)
    for lot in lots:
        last = lot.keeps_until(shelf_life_days)
        if shelf_life_days is None or (last is not None and last >= day):
            kg += lot.kg
    return kg


def carried_over(
    free_kg: Decimal,
    lots: Iterable[StockLot],
    last_day_of_next: date,
    shelf_life_days: int | None,
) -> Decimal:
    """Kilograms of a month that is over which the next month may promise.

    Parameters
    ----------
    free_kg
        Verified and never promised in the month that is over.
    lots
        What was counted in hand after its end.
    last_day_of_next
        Goods have to be good to the end of the month in which they are promised.

    Notes
    -----
    min(free, good stock): what was not made is not there, what was promised is not
    free, what will not keep is not sold.

    Examples
    --------
    >>> old = StockLot(Decimal(300), date(2026, 1, 5))
    >>> new = StockLot(Decimal(500), date(2026, 11, 5))
    >>> carried_over(Decimal(700), [old, new], date(2026, 12, 31), 180)
    Decimal('500')
    """
    return min(
        max(free_kg, Decimal(0)), good_on(lots, last_day_of_next, shelf_life_days)
    )
