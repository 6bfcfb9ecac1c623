"""Somebody who cannot sign in asks for a code to set a new password."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import ANONYMOUS
from wadah.apps.accounts.codes import issue_code
from wadah.apps.accounts.models import OneTimeCode, User


@transaction.atomic
def ask_recovery(*, login: str, now: datetime, by_hand: bool = False) -> None:
    """Issue a code if the login has an account; nothing tells whether it has."""
    user = User.objects.filter(login=login, is_active=True).first()
    if user is None:
        return
    row = issue_code(user, OneTimeCode.Purpose.RECOVER, now, by_hand=by_hand)
    write_audit_row(
        actor=ANONYMOUS,
        verb="code.asked",
        target=row,
        after={"purpose": row.purpose, "channel": row.channel},
    )
