"""A person lets a program ask on his behalf, in the role he has now."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.api_tokens import hash_token
from wadah.apps.accounts.models import ApiToken
from wadah.apps.accounts.queries.api_tokens import (
    find_membership,
    list_living_tokens,
)
from wadah.core.values import InvalidInput, Text

PREFIX = "wadah_"
MOST_DAYS = 366
MOST_TOKENS = 10
LONGEST_NAME = 80
_BYTES = 32
_HINT = 4


@transaction.atomic
def create_api_token(*, actor: Actor, name: str, days: int) -> tuple[ApiToken, str]:
    """Make a token; its text is returned this once and kept nowhere.

    Raises `Absent` or `InvalidInput`.
    """
    membership = find_membership(actor)
    if membership is None:
        raise Absent("membership")
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput("name", "required", _NAME)
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput("days", "out_of_range", _DAYS)
    now = timezone.now()
    if list_living_tokens(actor, now).count() >= MOST_TOKENS:
        raise InvalidInput("name", "too_many", _TOO_MANY)
    text = PREFIX + secrets.token_urlsafe(_BYTES)
    token = ApiToken.objects.create(
        membership=membership,
        name=name,
        token_hash=hash_token(text),
        hint=text[-_HINT:],
        created_by_id=actor.user_id,
        expires_at=now + timedelta(days=days),
    )
    write_audit_row(
        actor=actor,
        verb="api_token.created",
        target=token,
        after={"role": membership.role, "expires_at": token.expires_at.isoformat()},
    )
    return token, text


_NAME = Text(
    "Tulis nama program yang memakai token ini, paling banyak 80 huruf.",
    "Write the name of the program that uses this token, at most 80 characters.",
)
_TOO_MANY = Text(
    "Anda sudah punya 10 token yang berlaku. Cabut satu lebih dulu.",
    "You have 10 living tokens. Revoke one first.",
)
_DAYS = Text(
    "Token berlaku antara 1 dan 366 hari.", "A token holds from 1 to 366 days."
)
