"""The capacity ledger: what of the verified kilograms is free, promised, released."""

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

__all__ = [
    "Expiry",
    "NotEnoughCapacity",
    "Promise",
    "can_promise",
    "expire",
    "free_by_month",
    "free_in_window",
    "promise",
    "release",
]
