"""A wrong password is counted, so that nobody can guess on without end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import ANONYMOUS
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import SignInFailure, User
from wadah.apps.accounts.queries.sign_in import SIGN_IN_WINDOW, find_blocked_until


@transaction.atomic
def count_sign_in_failure(*, login: str, now: datetime) -> None:
    """Count one failure and forget those that no longer count.

    A login without an account is counted too: else the answer would tell which
    logins have one.
    """
    SignInFailure.objects.filter(at__lte=now - SIGN_IN_WINDOW).delete()
    SignInFailure.objects.create(login_fingerprint=fingerprint(login), at=now)
    user = User.objects.filter(login=login).first()
    if user is not None and find_blocked_until(login, now) is not None:
        write_audit_row(actor=ANONYMOUS, verb="user.sign_in_blocked", target=user)
