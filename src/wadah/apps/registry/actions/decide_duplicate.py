"""An officer says that two records are two businesses, for good."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import PossibleDuplicate
from wadah.apps.registry.queries.duplicates import get_pair


@transaction.atomic
def decide_duplicate(
    *, actor: Actor, pair: PossibleDuplicate, never: bool = True
) -> PossibleDuplicate:
    """Remember that a pair is never the same; with `never=False` let it wait again.

    Raises `Absent`, also for a pair that was merged: a merge is undone, not decided.
    """
    pair = get_pair(actor, pair.pk)
    before = pair.state
    if before == PossibleDuplicate.State.MERGED:
        raise Absent(f"pair {pair.pk}")
    states = PossibleDuplicate.State
    pair.state = states.NEVER if never else states.OPEN
    pair.decided_by_id = actor.user_id if never else None
    pair.decided_at = timezone.now() if never else None
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    write_audit_row(
        actor=actor,
        verb="duplicate.refused" if never else "duplicate.reopened",
        target=pair,
        before={"state": before},
        after={
            "state": pair.state,
            "first": pair.first_id,
            "second": pair.second_id,
        },
    )
    return pair
