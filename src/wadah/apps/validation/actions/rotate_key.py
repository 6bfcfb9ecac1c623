"""A new key signs from now on; the old one is retired, or distrusted from a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.models import SigningKey
from wadah.apps.validation.process_rules import VAL_32
from wadah.apps.validation.sheets.signing import has_private_key, make_private_key
from wadah.core.values import InvalidInput, Text


def keys_folder() -> Path:
    """Where the private halves lie, beside the other keys of the installation."""
    return Path(settings.WADAH_HOME) / "keys"


@transaction.atomic
def rotate_key(*, actor: Actor, now: datetime) -> SigningKey:
    """Retire the key that signs and make another. Raises `Refused` (VAL-32)."""
    require(actor.role is Role.ADMINISTRATOR, VAL_32)
    return _rotate(actor, now)


@transaction.atomic
def distrust_key(
    *, actor: Actor, key_id: str, since: datetime, now: datetime
) -> SigningKey:
    """Somebody else may have had the private key: what it signed since does not hold.

    A key that still signs is rotated with it. Raises `Refused` (VAL-32), or
    `InvalidInput` for an unknown key or a day to come.
    """
    require(actor.role is Role.ADMINISTRATOR, VAL_32)
    key = SigningKey.objects.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise InvalidInput("key", "unknown_key", _UNKNOWN)
    if since > now:
        raise InvalidInput("from", "day_to_come", _TO_COME)
    if key.retired_at is None:
        _rotate(actor, now)
        key.refresh_from_db()
    before = key.distrusted_from
    # An earlier day stays: nothing that was doubted comes back.
    key.distrusted_from = min(since, before) if before else since
    key.save()
    write_audit_row(
        actor=actor,
        verb="signing_key.distrusted",
        target=key,
        before={"distrusted_from": before.isoformat() if before else None},
        after={"distrusted_from": key.distrusted_from.isoformat()},
        rule=VAL_32.code,
    )
    return key


def get_or_make_key(actor: Actor, now: datetime) -> SigningKey:
    """The key that signs now; the first one is made when the first sheet is issued.

    Raises `InvalidInput` when its private half is not in this home.
    """
    key = SigningKey.objects.filter(retired_at__isnull=True).first()
    if key is None:
        try:
            with transaction.atomic():
                key = _make(actor, now)
        except IntegrityError:
            # Another process made it in this moment.
            key = SigningKey.objects.get(retired_at__isnull=True)
    if not has_private_key(keys_folder(), key.pk):
        raise InvalidInput("key", "key_missing", _MISSING)
    return key


def _rotate(actor: Actor, now: datetime) -> SigningKey:
    for key in SigningKey.objects.select_for_update().filter(retired_at__isnull=True):
        key.retired_at = now
        key.save()
    return _make(actor, now)


def _make(actor: Actor, now: datetime) -> SigningKey:
    key_id, public_hex = make_private_key(keys_folder())
    key = SigningKey.objects.create(pk=key_id, public_hex=public_hex, created_at=now)
    write_audit_row(actor=actor, verb="signing_key.made", target=key)
    return key


_UNKNOWN = Text(
    "Tidak ada kunci dengan nama ini. Lihat `wadah keys list`.",
    "There is no key of this name. See `wadah keys list`.",
)
_TO_COME = Text(
    "Hari ini atau sebelumnya, bukan hari yang akan datang.",
    "Today or before, not a day to come.",
)
_MISSING = Text(
    "Kunci penanda tangan tidak ada di folder instalasi ini. Pulihkan folder `keys` "
    "dari cadangan, atau jalankan `wadah keys rotate`.",
    "The key that signs is not in the folder of this installation. Restore the folder "
    "`keys` from a backup, or run `wadah keys rotate`.",
)
