"""Writes a pool as the command line and the API give it."""

from __future__ import annotations

from decimal import Decimal

from wadah.core.pooling.problem import Result, Share


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
        "shortfall_kg", "binding"}`; further `relief` (kilograms more without one
        constraint), `reserve`, `cost_idr`, `bound_kg`, `gap` and `is_proved`.
    """
    pool = result.best
    return {
        "status": str(result.status),
        "shares": [_share(share) for share in pool.shares],
        "shortfall_kg": _number(pool.shortfall_kg),
        "binding": list(pool.binding),
        "relief": [
            {"constraint": one.constraint, "kg": _number(one.kg)} for one in pool.relief
        ],
        "reserve": [
            {"business": one.business, "product": one.product, "kg": _number(one.kg)}
            for one in pool.reserve
        ],
        "cost_idr": _number(pool.cost_amount),
        "bound_kg": _number(result.bound),
        "gap": round(result.gap, 6),
        "is_proved": result.is_proved,
    }


def _share(share: Share) -> dict[str, object]:
    lot = {"lot": share.lot} if share.lot else {}
    return {
        "business": share.business,
        "product": share.product,
        "month": str(share.month),
        "kg": _number(share.kg),
        **lot,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
