"""What the worker does when somebody asked for it on a page."""

from __future__ import annotations

import time

from django.utils import timezone

from wadah.apps.accounts.actor import make_actor
from wadah.apps.accounts.background import background
from wadah.apps.accounts.fields import decrypt
from wadah.delivery.operations import heartbeat
from wadah.delivery.operations.backup.make import backup_folder
from wadah.delivery.operations.backup.record import make_recorded_backup
from wadah.delivery.operations.models import Run

PROGRESS_EVERY_SECONDS = 1.0


def progress_key(run_id: int) -> str:
    return f"wadah.progress.{run_id}"


@background("operations.make_backup")
def make_backup_for(run_id: int, sealed_passphrase: str) -> None:
    """Make the backup of a waiting run; its passphrase came encrypted."""
    run = Run.objects.select_related("asked_by").get(pk=run_id)
    last = 0.0

    def tell(share: float) -> None:
        # Beside the queue: this connection must not write while another reads.
        nonlocal last
        if time.monotonic() - last > PROGRESS_EVERY_SECONDS:
            last = time.monotonic()
            heartbeat.write(progress_key(run_id), f"{share:.3f}")

    try:
        make_recorded_backup(
            backup_folder() / run.name,
            now=timezone.now(),
            passphrase=decrypt(sealed_passphrase),
            actor=make_actor(run.asked_by) if run.asked_by else None,
            run=run,
            progress=tell,
        )
    finally:
        heartbeat.forget(progress_key(run_id))
