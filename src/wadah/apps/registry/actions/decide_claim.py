"""An officer who cares for a record says whether it is the claimant's business."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business, Claim, Consent, PossibleDuplicate
from wadah.apps.registry.process_rules import (
    CLAIM_DECIDED_BY_ANOTHER,
    CLAIM_NEEDS_ITS_PROOF,
    CLAIM_OF_A_FREE_RECORD,
)
from wadah.apps.registry.queries.claims import can_decide, get_claim
from wadah.core.values import InvalidInput, Text

Proof, State = Claim.Proof, Claim.State
# As the queue of duplicates names it.
SAME_OWNER_CLAIMED = "claimed"


@transaction.atomic
def decide_claim(
    *, actor: Actor, claim: Claim, accepted: bool, reason: str, now: datetime
) -> Claim:
    """Accept or refuse with a reason; the claimant is told.

    Accepted, the record belongs to his organisation, other claims of it are refused,
    and what he had entered himself waits as a possible duplicate. Raises `Absent`,
    `InvalidInput`, `Refused` (REG-40, REG-42, REG-43).
    """
    claim = get_claim(actor, claim.pk)
    require(can_decide(actor, claim), CLAIM_DECIDED_BY_ANOTHER)
    reason = reason.strip()
    if not reason:
        raise InvalidInput("reason", "required", _REASON)
    business = Business.objects.select_for_update().get(pk=claim.business_id)
    if accepted:
        require(business.organisation_id is None, CLAIM_OF_A_FREE_RECORD)
        require(has_proof(claim), CLAIM_NEEDS_ITS_PROOF)
    _close(actor, claim, State.ACCEPTED if accepted else State.REFUSED, reason, now)
    if accepted:
        _hand_over(actor, business, claim, timezone.localdate(now))
        _refuse_others(actor, claim, now)
    write_audit_row(
        actor=actor,
        verb="claim.accepted" if accepted else "claim.refused",
        target=claim,
        before={"state": State.OPEN},
        after={
            "state": claim.state,
            "reason": claim.reason,
            "business": business.pk,
            "organisation": claim.organisation_id,
            "proof": claim.proof,
        },
    )
    return claim


def has_proof(claim: Claim) -> bool:
    """Whether the way that was chosen really proves it."""
    if claim.proof == Proof.PAPER:
        return bool(claim.paper)
    if claim.proof == Proof.VISIT:
        since = timezone.localdate(claim.asked_at)
        return claim.business.visits.filter(visited_on__gte=since).exists()
    return claim.proof_agrees is True


def _close(actor: Actor, claim: Claim, state: str, reason: str, now: datetime) -> None:
    changed = Claim.objects.filter(pk=claim.pk, state=State.OPEN).update(
        state=state,
        decided_by=actor.user_id,
        decided_at=now,
        reason=reason[:500],
        code_hash="",
    )
    if not changed:
        raise Absent(f"claim {claim.pk}")
    claim.refresh_from_db()
    write_message(
        to_user=claim.user,
        purpose="claim_accepted" if state == State.ACCEPTED else "claim_refused",
        organisation_id=actor.organisation_id,
        business=claim.business.name,
        reason=reason,
    )


def _hand_over(actor: Actor, business: Business, claim: Claim, today: date) -> None:
    """Tie the record to the claimant; his own entry stays in sight of both."""
    own = Business.objects.filter(organisation_id=claim.organisation_id).first()
    with keep_counts(*[row.pk for row in (business, own) if row is not None]):
        if own is not None:
            own.organisation = None
            own.save(update_fields=["organisation", "updated_at"])
            _let_see(own, claim, claim.organisation_id, today)
            if actor.organisation_id is not None:
                _let_see(own, claim, actor.organisation_id, today)
            first, second = sorted((own, business), key=lambda row: row.pk)
            PossibleDuplicate.objects.get_or_create(
                first=first, second=second, defaults={"reason": SAME_OWNER_CLAIMED}
            )
        business.organisation_id = claim.organisation_id
        business.save(update_fields=["organisation", "updated_at"])


def _let_see(own: Business, claim: Claim, organisation_id: int, today: date) -> None:
    """By the claim, which says so, the two records may be compared and merged."""
    Consent.objects.get_or_create(
        business=own,
        organisation_id=organisation_id,
        withdrawn_on=None,
        defaults={
            "basis": Consent.Basis.SELF,
            "given_by": claim.user.name,
            "given_on": today,
            "recorded_by_id": claim.user_id,
        },
    )


def _refuse_others(actor: Actor, claim: Claim, now: datetime) -> None:
    others = Claim.objects.filter(business_id=claim.business_id, state=State.OPEN)
    for other in others.select_related("user", "business"):
        words = _ANOTHER.in_language(other.user.language)
        _close(actor, other, State.REFUSED, words, now)
    Claim.objects.filter(user_id=claim.user_id, state=State.OPEN).update(
        state=State.WITHDRAWN, decided_at=now, code_hash=""
    )


_REASON = Text(
    "Tulis alasannya, satu kalimat cukup.", "Write the reason; one sentence is enough."
)
_ANOTHER = Text(
    "Permintaan orang lain atas data ini diterima.",
    "The claim of another person was accepted.",
)
