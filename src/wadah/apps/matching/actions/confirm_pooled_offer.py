"""All members accepted: their kilograms are held, for all of them or for none."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.actions.promise_capacity import Share, promise_shares
from wadah.apps.matching.models import PooledOffer, PooledShare
from wadah.apps.matching.pooled_offer_moves import (
    lock_offer,
    must_pool,
    set_offer_state,
)
from wadah.apps.matching.process_rules import HELD_WHEN_ALL_ACCEPT
from wadah.apps.matching.queries.pooled_offers import list_living_shares
from wadah.apps.matching.request_telling import tell_buyer, tell_members
from wadah.apps.registry.capacity_book import with_patience
from wadah.core.values import Month


def confirm_pooled_offer(
    *, actor: Actor, offer: PooledOffer, now: datetime
) -> PooledOffer:
    """Hold every share until the end of the shipping window.

    Raises `Absent`, `Refused` (MAT-02, MAT-60, MAT-64), or `CapacityShort` (MAT-01) for
    the first month that has too little; then nothing is held.
    """
    must_pool(actor)
    return with_patience(partial(_confirm, actor, offer, now))


@transaction.atomic
def _confirm(actor: Actor, offer: PooledOffer, now: datetime) -> PooledOffer:
    row = lock_offer(actor, offer)
    before = set_offer_state(row, "agree")
    shares = list_living_shares(actor, row)
    kg = sum((share.kg for share in shares), Decimal(0))
    have_accepted = all(s.state == PooledShare.State.ACCEPTED for s in shares)
    require(have_accepted and kg >= row.request.quantity_kg, HELD_WHEN_ALL_ACCEPT)
    _hold(actor, row, shares)
    row.agreed_at = now
    row.save(update_fields=["state", "agreed_at"])
    write_audit_row(
        actor=actor,
        verb="pooled_offer.agreed",
        target=row,
        before={"state": before},
        after={
            "state": row.state,
            "kg": str(kg),
            "promises": [share.promise_id for share in shares],
        },
    )
    tell_members(shares, "share_held")
    tell_buyer(row.request, "pooled_offer_agreed")
    return row


def _hold(actor: Actor, offer: PooledOffer, shares: list[PooledShare]) -> None:
    """Each share gets its promise."""
    promises = promise_shares(
        actor=actor,
        request=offer.request,
        shares=[Share(s.product, Month.of(s.month), s.kg) for s in shares],
        expires_on=offer.request.window_to,
    )
    held = {(promise.product_id, promise.month): promise for promise in promises}
    for share in shares:
        share.promise = held[share.product_id, share.month]
    PooledShare.objects.bulk_update(shares, ["promise"])
