"""A saved search ends, with why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.matching.models import SavedSearch
from wadah.apps.matching.words import END_REASONS, check_word


@transaction.atomic
def end_search(
    *, actor: Actor, search: SavedSearch, reason: str = "", now: datetime
) -> None:
    """No further alerts come of it. Raises `Absent` for another person's."""
    living = SavedSearch.objects.filter(
        user_id=actor.user_id or 0, ended_at__isnull=True
    )
    row = living.filter(pk=search.pk).first()
    if row is None:
        raise Absent(f"search {search.pk}")
    check_word("reason", reason, END_REASONS)
    row.ended_at, row.end_reason = now, reason
    row.save(update_fields=["ended_at", "end_reason"])
    write_audit_row(
        actor=actor, verb="search.ended", target=row, after={"reason": reason}
    )
