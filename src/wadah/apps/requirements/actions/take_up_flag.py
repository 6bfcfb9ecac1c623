"""A notification becomes a change set."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.requirements.models import RuleFlag
from wadah.apps.requirements.queries.change_set import get_own_draft
from wadah.apps.requirements.queries.flag import get_open_flag


@transaction.atomic
def take_up_flag(*, actor: Actor, flag_id: int, change_set_id: int) -> RuleFlag:
    """Join the flag and the draft. Raises `Absent` where one is not the actor's."""
    flag = get_open_flag(actor, flag_id)
    draft = get_own_draft(actor, change_set_id)
    flag.state = RuleFlag.State.TAKEN_UP
    flag.decided_by_id, flag.decided_at = actor.user_id, timezone.now()
    flag.change_set = draft
    flag.save()
    write_audit_row(
        actor=actor,
        verb="rule_flag.taken_up",
        target=flag,
        before={"state": "open"},
        after={"state": flag.state, "change_set": draft.pk},
    )
    return flag
