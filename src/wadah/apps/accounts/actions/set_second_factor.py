"""A person sets up, proves, renews and takes away his second factor."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import RecoveryCode, SecondFactor, User
from wadah.apps.accounts.second_factor import (
    find_step,
    hash_recovery_code,
    make_recovery_codes,
    make_secret,
    read_code,
)
from wadah.core.values import InvalidInput, Text


def get_own_user(actor: Actor) -> User:
    """The person himself. Raises `Absent` when nobody is signed in."""
    user = User.objects.filter(pk=actor.user_id or 0).first()
    if user is None:
        raise Absent("person")
    return user


@transaction.atomic
def begin_second_factor(*, actor: Actor) -> SecondFactor:
    """The secret to scan; the same one until it was proved. Raises `Absent`."""
    user = get_own_user(actor)
    factor, created = SecondFactor.objects.get_or_create(
        user=user, defaults={"secret": make_secret()}
    )
    if factor.confirmed_at is not None:
        raise Absent("second factor")
    if created:
        write_audit_row(actor=actor, verb="second_factor.begun", target=user)
    return factor


@transaction.atomic
def confirm_second_factor(*, actor: Actor, code: str, now: datetime) -> list[str]:
    """From now on a code is asked for; the recovery codes are given this once.

    Raises `Absent` or `InvalidInput`.
    """
    user = get_own_user(actor)
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None or factor.confirmed_at is not None:
        raise Absent("second factor")
    step = find_step(factor.secret, read_code(code), now)
    if step is None:
        raise InvalidInput("code", "code_wrong", CODE_WRONG)
    factor.confirmed_at, factor.last_step = now, step
    factor.save()
    user.factor_set_at = now
    user.save(update_fields=["factor_set_at"])
    codes = _make_codes(user)
    write_audit_row(actor=actor, verb="second_factor.set", target=user)
    return codes


@transaction.atomic
def renew_recovery_codes(*, actor: Actor) -> list[str]:
    """Ten fresh codes; the old ones are void. Raises `Absent`."""
    user = get_own_user(actor)
    if user.factor_set_at is None:
        raise Absent("second factor")
    codes = _make_codes(user)
    write_audit_row(actor=actor, verb="recovery_codes.renewed", target=user)
    return codes


@transaction.atomic
def remove_second_factor(*, actor: Actor) -> None:
    """The person takes it away, to set up another phone. Raises `Absent`."""
    user = get_own_user(actor)
    if user.factor_set_at is None:
        raise Absent("second factor")
    forget_factor(user)
    write_audit_row(actor=actor, verb="second_factor.removed", target=user)


def forget_factor(user: User) -> None:
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    user.factor_set_at = None
    user.save(update_fields=["factor_set_at"])


def _make_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = make_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=hash_recovery_code(user.pk, code))
        for code in codes
    )
    return codes


CODE_WRONG = Text(
    "Kode ini tidak cocok. Tulis enam angka yang sekarang tampil di aplikasi; pastikan "
    "jam ponsel diatur otomatis.",
    "This code does not match. Write the six digits that the app shows now; let the "
    "phone set its clock by itself.",
)
