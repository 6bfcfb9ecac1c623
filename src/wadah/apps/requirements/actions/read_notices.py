"""A person has read the news of the rules."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import User
from wadah.apps.requirements.models import RuleNotice


@transaction.atomic
def read_notices(*, actor: Actor) -> int:
    """Mark everything as read; give the number that was not."""
    if actor.user_id is None:
        raise Absent("notices")
    unread = RuleNotice.objects.filter(user_id=actor.user_id, read_at__isnull=True)
    count = unread.update(read_at=timezone.now())
    if count:
        write_audit_row(
            actor=actor,
            verb="rule_notices.read",
            target=User(pk=actor.user_id),
            after={"count": count},
        )
    return count
