"""Who was invited joins the organisation, with his account or with a new one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions._let_in import let_in
from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.sign_up import open_user
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Channel, Invitation, Membership, User
from wadah.apps.accounts.outbox import write_to_all
from wadah.apps.accounts.process_rules import INVITED_LOGIN_ONLY, require
from wadah.apps.accounts.queries.people import find_invitation, list_managers
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def accept_invitation(*, user: User, token: str, now: datetime) -> Membership:
    """Join with the account that is signed in.

    Raises `Absent` for a link that does not hold, `Refused` (ACC-06).
    """
    row = _get(token, now)
    require(user.login == row.login, INVITED_LOGIN_ONLY)
    return _join(user, row, now)


@transaction.atomic
def accept_with_new_account(
    *, token: str, name: str, password: str, now: datetime
) -> User:
    """Open an account for the number or address that was invited, and join.

    Raises `Absent`, or `InvalidInput` where it has an account or the password is weak.
    """
    row = _get(token, now)
    if User.objects.filter(login=row.login).exists():
        raise InvalidInput("password", "login_taken", _SIGN_IN)
    language = "en" if row.role == "buyer" else "id"
    user = open_user(row.login, name or row.name, password, language)
    _join(user, row, now)
    return user


def _get(token: str, now: datetime) -> Invitation:
    row = find_invitation(token, now)
    if row is None:
        raise Absent("invitation")
    return row


def _join(user: User, row: Invitation, now: datetime) -> Membership:
    used = Invitation.objects.filter(
        pk=row.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(accepted_at=now, accepted_by=user)
    if not used:
        raise Absent("invitation")
    if user.confirmed_at is None and _proves_the_login(row):
        user.confirmed_at = now
        user.save(update_fields=["confirmed_at"])
    member = let_in(user, row.organisation, row.role)
    write_to_all(
        [one for one in list_managers(row.organisation, row.role) if one != user],
        "member_joined",
        row.organisation_id,
        name=user.name,
        organisation=row.organisation.name,
    )
    write_audit_row(
        actor=Actor(user.pk, user.name, organisation_id=row.organisation_id),
        verb="invitation.accepted",
        target=row,
        after={"user": user.pk, "role": row.role, "organisation": row.organisation_id},
    )
    return member


def _proves_the_login(row: Invitation) -> bool:
    """A link sent to the number, or given by one who may hand codes over."""
    if row.channel != Channel.HAND:
        return True
    inviter = Membership.objects.filter(
        user_id=row.invited_by_id or 0, ended_on__isnull=True
    )
    return inviter.filter(role__in=["officer", "administrator"]).exists()


_SIGN_IN = Text(
    "Nomor atau alamat ini sudah punya akun. Masuk dahulu, lalu buka tautan ini lagi.",
    "This number or address has an account. Sign in first, then open this link again.",
)
