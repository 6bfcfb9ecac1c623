"""A code proves the new number or address; from now on the person signs in with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.codes import require_peace, spend_code, wrong_code
from wadah.apps.accounts.fields import mask
from wadah.apps.accounts.models import OneTimeCode, User
from wadah.apps.accounts.outbox import way_to, write_message
from wadah.apps.accounts.queries.people import get_own_user
from wadah.core.values import InvalidInput, Text


def change_login(*, actor: Actor, code: str, now: datetime) -> User:
    """Put the proved number or address in the place of the old one.

    The old one is told. Raises `Absent`, `InvalidInput`, `Refused` (ACC-08).
    """
    user = get_own_user(actor)
    require_peace(user.login, now)
    row = spend_code(user, OneTimeCode.Purpose.CHANGE_LOGIN, code, now)
    if row is None:
        raise wrong_code()
    if User.objects.filter(login=row.new_login).exists():
        raise InvalidInput("code", "login_taken", _TAKEN)
    with transaction.atomic():
        old, old_way = user.login, way_to(user)
        user.login = row.new_login
        if "@" in row.new_login:
            user.email = row.new_login
        else:
            user.phone = row.new_login
        user.confirmed_at = user.confirmed_at or now
        user.save(update_fields=["login", "email", "phone", "confirmed_at"])
        write_message(to_user=user, purpose="login_changed", way=old_way)
        write_audit_row(
            actor=actor,
            verb="user.login_changed",
            target=user,
            before={"login": mask(old)},
            after={"login": mask(user.login), "issued_by": row.issued_by_id},
        )
    return user


_TAKEN = Text(
    "Nomor atau alamat ini sudah dipakai akun lain.",
    "This number or address belongs to another account.",
)
