"""A code proves that the number or address of an account is the person's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.codes import require_peace, spend_code, wrong_code
from wadah.apps.accounts.models import OneTimeCode, User
from wadah.apps.accounts.queries.people import get_own_user


def confirm_account(*, actor: Actor, code: str, now: datetime) -> User:
    """Mark the account as confirmed.

    Raises `Absent`, `InvalidInput` for a code that does not hold, `Refused` (ACC-08).
    """
    user = get_own_user(actor)
    if user.confirmed_at is not None:
        raise Absent("account to confirm")
    require_peace(user.login, now)
    row = spend_code(user, OneTimeCode.Purpose.CONFIRM, code, now)
    if row is None:
        raise wrong_code()
    with transaction.atomic():
        user.confirmed_at = now
        user.save(update_fields=["confirmed_at"])
        write_audit_row(
            actor=actor,
            verb="user.confirmed",
            target=user,
            after={"channel": row.channel, "issued_by": row.issued_by_id},
        )
    return user
