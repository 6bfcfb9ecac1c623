"""What an administrator does on the page of operations."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import encrypt
from wadah.apps.accounts.models import PersonalExport
from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.make import name_backup
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.queries import ACTIVE, get_backup_file, visible_runs
from wadah.delivery.operations.tasks import make_backup_for

MIN_PASSPHRASE = 12


@transaction.atomic
def ask_for_backup(*, actor: Actor, passphrase: str, now: datetime) -> Run:
    """Let the worker make an encrypted backup.

    Raises `Absent` for whoever is no administrator, `InvalidInput` for a passphrase
    that protects nothing, or while another backup is being made.
    """
    runs = visible_runs(actor).filter(kind=Run.Kind.BACKUP)
    if len(passphrase) < MIN_PASSPHRASE:
        raise InvalidInput("passphrase", "passphrase_short", _SHORT)
    if runs.filter(state__in=ACTIVE).exists():
        raise InvalidInput("", "backup_at_work", _AT_WORK)
    run = Run.objects.create(
        kind=Run.Kind.BACKUP,
        name=name_backup(now, sealed=True),
        asked_by_id=actor.user_id,
    )
    write_audit_row(
        actor=actor, verb="backup.asked", target=run, after={"file": run.name}
    )
    make_backup_for.later(run.pk, encrypt(passphrase))
    return run


@transaction.atomic
def take_backup(*, actor: Actor, pk: int) -> Path:
    """The file of a backup, for the administrator who saves it elsewhere.

    Raises `Absent`.
    """
    run, path = get_backup_file(actor, pk)
    PersonalExport.objects.create(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        what="backup",
        rows=int(run.result.get("rows", 0)),
    )
    write_audit_row(
        actor=actor, verb="backup.downloaded", target=run, after={"file": run.name}
    )
    return path


_SHORT = Text(
    f"Frasa sandi harus terdiri atas sedikitnya {MIN_PASSPHRASE} huruf.",
    f"A passphrase has at least {MIN_PASSPHRASE} characters.",
)
_AT_WORK = Text(
    "Satu cadangan sedang dibuat. Tunggu sampai selesai.",
    "A backup is being made. Wait until it is finished.",
)
