"""The plain moves of a case: those that need nothing but a word why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_moves import lock_case, move_along, must_hold
from wadah.apps.validation.models import Case
from wadah.core.values import InvalidInput, Text, unknown_word

# Action of the table -> verb of the audit row.
VERBS = {
    "submit": "case.submitted",
    "take": "case.taken",
    "release": "case.released",
    "resume": "case.resumed",
    "reopen": "case.reopened",
    "withdraw": "case.withdrawn",
    "close": "case.closed",
}
# Whoever reads the case later wants to know why.
WITH_REASON = frozenset({"resume", "reopen", "withdraw", "close"})
_OF_HOLDER = frozenset({"release", "resume"})


@transaction.atomic
def move_case(
    *, actor: Actor, case: Case, action: str, note: str = "", now: datetime
) -> Case:
    """Hand in, take, put back, go on, open again, withdraw or close a case.

    Raises `Absent`, `InvalidInput` (another move, or no reason where one is asked), or
    `Refused` by VAL-03 and VAL-04.
    """
    if action not in VERBS:
        raise unknown_word("action", action, VERBS)
    case = lock_case(actor, case)
    before = case.state
    holder = case.assigned_to_id
    move = move_along(case, action, actor=actor, now=now, note=note)
    if action in WITH_REASON and not move.note:
        raise InvalidInput("note", "required", _WHY)
    if action in _OF_HOLDER and actor.role is not Role.ADMINISTRATOR:
        must_hold(actor, Case(assigned_to_id=holder))
    if action == "take":
        case.assigned_to_id = actor.user_id
        case.save(update_fields=["assigned_to"])
    write_audit_row(
        actor=actor,
        verb=VERBS[action],
        target=case,
        before={"state": before},
        after={"state": case.state},
    )
    settle_proof(actor=actor, product=case.product, today=timezone.localdate(now))
    return case


_WHY = Text("Tulis alasannya.", "Write the reason.")
