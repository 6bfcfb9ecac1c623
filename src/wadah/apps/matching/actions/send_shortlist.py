"""An approved shortlist goes to the buyer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Shortlist
from wadah.apps.matching.process_rules import REQUEST_OPEN
from wadah.apps.matching.request_telling import tell_buyer
from wadah.apps.matching.shortlist_moves import (
    lock_request_of,
    lock_shortlist,
    must_be_shown,
    must_choose,
    set_state,
)
from wadah.core.matching.request_states import LIVE


@transaction.atomic
def send_shortlist(*, actor: Actor, shortlist: Shortlist, now: datetime) -> Shortlist:
    """The buyer is told; the version he had before is superseded.

    Raises `Absent`, `Refused` (MAT-02, MAT-50, MAT-53).
    """
    must_choose(actor)
    wanted = lock_request_of(actor, shortlist.request)
    row = lock_shortlist(actor, shortlist)
    require(wanted.state in LIVE, REQUEST_OPEN)
    before = set_state(row, "send")
    # A proof may have ended since the approval.
    must_be_shown(row)
    for older in Shortlist.objects.filter(request=wanted, state=Shortlist.State.SENT):
        set_state(older, "supersede")
        older.superseded_at = now
        older.save(update_fields=["state", "superseded_at"])
    row.sent_at = now
    row.save(update_fields=["state", "sent_at"])
    write_audit_row(
        actor=actor,
        verb="shortlist.sent",
        target=row,
        before={"state": before},
        after={"state": row.state, "version": row.version},
    )
    tell_buyer(wanted, "shortlist_sent")
    return row
