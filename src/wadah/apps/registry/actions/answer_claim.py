"""A claimant answers a refusal, once; the claim is decided anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.outbox import list_people_of, write_to_all
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Claim
from wadah.apps.registry.process_rules import CLAIM_ANSWERED_ONCE
from wadah.apps.registry.queries.claims import get_own_claim
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def answer_claim(*, actor: Actor, claim: Claim, answer: str, now: datetime) -> Claim:
    """Open a refused claim again.

    Raises `Absent`, `InvalidInput`, `Refused` (REG-44).
    """
    claim = get_own_claim(actor, claim.pk)
    if claim.state != Claim.State.REFUSED:
        raise Absent(f"claim {claim.pk}")
    require(claim.answered_at is None, CLAIM_ANSWERED_ONCE)
    if not answer.strip():
        raise InvalidInput("answer", "required", _ANSWER)
    if claim.business.claims.filter(
        user_id=claim.user_id, state=Claim.State.OPEN
    ).exists():
        raise InvalidInput("answer", "claimed_already", _ALREADY)
    claim.state, claim.answered_at = Claim.State.OPEN, now
    claim.answer = answer.strip()[:500]
    claim.save(update_fields=["state", "answer", "answered_at"])
    caring = claim.business.consents.filter(withdrawn_on__isnull=True, may_edit=True)
    for organisation_id in caring.values_list("organisation_id", flat=True):
        write_to_all(
            list_people_of(organisation_id, [Role.OFFICER]), "claim_asked",
            organisation_id, name=actor.name, business=claim.business.name,
        )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="claim.answered",
        target=claim,
        before={"state": Claim.State.REFUSED, "reason": claim.reason},
        after={"state": claim.state},
    )
    return claim


_ANSWER = Text("Tulis jawaban Anda.", "Write your answer.")
_ALREADY = Text(
    "Permintaan Anda atas data ini masih menunggu.",
    "Your claim of this record is still waiting.",
)
