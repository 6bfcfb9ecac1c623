"""What stopped a case is out of the way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_moves import lock_case
from wadah.apps.validation.models import CaseFlag
from wadah.apps.validation.queries.case_work import sees_internal
from wadah.apps.validation.words_given import read_words_given


@transaction.atomic
def lift_flag(*, actor: Actor, flag: CaseFlag, note: str, now: datetime) -> CaseFlag:
    """Lift a flag and say why; one that was lifted already stays as it is.

    Raises `Absent` for anybody who is no checker of the case, `InvalidInput`.
    """
    if not sees_internal(actor):
        raise Absent(f"flag {flag.pk}")
    case = lock_case(actor, flag.case)
    flag = CaseFlag.objects.get(pk=flag.pk)
    if flag.lifted_at is not None:
        return flag
    flag.lift_note = read_words_given(note, "note")
    flag.lifted_by_id = actor.user_id
    flag.lifted_at = now
    flag.save(update_fields=["lift_note", "lifted_by", "lifted_at"])
    write_audit_row(
        actor=actor, verb="case.flag_lifted", target=case, after={"flag": flag.pk}
    )
    settle_proof(actor=actor, product=case.product, today=timezone.localdate(now))
    return flag
