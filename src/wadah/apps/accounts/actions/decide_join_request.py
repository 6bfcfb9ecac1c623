"""One of an organisation's people lets somebody in who asked, or does not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions._let_in import let_in
from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import JoinRequest
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.accounts.queries.people import get_join_request, require_managed
from wadah.core.values import InvalidInput, Text

Decision = JoinRequest.Decision


@transaction.atomic
def decide_join_request(
    *, actor: Actor, request: JoinRequest, accepted: bool, reason: str, now: datetime
) -> JoinRequest:
    """Accept or refuse with a reason; the person is told.

    Raises `Absent`, `InvalidInput` without a reason, `Refused` (ACC-01, ACC-03).
    """
    row = get_join_request(actor, request.pk)
    require_managed(actor, row.organisation, row.role)
    require(actor.is_confirmed, CONFIRMED_FIRST)
    reason = reason.strip()
    if not reason:
        raise InvalidInput("reason", "required", _REASON)
    decision = Decision.ACCEPTED if accepted else Decision.REFUSED
    changed = JoinRequest.objects.filter(pk=row.pk, decision=Decision.OPEN).update(
        decision=decision,
        decided_by=actor.user_id,
        decided_at=now,
        reason=reason[:500],
    )
    if not changed:
        raise Absent(f"request to join {row.pk}")
    row.refresh_from_db()
    if accepted:
        let_in(row.user, row.organisation, row.role)
    write_message(
        to_user=row.user,
        purpose="join_accepted" if accepted else "join_refused",
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        reason=reason,
    )
    write_audit_row(
        actor=actor,
        verb="join.accepted" if accepted else "join.refused",
        target=row,
        before={"decision": Decision.OPEN},
        after={"decision": decision, "reason": reason[:500], "role": row.role},
    )
    return row


_REASON = Text(
    "Tulis alasannya, satu kalimat cukup.", "Write the reason; one sentence is enough."
)
