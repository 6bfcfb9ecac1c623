"""`wadah restore`: the state of a backup in the place of this installation's."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.utils import timezone

from wadah.delivery.cli.backup import read_passphrase
from wadah.delivery.cli.output import BAD_INPUT, print_json
from wadah.delivery.operations.backup.restore import BuildFailed, restore_backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path),
    help="The passphrase of an encrypted backup, on the first line of this file.",
)  # fmt: skip
@click.option(
    "--replace", is_flag=True, help="Take the place of an installation that holds data."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def restore(
    file: Path, passphrase_file: Path | None, replace: bool, as_json: bool
) -> None:
    """Put the state of FILE in the place of this installation's, or change nothing.

    It is built beside, compared with the checksums of the backup, brought to the
    tables of this version, and only then put in place. A backup of SQLite can be
    restored into PostgreSQL and the other way round: DATABASE_URL says which.

    \b
    Example:
      wadah restore wadah-20261124-020000.tar.gz --replace
    """
    try:
        done = restore_backup(
            file,
            now=timezone.now(),
            passphrase=read_passphrase(passphrase_file),
            replace_state=replace,
            tell=lambda line: click.echo(f"  {line} ...", err=True),
        )
    except BuildFailed:
        click.echo("Nothing was changed.", err=True)
        sys.exit(BAD_INPUT)
    header, replaced = done.header, done.replaced
    if as_json:
        print_json(
            {
                "made_at": header.created_at,
                "version": header.wadah,
                "from_database": header.database,
                "replaced": str(replaced) if replaced else None,
            }
        )
        return
    click.echo(f"Restored the state of {header.created_at}.")
    if replaced:
        what = (
            "What was here" if done.kept_database else "Old uploads and keys, no rows,"
        )
        verb = "lies" if done.kept_database else "lie"
        click.echo(f"{what} {verb} in {replaced}; delete it when all is well.")
