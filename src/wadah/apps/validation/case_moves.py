"""Moves a case along the table, with its clock; the actions call it and audit."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.case_states import OVER, RUNNING, find_move
from wadah.apps.validation.clock import read_holidays, set_clock
from wadah.apps.validation.models import Case, CaseMove, State
from wadah.apps.validation.process_rules import VAL_03, VAL_04, VAL_05
from wadah.apps.validation.queries.case import get_case

_MOVED = (
    "state", "assigned_to", "submitted_at", "due_on", "used_days",
)  # fmt: skip


def lock_case(actor: Actor, case: Case) -> Case:
    """The case, held until the transaction ends. Raises `Absent`.

    The row is locked by itself: PostgreSQL locks no join of what may be empty.
    """
    pk = get_case(actor, case.pk).pk
    Case.objects.select_for_update().get(pk=pk)
    return get_case(actor, pk)


def move_along(
    case: Case, action: str, *, actor: Actor, now: datetime, note: str = ""
) -> CaseMove:
    """Make one move of the locked case, and keep what the clock shows.

    Raises `Refused` by VAL-03, `Absent` where the move is the business's own and the
    actor may not edit its record.
    """
    move = find_move(action, case.state, actor.role)
    if move is None:
        raise Refused(VAL_03)
    if move.is_of_business:
        get_editable_business(actor, case.product.business_id)
    row = CaseMove.objects.create(
        case=case,
        action=action,
        from_state=case.state,
        to_state=move.target,
        note=note.strip(),
        by_id=actor.user_id,
        at=now,
    )
    was_over = case.state in OVER or case.state == State.OPEN
    case.state = move.target
    if was_over and case.state in RUNNING:
        case.submitted_at = now
    if case.state in OVER or case.state == State.SUBMITTED:
        case.assigned_to = None
    today = timezone.localdate(now)
    set_clock(case, today, read_holidays(today))
    case.save(update_fields=_MOVED)
    return row


def must_hold(actor: Actor, case: Case) -> None:
    """Raise `Refused` by VAL-04 unless the actor took the case."""
    require(case.assigned_to_id == actor.user_id, VAL_04)


def must_be_free(case: Case) -> None:
    """Raise `Refused` by VAL-05 while a flag stands."""
    require(not case.flags.filter(lifted_at__isnull=True).exists(), VAL_05)
