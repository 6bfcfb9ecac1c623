"""Who asks with a token: the person and role it was made for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from wadah.apps.accounts.actor import Actor, make_actor
from wadah.apps.accounts.models import ApiToken

# The day of the last use is worth knowing, a write at every request is not.
NOTE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program behind a token."""

    token_id: int
    actor: Actor


def hash_token(text: str) -> str:
    """What is kept of a token.

    Its 256 random bits cannot be guessed, so no slow hash is needed.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def find_caller(text: str, now: datetime) -> Caller | None:
    """The caller of a living token of a membership that has not ended, or nobody."""
    token = (
        ApiToken.objects.select_related("membership__user")
        .filter(
            token_hash=hash_token(text),
            revoked_at__isnull=True,
            expires_at__gt=now,
            membership__ended_on__isnull=True,
            membership__user__is_active=True,
        )
        .first()
    )
    if token is None:
        return None
    ApiToken.objects.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTE_EVERY),
        pk=token.pk,
    ).update(last_used_at=now)
    return Caller(token.pk, make_actor(token.membership.user, token.membership_id))
