"""A request as the interface writes it, so that one reader checks every one."""

from __future__ import annotations

from datetime import date
from typing import Any

from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.offers import price_json

# Where the reader names a part of the one item, the form has a field of that name.
_PREFIXES = ("request.items[0].", "request.")


def request_json(request: BuyerRequest, as_of: date) -> dict[str, Any]:
    """Input of `match` without offers."""
    tonnes = request.quantity_kg / 1000
    item = {
        "family": request.family_id,
        "form": request.form or None,
        "quantity": {"value": tonnes, "unit": "t", "tonnes": tonnes},
        "specs": request.specs,
        "certificates": request.certificates,
        "packing": request.packing,
    }
    return {
        "request": {
            "items": [item],
            "destination": request.destination_id,
            "incoterm": request.incoterm or None,
            "named_place": request.named_place or None,
            "price": price_json(request.price_amount, request.price_currency),
            "payment": request.payment or None,
            "buyer": str(request.buyer_id),
            "doubts": [],
        },
        "as_of": as_of.isoformat(),
        "window": {
            "from": request.window_from.isoformat(),
            "to": request.window_to.isoformat(),
        },
    }


def field_of(path: str) -> str:
    """The field of a request that a path of the reader is about."""
    for prefix in _PREFIXES:
        if path.startswith(prefix):
            return path.removeprefix(prefix)
    return path
