"""The checker puts the verdict of a case up for approval."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.validation.case_moves import (
    lock_case,
    move_along,
    must_be_free,
    must_hold,
)
from wadah.apps.validation.models import Case, CaseDecision
from wadah.apps.validation.process_rules import VAL_07
from wadah.apps.validation.queries.case import find_current_verdict


@transaction.atomic
def propose_decision(
    *, actor: Actor, case: Case, note: str = "", now: datetime
) -> CaseDecision:
    """Ask a second person to decide on the current verdict, as the next version.

    Raises `Absent`, or `Refused` by VAL-03 (not from here), VAL-04 (somebody else took
    it), VAL-05 (a flag stands) and VAL-07 (not assessed).
    """
    case = lock_case(actor, case)
    move_along(case, "propose", actor=actor, now=now, note=note)
    must_hold(actor, case)
    must_be_free(case)
    verdict = find_current_verdict(case)
    if verdict is None:
        raise Refused(VAL_07)
    newest = case.decisions.order_by("-version").first()
    decision = CaseDecision.objects.create(
        case=case,
        verdict=verdict,
        version=newest.version + 1 if newest else 1,
        checked_by_id=cast(int, actor.user_id),
        checked_at=now,
        check_note=note.strip(),
    )
    write_audit_row(
        actor=actor,
        verb="decision.proposed",
        target=case,
        after={"version": decision.version, "verdict": verdict.verdict},
    )
    return decision
