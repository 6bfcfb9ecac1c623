"""An approval is taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_moves import lock_case, move_along
from wadah.apps.validation.case_states import MOVES
from wadah.apps.validation.messages import tell_business
from wadah.apps.validation.models import CaseDecision, State
from wadah.apps.validation.process_rules import VAL_08
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def revoke_decision(
    *, actor: Actor, decision: CaseDecision, note: str, now: datetime
) -> CaseDecision:
    """Revoke an approval with a reason; the decision itself stays as it was made.

    A case that stands on it goes back to be checked. Raises `Absent`, `InvalidInput`
    (no reason), or `Refused` by VAL-08 (not approved, or revoked already).
    """
    if actor.role not in MOVES["revoke"].roles:
        raise Absent(f"decision {decision.pk}")
    case = lock_case(actor, decision.case)
    decision = CaseDecision.objects.get(pk=decision.pk)
    is_standing = decision.outcome == CaseDecision.Outcome.APPROVED
    require(is_standing and decision.revoked_at is None, VAL_08)
    if not note.strip():
        raise InvalidInput("note", "required", _WHY)
    decision.revoked_at = now
    decision.revoked_by_id = actor.user_id
    decision.revoked_reason = note.strip()
    decision.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    newest = case.decisions.order_by("-version").first()
    if case.state == State.APPROVED and newest == decision:
        move_along(case, "revoke", actor=actor, now=now, note=note)
    write_audit_row(
        actor=actor,
        verb="decision.revoked",
        target=case,
        before={"revoked_at": None},
        after={"version": decision.version, "revoked_at": now.isoformat()},
    )
    tell_business(case, "case_revoked")
    settle_proof(actor=actor, product=case.product, today=timezone.localdate(now))
    return decision


_WHY = Text("Tulis mengapa dicabut.", "Write why it is revoked.")
