"""One-time codes: six digits that prove a number, an address or a person."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import (
    Channel,
    OneTimeCode,
    OutboxMessage,
    SignInFailure,
    User,
)
from wadah.apps.accounts.outbox import Way, close_waiting, write_message
from wadah.apps.accounts.process_rules import CODES_IN_PEACE, require
from wadah.apps.accounts.queries.sign_in import MAX_SIGN_IN_FAILURES, SIGN_IN_WINDOW
from wadah.apps.accounts.sending import choose_channel
from wadah.core.values import InvalidInput, Text

CODE_DIGITS = 6
SENT_LASTS = timedelta(minutes=30)
# Who gets a code by hand may have to ride home to his telephone.
HAND_LASTS = timedelta(days=3)
MAX_WRONG = 5
WAITS_FOR = timedelta(days=14)


def make_code() -> str:
    """Six digits from the system's source of chance."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def hash_code(scope: str, code: str) -> str:
    """A keyed hash; the scope keeps one person's code from serving another."""
    digits = re.sub(r"\D", "", code)
    return fingerprint(f"code|{scope}|{digits}")


def code_agrees(scope: str, code: str, kept: str) -> bool:
    """Compare in a time that tells nothing; an empty hash agrees with nothing."""
    given = hash_code(scope, code)
    return hmac.compare_digest(given, kept or "0" * len(given)) and bool(kept)


def scope_of(user: User, purpose: str) -> str:
    return f"{user.pk}|{purpose}"


def last_words(lasts: timedelta, language: str) -> str:
    """How long a code or link holds, in words."""
    days, minutes = lasts.days, int(lasts.total_seconds() // 60)
    words = (
        Text(f"{days} hari", f"{days} days")
        if days
        else Text(f"{minutes} menit", f"{minutes} minutes")
    )
    return words.in_language(language)


def issue_code(
    user: User, purpose: str, now: datetime, *, new_login: str = "",
    by_hand: bool = False,
) -> OneTimeCode:  # fmt: skip
    """Send a code where there is a way; else leave a request for an officer.

    An older code of the purpose is void. Must run in the transaction of an action.
    """
    address = new_login or user.email or user.phone or user.login
    channel = Channel.HAND if by_hand else choose_channel(address)
    end_codes(user, purpose, now)
    code = "" if channel is Channel.HAND else make_code()
    lasts = SENT_LASTS if code else WAITS_FOR
    row = OneTimeCode.objects.create(
        user=user,
        purpose=purpose,
        channel=channel,
        code_hash=hash_code(scope_of(user, purpose), code) if code else "",
        new_login=new_login,
        expires_at=now + lasts,
    )
    write_message(
        to_user=user,
        purpose=f"code_{purpose}",
        way=Way(address, channel, row.expires_at),
        code=code,
        lasts=last_words(lasts, user.language),
    )
    return row


def end_codes(user: User, purpose: str, now: datetime) -> None:
    """Void every code of the purpose and what still waits to be sent of it."""
    OneTimeCode.objects.filter(
        user=user, purpose=purpose, used_at__isnull=True, expires_at__gt=now
    ).update(expires_at=now)
    close_waiting(user, f"code_{purpose}", OutboxMessage.State.CANCELLED, now)


def find_live_code(user: User, purpose: str, now: datetime) -> OneTimeCode | None:
    """The code that holds now, or the request that waits for an officer."""
    return (
        OneTimeCode.objects.filter(
            user=user, purpose=purpose, used_at__isnull=True, expires_at__gt=now
        )
        .order_by("-pk")
        .first()
    )


def spend_code(
    user: User | None, purpose: str, code: str, now: datetime
) -> OneTimeCode | None:
    """Use a code up; None when it does not hold.

    The try is counted before the comparison and in a transaction of its own: neither
    many tries at once nor a later failure of the action gives a free one. For an
    unknown person a comparison is made too.
    """
    row = find_live_code(user, purpose, now) if user is not None else None
    scope = scope_of(user, purpose) if user is not None else "nobody"
    kept = ""
    if row is not None and row.code_hash:
        counted = OneTimeCode.objects.filter(pk=row.pk, failures__lt=MAX_WRONG).update(
            failures=F("failures") + 1
        )
        kept = row.code_hash if counted else ""
    if not code_agrees(scope, code, kept) or row is None:
        return None
    used = OneTimeCode.objects.filter(pk=row.pk, used_at__isnull=True).update(
        used_at=now
    )
    return row if used else None


def require_peace(login: str, now: datetime) -> None:
    """Raise `Refused` (ACC-08) after ten tries about a login in a quarter of an hour.

    Tries are counted whether the login has an account or not, and apart from wrong
    passwords: to ask for codes must not shut the door for who knows the password.
    """
    key = fingerprint(f"codes|{login}")
    recent = SignInFailure.objects.filter(
        login_fingerprint=key, at__gt=now - SIGN_IN_WINDOW
    )
    require(recent.count() < MAX_SIGN_IN_FAILURES, CODES_IN_PEACE)
    with transaction.atomic():
        SignInFailure.objects.create(login_fingerprint=key, at=now)


def wrong_code() -> InvalidInput:
    """The same words whether it was wrong, used, too old or never given."""
    return InvalidInput("code", "code_wrong", _WRONG_CODE)


_WRONG_CODE = Text(
    "Kode ini tidak berlaku. Periksa enam angkanya atau minta kode baru.",
    "This code does not hold. Look at the six digits again or ask for a new code.",
)
