"""Writes a pool as the command line and the API give it."""

from __future__ import annotations

from decimal import Decimal

from wadah.core.pooling.problem import Result


def result_to_json(result: Result) -> dict[str, object]:
    """The part `pool` of the answer of `match`.

    Parameters
    ----------
    result
        Of `solve`.

    Returns
    -------
    dict
        `{"status", "shares": [{"business", "product", "month", "kg"}],
        "shortfall_kg", "binding"}`.
    """
    return {
        "status": str(result.status),
        "shares": [
            {
                "business": share.business,
                "product": share.product,
                "month": str(share.month),
                "kg": _number(share.kg),
            }
            for share in result.best.shares
        ],
        "shortfall_kg": _number(result.best.shortfall_kg),
        "binding": list(result.best.binding),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
