"""A backup and the row and audit row that tell of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.delivery.operations.backup.make import (
    OPEN_SUFFIX,
    SEALED_SUFFIX,
    Progress,
    backup_folder,
    make_backup,
)
from wadah.delivery.operations.backup.manifest import Manifest
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.run_rows import fail_run, finish_run, start_run


def make_recorded_backup(
    target: Path,
    *,
    now: datetime,
    passphrase: str | None,
    actor: Actor | None = None,
    run: Run | None = None,
    progress: Progress = lambda share: None,
) -> Manifest:
    """Make a backup; leave a row whether it went well or not, and an audit row.

    Raises what `make_backup` raises.
    """
    entry = start_run(run or Run(kind=Run.Kind.BACKUP, name=target.name))
    try:
        manifest = make_backup(
            target, now=now, passphrase=passphrase, progress=progress
        )
    except Exception as error:
        fail_run(entry, error)
        raise
    counts = {
        "rows": manifest.rows,
        "uploads": manifest.uploads,
        "bytes": target.stat().st_size,
        "encrypted": int(passphrase is not None),
    }
    finish_run(entry, counts)
    write_audit_row(
        actor=actor or make_local_administrator(),
        verb="backup.made",
        target=entry,
        after={"file": target.name, **counts},
    )
    return manifest


def list_kept() -> list[Path]:
    """Backups in the default folder, newest first."""
    found = [
        path
        for path in backup_folder().iterdir()
        if path.name.startswith("wadah-")
        and path.name.endswith((OPEN_SUFFIX, SEALED_SUFFIX))
    ]
    # The name holds the time, so a file that was copied keeps its place.
    return sorted(found, key=lambda path: path.name, reverse=True)


def keep_newest(count: int) -> list[Path]:
    """Remove all but the newest backups of the default folder; tell which."""
    old = list_kept()[count:]
    for path in old:
        path.unlink(missing_ok=True)
    return old
