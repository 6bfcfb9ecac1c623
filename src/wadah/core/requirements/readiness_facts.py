"""What is on record of a product and its business, for the profile of readiness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wadah.core.values import CapacityEntry


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """Facts with the day on which they were last seen.

    Parameters
    ----------
    capacity
        Months of the ledger, in any order.
    capacity_seen_on
        The day of the newest verification.
    typical_order_kg
        What a usual first order weighs.
    material_count, material_with_origin_count
        Raw materials on record, and those whose region or country is named.
    packing
        Words of the packing in which it is sold.
    has_nib, has_npwp
        The number is on record; nobody need have checked it.
    paper_count, paper_checked_count
        Papers of the business and product, and those a second person checked.
    papers_checked_on
        The day of the newest check.
    """

    capacity: tuple[CapacityEntry, ...] = ()
    capacity_seen_on: date | None = None
    typical_order_kg: int = 1000
    material_count: int = 0
    material_with_origin_count: int = 0
    packing: tuple[str, ...] = ()
    has_nib: bool = False
    has_npwp: bool = False
    paper_count: int = 0
    paper_checked_count: int = 0
    papers_checked_on: date | None = None
