"""An approved shortlist becomes a draft again, to be changed before it is sent."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import Shortlist
from wadah.apps.matching.shortlist_moves import lock_shortlist, must_choose, set_state


@transaction.atomic
def reopen_shortlist(*, actor: Actor, shortlist: Shortlist) -> Shortlist:
    """The approval falls: what changes is approved anew.

    Raises `Absent`, `Refused` (MAT-50).
    """
    must_choose(actor)
    row = lock_shortlist(actor, shortlist)
    before = set_state(row, "reopen")
    approved_by = row.approved_by_id
    row.approved_by_id, row.approved_at = None, None
    row.save(update_fields=["state", "approved_by", "approved_at"])
    write_audit_row(
        actor=actor,
        verb="shortlist.reopened",
        target=row,
        before={"state": before, "approved_by": approved_by},
        after={"state": row.state},
    )
    return row
