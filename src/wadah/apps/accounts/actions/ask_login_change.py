"""A person wants to sign in with another number or address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.codes import issue_code, require_peace
from wadah.apps.accounts.models import OneTimeCode
from wadah.apps.accounts.queries.people import get_own_user
from wadah.core.values import InvalidInput, Text


def ask_login_change(
    *, actor: Actor, login: str, password: str, now: datetime, by_hand: bool = False
) -> OneTimeCode:
    """Send a code to the new number or address; the old one holds until it is used.

    That somebody else has the new one is not told here: the code proves first that it
    is the person's own. Raises `Absent`, `InvalidInput`, `Refused` (ACC-08).
    """
    user = get_own_user(actor)
    login = normalise_login(login)
    require_peace(user.login, now)
    if not user.check_password(password):
        raise InvalidInput("password", "password_wrong", _WRONG_PASSWORD)
    if login == user.login:
        raise InvalidInput("login", "login_same", _SAME)
    with transaction.atomic():
        row = issue_code(
            user, OneTimeCode.Purpose.CHANGE_LOGIN, now, new_login=login,
            by_hand=by_hand,
        )  # fmt: skip
        write_audit_row(
            actor=actor,
            verb="code.asked",
            target=row,
            after={"purpose": row.purpose, "channel": row.channel},
        )
    return row


_WRONG_PASSWORD = Text("Kata sandi ini tidak cocok.", "This password does not match.")
_SAME = Text(
    "Nomor atau alamat ini sudah Anda pakai.",
    "You sign in with this number or address already.",
)
