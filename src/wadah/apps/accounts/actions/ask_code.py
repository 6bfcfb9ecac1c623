"""A person asks for the code that confirms his number or address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.codes import issue_code, require_peace
from wadah.apps.accounts.models import OneTimeCode
from wadah.apps.accounts.queries.people import get_own_user


@transaction.atomic
def ask_code(*, actor: Actor, now: datetime, by_hand: bool = False) -> OneTimeCode:
    """Send a code or put the person on the list of those who wait for an officer.

    Raises `Absent` when there is nothing to confirm, `Refused` (ACC-08).
    """
    user = get_own_user(actor)
    if user.confirmed_at is not None:
        raise Absent("account to confirm")
    require_peace(user.login, now)
    row = issue_code(user, OneTimeCode.Purpose.CONFIRM, now, by_hand=by_hand)
    write_audit_row(
        actor=actor, verb="code.asked", target=row,
        after={"purpose": row.purpose, "channel": row.channel},
    )  # fmt: skip
    return row
