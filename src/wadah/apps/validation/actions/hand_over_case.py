"""A case is handed to a checker: by whoever has it, or out of the queue."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import User
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.case_moves import lock_case, move_along
from wadah.apps.validation.case_states import KEEPERS
from wadah.apps.validation.messages import tell_person
from wadah.apps.validation.models import Case, State
from wadah.apps.validation.process_rules import VAL_03
from wadah.apps.validation.queries.checkers import list_checkers

HELD = frozenset({State.IN_CHECK, State.WITH_BUSINESS, State.RETURNED})


@transaction.atomic
def hand_over_case(
    *, actor: Actor, case: Case, to: User, note: str = "", now: datetime
) -> Case:
    """Give the case to a verifier or officer of the actor's organisation.

    One that waits in the queue is taken for him. Raises `Absent` for anybody but a
    checker, or for somebody else's people; `Refused` by VAL-03.
    """
    if actor.role not in KEEPERS:
        raise Absent(f"case {case.pk}")
    if not list_checkers(actor).filter(pk=to.pk).exists():
        raise Absent(f"person {to.pk}")
    case = lock_case(actor, case)
    before = case.assigned_to_id
    if case.state == State.SUBMITTED:
        move_along(case, "take", actor=actor, now=now, note=note)
    require(case.state in HELD, VAL_03)
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    write_audit_row(
        actor=actor,
        verb="case.handed_over",
        target=case,
        before={"assigned_to": before},
        after={"assigned_to": to.pk},
    )
    if to.pk != actor.user_id:
        tell_person(to, "case_handed_over", case)
    return case
