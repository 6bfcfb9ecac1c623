"""A second person approves a shortlist before a buyer sees it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Shortlist
from wadah.apps.matching.process_rules import SHORTLIST_BY_ANOTHER
from wadah.apps.matching.queries.buyers import SIGNERS
from wadah.apps.matching.shortlist_moves import (
    lock_shortlist,
    must_be_shown,
    set_state,
)


@transaction.atomic
def approve_shortlist(
    *, actor: Actor, shortlist: Shortlist, now: datetime
) -> Shortlist:
    """Raises `Absent`, `Refused` (MAT-50, MAT-51, MAT-53)."""
    if actor.role not in SIGNERS or actor.user_id is None:
        raise Absent(f"shortlist {shortlist.pk}")
    row = lock_shortlist(actor, shortlist)
    before = set_state(row, "approve")
    require(
        actor.user_id not in (row.made_by_id, row.changed_by_id), SHORTLIST_BY_ANOTHER
    )
    must_be_shown(row)
    row.approved_by_id, row.approved_at = actor.user_id, now
    row.save(update_fields=["state", "approved_by", "approved_at"])
    write_audit_row(
        actor=actor,
        verb="shortlist.approved",
        target=row,
        before={"state": before},
        after={"state": row.state, "products": list(
            row.entries.values_list("product", flat=True)
        )},
    )  # fmt: skip
    return row
