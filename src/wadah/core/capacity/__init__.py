"""The capacity ledger: what of the verified kilograms is free, promised, released."""

from wadah.core.capacity.calendar import (
    Downtime,
    expected_kg,
    open_share,
    product_of_raw,
)
from wadah.core.capacity.entries import (
    MOVES,
    BrokenLedger,
    EntryKind,
    LedgerLine,
    add_up,
    is_possible,
)
from wadah.core.capacity.ledger import (
    Expiry,
    NotEnoughCapacity,
    Promise,
    can_promise,
    expire,
    free_by_month,
    free_in_window,
    promise,
    release,
)
from wadah.core.capacity.stock import StockLot, carried_over, good_on

__all__ = [
    "MOVES",
    "BrokenLedger",
    "Downtime",
    "EntryKind",
    "Expiry",
    "LedgerLine",
    "NotEnoughCapacity",
    "Promise",
    "StockLot",
    "add_up",
    "can_promise",
    "carried_over",
    "expected_kg",
    "expire",
    "free_by_month",
    "free_in_window",
    "good_on",
    "is_possible",
    "open_share",
    "product_of_raw",
    "promise",
    "release",
]
