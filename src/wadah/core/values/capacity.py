"""One month of one product in the capacity ledger."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wadah.core.values.month import Month


@dataclass(frozen=True, slots=True)
class CapacityEntry:
    """Kilograms of one product in one month.

    Only what was verified can be promised; what is declared is a claim.

    Examples
    --------
    >>> december = Month(2026, 12)
    >>> entry = CapacityEntry(december, Decimal(9), Decimal(9), promised_kg=Decimal(4))
    >>> entry.free_kg
    Decimal('5')
    """

    month: Month
    declared_kg: Decimal = Decimal(0)
    verified_kg: Decimal = Decimal(0)
    promised_kg: Decimal = Decimal(0)

    @property
    def free_kg(self) -> Decimal:
        """Verified and not yet promised, never below zero."""
        return max(self.verified_kg - self.promised_kg, Decimal(0))
