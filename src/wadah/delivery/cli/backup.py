"""`wadah backup`: the whole state of an installation in one file."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils import timezone

from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import list_missing_migrations
from wadah.delivery.cli.output import print_json, read_text
from wadah.delivery.operations.backup.make import (
    backup_folder,
    make_backup,
    name_backup,
)
from wadah.delivery.operations.backup.record import keep_newest, make_recorded_backup

MIN_PASSPHRASE = 12


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path),
    help="Encrypt; the first line of this file is the passphrase.",
)  # fmt: skip
@click.option(
    "--keep", type=click.IntRange(1, 10_000),
    help="Afterwards keep only so many of the newest backups of the default folder.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def backup(
    file: Path | None, passphrase_file: Path | None, keep: int | None, as_json: bool
) -> None:
    """Write database, uploads and keys to FILE, whole or not at all.

    Without FILE it lies in the folder `backups` of the installation. Everybody may go
    on working meanwhile. A backup holds the keys: whoever has an unencrypted one can
    read everything.

    \b
    Example:
      wadah backup --passphrase-file ~/passphrase /mnt/usb/wadah.wadah
    """
    passphrase = read_passphrase(passphrase_file)
    now = timezone.now()
    target = file or backup_folder() / name_backup(now, sealed=passphrase is not None)
    # Before an upgrade the tables that would tell of the backup may not be there yet.
    make = make_backup if list_missing_migrations() else make_recorded_backup
    manifest = make(target.absolute(), now=now, passphrase=passphrase)
    removed = keep_newest(keep) if keep else []
    if as_json:
        print_json(
            {
                "file": str(target),
                "bytes": target.stat().st_size,
                "encrypted": passphrase is not None,
                "tables": len(manifest.tables),
                "rows": manifest.rows,
                "uploads": manifest.uploads,
                "removed": [path.name for path in removed],
            }
        )
        return
    click.echo(
        f"{target}: {manifest.rows:,} rows of {len(manifest.tables)} tables, "
        f"{manifest.uploads:,} uploads, {target.stat().st_size:,} bytes"
    )
    if passphrase is None:
        click.echo("It is not encrypted and holds the keys: keep it safe.", err=True)


def read_passphrase(path: Path | None) -> str | None:
    """The first line of a file.

    Raises `InvalidInput` when it cannot be read or is too short to protect anything.
    """
    if path is None:
        return None
    lines = read_text(str(path), "passphrase-file").splitlines()
    passphrase = lines[0].strip() if lines else ""
    if len(passphrase) < MIN_PASSPHRASE:
        raise InvalidInput("passphrase-file", "passphrase_short", _SHORT)
    return passphrase


_SHORT = Text(
    f"Frasa sandi harus terdiri atas sedikitnya {MIN_PASSPHRASE} huruf, di baris "
    "pertama.",
    f"A passphrase has at least {MIN_PASSPHRASE} characters, on the first line.",
)
