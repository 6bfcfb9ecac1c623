"""Codes of the app on a person's phone (RFC 6238) and codes on paper.

Values in, values out; what was used and how often somebody guessed is kept by the
action `use_second_factor`.
"""

from __future__ import annotations

import base64
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import Role, User

STEP_SECONDS = 30
DIGITS = 6
# The clock of a phone may be half a minute off, and typing takes time.
STEPS_OFF = (0, -1, 1)
SECRET_BYTES = 20
RECOVERY_CODES = 10
# No letter or digit that is mistaken for another when written by hand.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_HALF = 5
ROLES_WITH_FACTOR = frozenset(
    {Role.OFFICER, Role.VERIFIER, Role.APPROVER, Role.ADMINISTRATOR}
)
# A domain that can never exist (RFC 2606): the invented people of the example. Their
# password is public, so a second factor would protect nothing.
EXAMPLE_ENDING = ".example"


def should_have_factor(actor: Actor) -> bool:
    """A role that sees or decides over others."""
    return actor.role in ROLES_WITH_FACTOR


def must_set_factor(actor: Actor, user: User) -> bool:
    """Whether this person has to set it up before anything else."""
    return (
        settings.WADAH_SECOND_FACTOR == "required"
        and should_have_factor(actor)
        and user.factor_set_at is None
        and not user.login.endswith(EXAMPLE_ENDING)
    )


def make_secret() -> str:
    """A fresh secret as the app takes it when it is typed."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def make_code(secret: str, step: int) -> str:
    """The six digits of one half minute.

    >>> make_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1)
    '287082'
    """
    totp = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
    return totp.generate(step * STEP_SECONDS).decode()


def step_of(now: datetime) -> int:
    """The number of the half minute."""
    return int(now.timestamp()) // STEP_SECONDS


def find_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute near `now` whose code this is; None when it is none."""
    here = step_of(now)
    found = None
    for off in STEPS_OFF:
        if secrets.compare_digest(make_code(secret, here + off), code):
            found = here + off
    return found


def read_code(text: str) -> str:
    """What was typed, without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]+", "", text).upper()[:40]


def make_address(secret: str, login: str) -> str:
    """What the picture to scan says to the app."""
    query = urlencode({"secret": secret, "issuer": "Wadah"})
    return f"otpauth://totp/{quote(f'Wadah:{login}', safe=':')}?{query}"


def make_recovery_codes() -> list[str]:
    """Ten codes of ten signs, written in two halves."""
    return [f"{_make_half()}-{_make_half()}" for _number in range(RECOVERY_CODES)]


def _make_half() -> str:
    return "".join(secrets.choice(_ALPHABET) for _place in range(_HALF))


def hash_recovery_code(user_id: int, code: str) -> str:
    """A keyed hash: who reads the database learns no code."""
    return fingerprint(f"recovery:{user_id}:{read_code(code)}")
