"""A person takes his request to join back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import JoinRequest
from wadah.apps.accounts.queries.people import list_own_join_requests


@transaction.atomic
def withdraw_join_request(
    *, actor: Actor, request: JoinRequest, now: datetime
) -> JoinRequest:
    """End one's own open request. Raises `Absent`."""
    changed = (
        list_own_join_requests(actor)
        .filter(pk=request.pk, decision=JoinRequest.Decision.OPEN)
        .update(decision=JoinRequest.Decision.WITHDRAWN, decided_at=now)
    )
    if not changed:
        raise Absent(f"request to join {request.pk}")
    request.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="join.withdrawn",
        target=request,
        before={"decision": "open"},
        after={"decision": request.decision},
    )
    return request
