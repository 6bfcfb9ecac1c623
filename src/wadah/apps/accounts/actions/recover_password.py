"""A code opens an account again whose password is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.sign_up import check_password, normalise_login
from wadah.apps.accounts.actor import ANONYMOUS
from wadah.apps.accounts.codes import require_peace, spend_code, wrong_code
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import ApiToken, OneTimeCode, SignInFailure, User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.sessions import end_sessions


def recover_password(*, login: str, code: str, password: str, now: datetime) -> User:
    """Set a new password; every session and every token of the person ends.

    Whoever holds the code has proved himself, so the account counts as confirmed.
    Raises `InvalidInput`, the same for an unknown login as for a wrong code, and
    `Refused` (ACC-08).
    """
    login = normalise_login(login)
    require_peace(login, now)
    # Looked at before the code: a weak password must not use a good code up.
    check_password(password)
    user = User.objects.filter(login=login, is_active=True).first()
    row = spend_code(user, OneTimeCode.Purpose.RECOVER, code, now)
    if user is None or row is None:
        raise wrong_code()
    with transaction.atomic():
        # Sessions carry a hash of the password: with a new one they hold no more.
        user.set_password(password)
        user.confirmed_at = user.confirmed_at or now
        user.save(update_fields=["password", "confirmed_at"])
        ApiToken.objects.filter(membership__user=user, revoked_at__isnull=True).update(
            revoked_at=now
        )
        end_sessions(list(user.sign_ins.all()))
        SignInFailure.objects.filter(login_fingerprint=fingerprint(login)).delete()
        write_message(to_user=user, purpose="password_changed")
        write_audit_row(
            actor=ANONYMOUS,
            verb="user.password_recovered",
            target=user,
            after={"channel": row.channel, "issued_by": row.issued_by_id},
        )
    return user
