"""A second person has looked at a proof of a buyer."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import BuyerProof
from wadah.apps.matching.process_rules import SIGNED_BY_ANOTHER
from wadah.apps.matching.queries.buyers import get_proof, must_examine


@transaction.atomic
def check_buyer_proof(*, actor: Actor, proof: BuyerProof, today: date) -> BuyerProof:
    """Who added it does not check it. Raises `Absent`, `Refused` (MAT-27)."""
    must_examine(actor)
    row = get_proof(actor, proof.pk)
    require(row.added_by_id != actor.user_id, SIGNED_BY_ANOTHER)
    row.checked_by_id = actor.user_id
    row.checked_on = today
    row.save(update_fields=["checked_by", "checked_on"])
    write_audit_row(
        actor=actor,
        verb="buyer.proof_checked",
        target=row,
        after={"checked_on": today.isoformat()},
    )
    return row
