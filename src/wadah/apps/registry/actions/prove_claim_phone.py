"""The claimant writes the code that reached the phone number of the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.codes import wrong_code
from wadah.apps.registry.claim_code import spend_claim_code
from wadah.apps.registry.models import Claim
from wadah.apps.registry.queries.claims import get_own_claim


def prove_claim_phone(*, actor: Actor, claim: Claim, code: str, now: datetime) -> Claim:
    """Note that the number agrees. Raises `Absent`, `InvalidInput` for a wrong code."""
    claim = get_own_claim(actor, claim.pk)
    if claim.state != Claim.State.OPEN or claim.proof != Claim.Proof.PHONE:
        raise Absent(f"claim {claim.pk}")
    # Not in the transaction below: a wrong try stays counted.
    if not spend_claim_code(claim, code, now):
        raise wrong_code()
    with transaction.atomic():
        claim.proof_agrees, claim.code_hash = True, ""
        claim.save(update_fields=["proof_agrees", "code_hash"])
        write_audit_row(
            actor=actor,
            verb="claim.proved",
            target=claim,
            after={"proof": claim.proof, "proof_agrees": True},
        )
    return claim
