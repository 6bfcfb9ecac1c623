"""A notification turns out not to concern a rule."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.requirements.models import RuleFlag
from wadah.apps.requirements.queries.flag import get_open_flag
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def dismiss_flag(*, actor: Actor, flag_id: int, note: str) -> RuleFlag:
    """Raises `Absent` for another role or a flag that is not open any more."""
    flag = get_open_flag(actor, flag_id)
    if not note.strip():
        raise InvalidInput("note", "required", Text("Tulis alasannya.", "Write why."))
    flag.state = RuleFlag.State.DISMISSED
    flag.decided_by_id, flag.decided_at = actor.user_id, timezone.now()
    flag.note = note.strip()
    flag.save()
    write_audit_row(
        actor=actor,
        verb="rule_flag.dismissed",
        target=flag,
        before={"state": "open"},
        after={"state": flag.state, "note": flag.note},
    )
    return flag
