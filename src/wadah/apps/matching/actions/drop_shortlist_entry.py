"""An officer takes a product off a draft."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import ShortlistEntry
from wadah.apps.matching.queries.shortlist import get_entry
from wadah.apps.matching.shortlist_moves import (
    lock_shortlist,
    mark_changed,
    must_choose,
)


@transaction.atomic
def drop_shortlist_entry(*, actor: Actor, entry: ShortlistEntry) -> None:
    """Raises `Absent`, `Refused` (MAT-50)."""
    must_choose(actor)
    row = get_entry(actor, entry.pk)
    shortlist = lock_shortlist(actor, row.shortlist)
    mark_changed(shortlist, actor)
    before = {"product": row.product_id, "position": row.position, "note": row.note}
    row.delete()
    write_audit_row(
        actor=actor,
        verb="shortlist.product_dropped",
        target=shortlist,
        before=before,
    )
