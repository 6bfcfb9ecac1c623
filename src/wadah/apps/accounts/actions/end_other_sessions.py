"""A person signs out everywhere but here."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import get_own_user
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import SignIn
from wadah.apps.accounts.sessions import end_sessions


@transaction.atomic
def end_other_sessions(*, actor: Actor, keep: str | None) -> int:
    """End all of his sign-ins but that with the key `keep`. Raises `Absent`."""
    user = get_own_user(actor)
    others = list(SignIn.objects.filter(user=user).exclude(session_key=keep or ""))
    end_sessions(others)
    write_audit_row(
        actor=actor, verb="sign_in.others_ended", target=user,
        after={"count": len(others)},
    )  # fmt: skip
    return len(others)
