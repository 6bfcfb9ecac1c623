"""A member, or an officer for him, accepts or refuses what he is asked for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import PooledShare
from wadah.apps.matching.pooled_offer_moves import (
    lock_by_key,
    set_offer_state,
    set_share_state,
)
from wadah.apps.matching.process_rules import (
    REQUEST_OPEN,
    SHARE_ANSWERED_IN_TIME,
)
from wadah.apps.matching.queries.pooled_offers import get_share
from wadah.apps.registry.queries.business import can_edit
from wadah.core.matching.request_states import LIVE


@transaction.atomic
def answer_share(
    *, actor: Actor, share: PooledShare, accepts: bool, now: datetime, reason: str = ""
) -> PooledShare:
    """Say yes or no, once. Raises `Absent`, `Refused` (MAT-02, MAT-60, MAT-61)."""
    seen = get_share(actor, share.pk)
    if not can_edit(actor, seen.product.business):
        raise Absent(f"share {share.pk}")
    offer = lock_by_key(seen.offer_id)
    set_offer_state(offer, "answer")
    require(offer.request.state in LIVE, REQUEST_OPEN)
    require(offer.expires_on >= timezone.localdate(now), SHARE_ANSWERED_IN_TIME)
    # Read again behind the lock: a solution may have replaced it meanwhile.
    row = PooledShare.objects.get(pk=seen.pk)
    before = set_share_state(row, "accept" if accepts else "refuse")
    row.answered_by_id, row.answered_at = actor.user_id, now
    row.reason = "" if accepts else reason.strip()[:500]
    row.save(update_fields=["state", "answered_by", "answered_at", "reason"])
    write_audit_row(
        actor=actor,
        verb="pooled_share.answered",
        target=row,
        before={"state": before},
        after={"state": row.state, "offer": offer.pk, "kg": str(row.kg)},
    )
    return row
