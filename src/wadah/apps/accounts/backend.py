"""Checks a password, and stops who guesses; the plain admin signs in by it too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from wadah.apps.accounts.actions.count_sign_in_failure import count_sign_in_failure
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import SignInFailure, User
from wadah.apps.accounts.queries.sign_in import find_blocked_until


class ThrottledBackend(ModelBackend):
    """Login and password, with a pause after too many failures of one login.

    The count lies in the database: every process of the server sees the same.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        now = timezone.now()
        if find_blocked_until(username, now) is not None:
            return None
        user = super().authenticate(request, username, password)
        if not isinstance(user, User):
            count_sign_in_failure(login=username, now=now)
            return None
        SignInFailure.objects.filter(login_fingerprint=fingerprint(username)).delete()
        return user
