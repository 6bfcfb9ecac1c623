"""Decides how a deal climbs from interest to payment, and what its totals mean."""

from wadah.core.exports.ladder import (
    EXPORT_RUNGS,
    NEEDED,
    RUNGS,
    TRANSITIONS,
    RungEntry,
    RungNotNext,
    RungTotal,
    check_rung,
    highest_rung,
    next_rungs,
    total_rungs,
)

__all__ = [
    "EXPORT_RUNGS",
    "NEEDED",
    "RUNGS",
    "TRANSITIONS",
    "RungEntry",
    "RungNotNext",
    "RungTotal",
    "check_rung",
    "highest_rung",
    "next_rungs",
    "total_rungs",
]
