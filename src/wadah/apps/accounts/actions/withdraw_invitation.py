"""An invitation is taken back; its link opens nothing any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Invitation
from wadah.apps.accounts.queries.people import get_invitation, require_managed


@transaction.atomic
def withdraw_invitation(
    *, actor: Actor, invitation: Invitation, now: datetime
) -> Invitation:
    """End an invitation that nobody has accepted. Raises `Absent`, `Refused`."""
    row = get_invitation(actor, invitation.pk)
    require_managed(actor, row.organisation, row.role)
    changed = Invitation.objects.filter(
        pk=row.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=now)
    if not changed:
        raise Absent(f"invitation {row.pk}")
    row.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="invitation.withdrawn",
        target=row,
        after={"organisation": row.organisation_id, "role": row.role},
    )
    return row
