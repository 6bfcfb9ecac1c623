"""An officer takes a pooled offer back before it is agreed."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import PooledOffer
from wadah.apps.matching.pooled_offer_moves import (
    lock_offer,
    must_pool,
    set_offer_state,
)
from wadah.apps.matching.request_telling import tell_members
from wadah.core.matching.pooled_offer_states import LIVING_SHARES


@transaction.atomic
def withdraw_pooled_offer(*, actor: Actor, offer: PooledOffer) -> PooledOffer:
    """Nothing was held, nothing is given back. Raises `Absent`, `Refused` (MAT-60)."""
    must_pool(actor)
    row = lock_offer(actor, offer)
    before = set_offer_state(row, "withdraw")
    row.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="pooled_offer.withdrawn",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    tell_members(row.shares.filter(state__in=LIVING_SHARES), "share_void")
    return row
