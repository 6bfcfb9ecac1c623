"""An officer calls the number of the record and reads a code out to who answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.codes import HAND_LASTS
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.claim_code import note_call, set_code
from wadah.apps.registry.models import Claim
from wadah.apps.registry.process_rules import CLAIM_DECIDED_BY_ANOTHER
from wadah.apps.registry.queries.claims import can_decide, get_claim


@transaction.atomic
def hand_over_claim_code(*, actor: Actor, claim: Claim, now: datetime) -> str:
    """The six digits, told this once. Raises `Absent`, `Refused` (REG-43)."""
    claim = get_claim(actor, claim.pk)
    require(can_decide(actor, claim), CLAIM_DECIDED_BY_ANOTHER)
    if claim.state != Claim.State.OPEN or claim.proof != Claim.Proof.PHONE:
        raise Absent(f"claim {claim.pk}")
    code = set_code(claim, now, HAND_LASTS)
    note_call(claim, actor.organisation_id)
    write_audit_row(
        actor=actor, verb="claim.code_handed_over", target=claim,
        after={"user": claim.user_id},
    )  # fmt: skip
    return code
