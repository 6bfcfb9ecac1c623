"""A code is given after the password: it counts once, and guessing is stopped."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import CODE_WRONG
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import (
    RecoveryCode,
    SecondFactor,
    SignInFailure,
    User,
)
from wadah.apps.accounts.second_factor import find_step, hash_recovery_code, read_code
from wadah.core.values import InvalidInput, Text

# Three codes out of a million are right at any time: five tries in a quarter of an hour
# leave a guesser less than one chance in seven hundred a day.
MAX_CODE_FAILURES = 5
CODE_WINDOW = timedelta(minutes=15)


def use_second_factor(*, user: User, code: str, now: datetime) -> None:
    """Take a code of the app or of the paper.

    Raises `InvalidInput`; the failure stays counted.
    """
    with transaction.atomic():
        refusal = _try(user, read_code(code), now)
    if refusal is not None:
        raise refusal


def _try(user: User, code: str, now: datetime) -> InvalidInput | None:
    # One at a time for a person: ten guesses sent together are ten guesses.
    user = User.objects.select_for_update().get(pk=user.pk)
    recent = SignInFailure.objects.filter(
        login_fingerprint=_mark(user), at__gt=now - CODE_WINDOW
    ).order_by("at")
    failures = list(recent.values_list("at", flat=True))
    if len(failures) >= MAX_CODE_FAILURES:
        return InvalidInput("code", "too_many_codes", _wait(failures[0] + CODE_WINDOW))
    if _take_app_code(user, code, now) or _take_paper_code(user, code, now):
        recent.delete()
        return None
    SignInFailure.objects.create(login_fingerprint=_mark(user), at=now)
    if len(failures) + 1 == MAX_CODE_FAILURES:
        actor = Actor(user_id=user.pk, name=user.name)
        write_audit_row(actor=actor, verb="second_factor.blocked", target=user)
    return InvalidInput("code", "code_wrong", CODE_WRONG)


def _take_app_code(user: User, code: str, now: datetime) -> bool:
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()
    step = find_step(factor.secret, code, now) if factor else None
    if factor is None or step is None:
        return False
    fresh = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
    return fresh.update(last_step=step) == 1


def _take_paper_code(user: User, code: str, now: datetime) -> bool:
    unused = RecoveryCode.objects.filter(
        user=user, code_hash=hash_recovery_code(user.pk, code), used_at__isnull=True
    )
    if unused.update(used_at=now) != 1:
        return False
    left = RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
    actor = Actor(user_id=user.pk, name=user.name)
    write_audit_row(
        actor=actor, verb="recovery_code.used", target=user, after={"left": left}
    )
    return True


def _mark(user: User) -> str:
    return fingerprint(f"second-factor:{user.pk}")


def _wait(until: datetime) -> Text:
    clock = timezone.localtime(until + timedelta(minutes=1)).strftime("%H.%M")
    return Text(
        f"Terlalu banyak kode salah. Coba lagi setelah pukul {clock} WIB.",
        f"Too many wrong codes. Try again after {clock} Western Indonesian Time.",
    )
