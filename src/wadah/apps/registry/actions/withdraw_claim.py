"""A claimant takes his claim back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import Claim
from wadah.apps.registry.queries.claims import get_own_claim


@transaction.atomic
def withdraw_claim(*, actor: Actor, claim: Claim, now: datetime) -> Claim:
    """End one's own open claim. Raises `Absent`."""
    claim = get_own_claim(actor, claim.pk)
    changed = Claim.objects.filter(pk=claim.pk, state=Claim.State.OPEN).update(
        state=Claim.State.WITHDRAWN, decided_at=now, code_hash=""
    )
    if not changed:
        raise Absent(f"claim {claim.pk}")
    claim.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="claim.withdrawn",
        target=claim,
        before={"state": Claim.State.OPEN},
        after={"state": claim.state},
    )
    return claim
