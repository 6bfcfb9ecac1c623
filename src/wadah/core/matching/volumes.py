"""Enough, and in time: free kilograms within the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from wadah.core.matching.asked import Asked, number, written
from wadah.core.matching.outcome import Constraint
from wadah.core.matching.request import Offer, Window
from wadah.core.values import Month, Step, Text

POOL = "pool"
"""Subject of the step that fills a request together with others."""


def window(asked: Asked, offer: Offer) -> Constraint | None:
    """Capacity there is, but in other months only."""
    months = sorted({str(e.month) for e in offer.capacity if e.free_kg > 0})
    if not months or offer.free_in(asked.window) > 0:
        return None
    first, last = str(asked.window.first), str(asked.window.last)
    listed = ", ".join(months)
    other = find_other_window(asked, offer)
    return Constraint(
        "window",
        [*months],
        {"from": first, "to": last},
        Text(
            f"Kapasitas hanya ada pada {listed}, diminta {first} sampai {last}.",
            f"Capacity is free in {listed} only, asked for is {first} to {last}.",
        ),
        () if other is None else (_window_step(asked, other),),
    )


def volume(asked: Asked, offer: Offer) -> Constraint | None:
    """Too little free capacity to fill the item alone, or the seller's own minimum."""
    need, have = wanted_kg(asked, offer), offer.free_in(asked.window)
    if have >= need and have > 0:
        return None
    if have == 0 and window(asked, offer) is not None:
        return None
    other = find_other_window(asked, offer)
    is_enough = other is not None and offer.free_in(other) >= need
    later = ((_window_step(asked, other),),) if other and is_enough else ()
    # A share of a pool can be no less than the seller's minimum either.
    asked_for = asked.item.quantity_kg or Decimal(0)
    can_share = have > 0 and (offer.min_order_kg or 0) <= min(have, asked_for)
    return Constraint(
        "volume",
        {"kg": number(have)},
        {"kg": number(need)},
        Text(
            f"Kapasitas bebas {written(have)} kg, yang diminta {written(need)} kg.",
            f"{written(have)} kg are free, {written(need)} kg are asked for.",
        ),
        (pool_step() if can_share else _verify_step(),),
        others=later,
        is_shared=can_share,
    )


def wanted_kg(asked: Asked, offer: Offer) -> Decimal:
    """What must be free: the quantity, or the seller's minimum where that is more."""
    return max(asked.item.quantity_kg or Decimal(0), offer.min_order_kg or Decimal(0))


def find_other_window(asked: Asked, offer: Offer) -> Window | None:
    """The window stretched as little as brings enough, later before earlier.

    Where nothing brings enough, stretched to the first month that brings anything.
    None where it brings no more than the window asked for.
    """
    asked_for = asked.window
    today = Month.of(asked_for.as_of)
    free = sorted(e.month for e in offer.capacity if e.free_kg > 0)
    later = [_until(asked_for, m) for m in free if m > asked_for.last]
    sooner = [
        replace(asked_for, first=m)
        for m in reversed(free)
        if today <= m < asked_for.first
    ]
    need = wanted_kg(asked, offer)
    stretched = [*later, *sooner]
    enough = [one for one in stretched if offer.free_in(one) >= need]
    if enough:
        return enough[0]
    is_empty = offer.free_in(asked_for) == 0
    return stretched[0] if stretched and is_empty else None


def _until(asked_for: Window, month: Month) -> Window:
    after = month.next().first_day()
    return replace(
        asked_for, last=month, last_day=date.fromordinal(after.toordinal() - 1)
    )


def _window_step(asked: Asked, other: Window) -> Step:
    days = max((other.last.first_day() - asked.window.last_day).days, 0)
    return Step(
        "change_date",
        f"{other.first}/{other.last}",
        Text(
            f"Sepakati pengiriman {other.first} sampai {other.last} dengan pembeli.",
            f"Agree with the buyer on delivery from {other.first} to {other.last}.",
        ),
        (0, 0),
        (days, days),
    )


def read_window(asked_for: Window, subject: str) -> Window:
    """The window that a step `change_date` names."""
    first, last = (Month.parse(part) for part in subject.split("/"))
    if last == asked_for.last:
        return replace(asked_for, first=first)
    return replace(_until(asked_for, last), first=first)


def pool_step() -> Step:
    return Step(
        "use_certified_partner",
        POOL,
        Text(
            "Gabung dengan usaha lain untuk memenuhi permintaan ini.",
            "Fill this request together with other businesses.",
        ),
    )


def _verify_step() -> Step:
    return Step(
        "ask_authority",
        "capacity",
        Text(
            "Minta petugas memverifikasi kapasitas bulanan Anda.",
            "Ask an officer to verify your monthly capacity.",
        ),
    )
