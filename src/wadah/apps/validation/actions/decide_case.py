"""A second person approves what was checked, or sends it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_moves import lock_case, move_along, must_be_free
from wadah.apps.validation.messages import tell_business
from wadah.apps.validation.models import CaseDecision
from wadah.apps.validation.process_rules import VAL_06, VAL_07, VAL_08
from wadah.apps.validation.proof import find_end_of_evidence
from wadah.core.values import InvalidInput, Text

_OUTCOME = CaseDecision.Outcome


@transaction.atomic
def decide_case(
    *, actor: Actor, decision: CaseDecision, is_approved: bool, note: str = "",
    now: datetime,
) -> CaseDecision:  # fmt: skip
    """Decide on what waits; who decides is not who checked.

    Raises `Absent`, `InvalidInput` (sent back without a reason), or `Refused` by
    VAL-03, VAL-05 (a flag stands), VAL-06 (four eyes), VAL-07 (the verdict is not the
    current one any more) and VAL-08 (decided already).
    """
    case = lock_case(actor, decision.case)
    decision = CaseDecision.objects.select_related("verdict").get(pk=decision.pk)
    require(decision.outcome == _OUTCOME.WAITING, VAL_08)
    require(decision.checked_by_id != actor.user_id, VAL_06)
    action = "approve" if is_approved else "send_back"
    move_along(case, action, actor=actor, now=now, note=note)
    if is_approved:
        must_be_free(case)
        require(decision.verdict.is_current, VAL_07)
        decision.holds_until = find_end_of_evidence(
            decision.verdict, timezone.localdate(now)
        )
    elif not note.strip():
        raise InvalidInput("note", "required", _WHY)
    decision.outcome = _OUTCOME.APPROVED if is_approved else _OUTCOME.RETURNED
    decision.approved_by_id = actor.user_id
    decision.decided_at = now
    decision.decision_note = note.strip()
    decision.save()
    write_audit_row(
        actor=actor,
        verb="decision.approved" if is_approved else "decision.returned",
        target=case,
        before={"outcome": _OUTCOME.WAITING.value},
        after={"version": decision.version, "verdict": decision.verdict.verdict},
        rule=VAL_06.code,
    )
    if is_approved:
        tell_business(case, "case_approved")
        settle_proof(actor=actor, product=case.product, today=timezone.localdate(now))
    return decision


_WHY = Text(
    "Tulis apa yang harus diperbaiki oleh pemeriksa.",
    "Write what the checker has to mend.",
)
