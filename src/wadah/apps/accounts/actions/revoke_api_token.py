"""A token is taken back: the program that holds it is shut out at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import ApiToken
from wadah.apps.accounts.queries.api_tokens import get_token


@transaction.atomic
def revoke_api_token(*, actor: Actor, token: ApiToken) -> ApiToken:
    """End the token now. Raises `Absent`, also when it was ended before."""
    token = get_token(actor, token.pk)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    write_audit_row(
        actor=actor,
        verb="api_token.revoked",
        target=token,
        before={"revoked_at": None},
        after={"revoked_at": token.revoked_at.isoformat()},
    )
    return token
