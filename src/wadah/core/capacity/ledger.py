"""Promises on verified capacity, as values: nothing here is stored or locked.

A promise never exceeds what was verified and is still free. That two promises made
at the same moment keep this together is the business of the caller's lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wadah.core.values import CapacityEntry, Month, Text


@dataclass(frozen=True, slots=True)
class Promise:
    """Kilograms set aside for somebody until a day, or for good once ordered.

    Parameters
    ----------
    expires_on
        Last day on which the promise holds.
    is_order
        An order does not expire.
    """

    month: Month
    kg: Decimal
    expires_on: date
    is_order: bool = False


@dataclass(frozen=True, slots=True)
class Expiry:
    """Ledger after the lapsed promises were given back."""

    entries: tuple[CapacityEntry, ...]
    kept: tuple[Promise, ...]
    lapsed: tuple[Promise, ...]


class NotEnoughCapacity(Exception):
    """A promise or a release asks for more than the ledger holds in that month."""

    code = "capacity"

    def __init__(self, month: Month, have_kg: Decimal, need_kg: Decimal) -> None:
        super().__init__(f"{month}: {have_kg} kg for {need_kg} kg")
        self.month = month
        self.have_kg = have_kg
        self.need_kg = need_kg
        self.message = Text(
            f"Bulan {month} hanya punya {have_kg} kg, diminta {need_kg} kg.",
            f"The month {month} has only {have_kg} kg, {need_kg} kg were asked.",
        )


def free_by_month(entries: Iterable[CapacityEntry]) -> dict[Month, Decimal]:
    """Verified kilograms not yet promised, per month in order.

    Examples
    --------
    >>> december = Month(2026, 12)
    >>> free_by_month([CapacityEntry(december, verified_kg=Decimal(900))])
    {Month(year=2026, month=12): Decimal('900')}
    """
    free: dict[Month, Decimal] = defaultdict(Decimal)
    for entry in entries:
        free[entry.month] += entry.free_kg
    return dict(sorted(free.items()))


def free_in_window(
    entries: Iterable[CapacityEntry], first: Month, last: Month
) -> Decimal:
    """Free kilograms from month `first` to month `last`, both included."""
    free = free_by_month(entries)
    return sum((kg for m, kg in free.items() if first <= m <= last), Decimal(0))


def can_promise(entries: Iterable[CapacityEntry], month: Month, kg: Decimal) -> bool:
    """True when `kg` (above 0) are free in `month`."""
    return Decimal(0) < kg <= free_by_month(entries).get(month, Decimal(0))


def promise(
    entries: Sequence[CapacityEntry], month: Month, kg: Decimal
) -> tuple[CapacityEntry, ...]:
    """Set `kg` of `month` aside.

    Parameters
    ----------
    entries
        The ledger of one product.
    kg
        Kilograms above 0.

    Returns
    -------
    tuple of CapacityEntry
        The ledger afterwards, in the same order.

    Raises
    ------
    NotEnoughCapacity
        Fewer than `kg` are free in `month`.
    ValueError
        `kg` is not above 0.

    Examples
    --------
    >>> december = Month(2026, 12)
    >>> before = [CapacityEntry(december, verified_kg=Decimal(900))]
    >>> promise(before, december, Decimal(400))[0].free_kg
    Decimal('500')
    """
    _check_positive(kg)
    if not can_promise(entries, month, kg):
        free = free_by_month(entries).get(month, Decimal(0))
        raise NotEnoughCapacity(month, free, kg)
    left, after = kg, []
    for entry in entries:
        taken = min(left, entry.free_kg) if entry.month == month else Decimal(0)
        left -= taken
        after.append(replace(entry, promised_kg=entry.promised_kg + taken))
    return tuple(after)


def release(
    entries: Sequence[CapacityEntry], month: Month, kg: Decimal
) -> tuple[CapacityEntry, ...]:
    """Give promised `kg` of `month` back.

    Raises
    ------
    NotEnoughCapacity
        Fewer than `kg` are promised in `month`.
    ValueError
        `kg` is not above 0.
    """
    _check_positive(kg)
    promised = sum((e.promised_kg for e in entries if e.month == month), Decimal(0))
    if promised < kg:
        raise NotEnoughCapacity(month, promised, kg)
    left, after = kg, []
    for entry in entries:
        given = min(left, entry.promised_kg) if entry.month == month else Decimal(0)
        left -= given
        after.append(replace(entry, promised_kg=entry.promised_kg - given))
    return tuple(after)


def expire(
    entries: Sequence[CapacityEntry], promises: Iterable[Promise], today: date
) -> Expiry:
    """Give back every promise whose last day is past; orders stay.

    Parameters
    ----------
    entries
        The ledger; it contains the promises.
    promises
        All of them, ordered or not.
    today
        The day of the count; a promise that ends today still holds.
    """
    kept: list[Promise] = []
    lapsed: list[Promise] = []
    for made in promises:
        is_lapsed = not made.is_order and made.expires_on < today
        (lapsed if is_lapsed else kept).append(made)
    after = tuple(entries)
    for made in lapsed:
        after = release(after, made.month, made.kg)
    return Expiry(after, tuple(kept), tuple(lapsed))


def _check_positive(kg: Decimal) -> None:
    if kg <= 0:
        raise ValueError("kg must be above 0")
