"""Promises whose day has passed give their kilograms back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.actions.release_promise import give_back
from wadah.apps.matching.models import Promise


@transaction.atomic
def expire_promises(*, actor: Actor, as_of: date) -> int:
    """Free every promise whose day lies before `as_of`; returns how many.

    Raises `Absent` unless the actor runs the whole installation.
    """
    actor.must_reach(Subject.MEETINGS, Reach.ALL)
    late = Promise.objects.filter(state=Promise.State.HELD, expires_on__lt=as_of)
    freed = [promise for promise in late.order_by("pk") if give_back(promise)]
    for promise in freed:
        write_audit_row(
            actor=actor,
            verb="promise.expired",
            target=promise,
            before={"state": Promise.State.HELD},
            after={"state": promise.state, "kg": str(promise.kg)},
        )
    return len(freed)
