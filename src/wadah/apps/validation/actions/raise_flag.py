"""Something stops a case from being decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_moves import lock_case
from wadah.apps.validation.models import Case, CaseFlag
from wadah.apps.validation.queries.case_work import sees_internal
from wadah.apps.validation.words_given import read_words_given


@transaction.atomic
def raise_flag(*, actor: Actor, case: Case, reason: str, now: datetime) -> CaseFlag:
    """Flag the case: nothing is put up or approved, and an approval does not count.

    Raises `Absent` for anybody who is no checker of the case, `InvalidInput`.
    """
    if not sees_internal(actor):
        raise Absent(f"case {case.pk}")
    case = lock_case(actor, case)
    flag = CaseFlag.objects.create(
        case=case,
        reason=read_words_given(reason, "reason"),
        raised_by_id=actor.user_id,
        raised_at=now,
    )
    write_audit_row(
        actor=actor, verb="case.flagged", target=case, after={"flag": flag.pk}
    )
    settle_proof(actor=actor, product=case.product, today=timezone.localdate(now))
    return flag
