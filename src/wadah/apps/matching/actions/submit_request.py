"""A draft is handed in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_request import hand_in
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.request_moves import lock_request, must_speak_for_buyer


@transaction.atomic
def submit_request(
    *, actor: Actor, request: BuyerRequest, now: datetime
) -> BuyerRequest:
    """A buyer's waits for an officer; an officer's is open at once.

    Raises `Absent`, `Refused` (ACC-01, MAT-20, MAT-22, MAT-26).
    """
    must_speak_for_buyer(actor)
    wanted = lock_request(actor, request)
    before = wanted.state
    hand_in(actor, wanted, now)
    write_audit_row(
        actor=actor,
        verb="request.submitted",
        target=wanted,
        before={"state": before},
        after={"state": wanted.state},
    )
    return wanted
