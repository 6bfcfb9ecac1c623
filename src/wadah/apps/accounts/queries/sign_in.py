"""Reads about sign-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import SignInFailure

# Ten wrong passwords are more than a person needs and far fewer than a guesser does.
MAX_SIGN_IN_FAILURES = 10
SIGN_IN_WINDOW = timedelta(minutes=15)


def find_blocked_until(login: str, now: datetime) -> datetime | None:
    """When a login may try again after too many failures; None when it may now."""
    recent = list(
        SignInFailure.objects.filter(
            login_fingerprint=fingerprint(login), at__gt=now - SIGN_IN_WINDOW
        )
        .order_by("-at")
        .values_list("at", flat=True)[:MAX_SIGN_IN_FAILURES]
    )
    if len(recent) < MAX_SIGN_IN_FAILURES:
        return None
    return recent[-1] + SIGN_IN_WINDOW
