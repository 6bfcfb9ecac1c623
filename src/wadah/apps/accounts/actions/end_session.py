"""A person signs out a browser of his from afar."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import SignIn
from wadah.apps.accounts.sessions import end_sessions


@transaction.atomic
def end_session(*, actor: Actor, pk: int) -> None:
    """End one of his own. Raises `Absent`."""
    found = list(SignIn.objects.filter(pk=pk, user_id=actor.user_id or 0))
    if not found:
        raise Absent(f"sign-in {pk}")
    write_audit_row(actor=actor, verb="sign_in.ended", target=found[0])
    end_sessions(found)
