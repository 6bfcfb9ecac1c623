"""Work of this app that a request leaves to the worker."""

from __future__ import annotations

from django.utils import timezone

from wadah.apps.accounts.actions.ask_recovery import ask_recovery
from wadah.apps.accounts.background import background
from wadah.apps.accounts.fields import decrypt
from wadah.apps.accounts.outbox import send_due


@background("accounts.send_messages")
def send_messages() -> dict[str, int]:
    """Send what waits in the outbox."""
    return send_due(timezone.now())


@background("accounts.ask_recovery")
def ask_recovery_later(encrypted_login: str, by_hand: bool) -> None:
    """Issue a code for a new password, if there is such an account.

    Done by the worker, so that the page answers a known and an unknown login with the
    same work; the login is encrypted, for the queue lies on the disk.
    """
    now = timezone.now()
    ask_recovery(login=decrypt(encrypted_login), now=now, by_hand=by_hand)
    send_due(now)
