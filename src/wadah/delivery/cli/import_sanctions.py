"""`wadah import sanctions`: a list of names of the United Nations or of the EU."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.matching.actions.load_name_list import load_name_list
from wadah.core.values import InvalidInput
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def sanctions(file: str, as_json: bool) -> None:
    """Load the sanctions list in FILE, with which buyers are compared.

    Taken are the consolidated XML of the United Nations, and the consolidated XML or
    CSV of the EU, as they are published; which one it is, is told by its content.
    A newer list replaces the older one of the same publisher; the same file changes
    nothing; an older one is refused.

    \b
    Examples:
      wadah import sanctions consolidated.xml
      wadah import sanctions eu-list.csv --json
    """
    started = time.monotonic()
    try:
        prepare()
        loaded = load_name_list(actor=make_local_administrator(), path=Path(file))
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    row = loaded.row
    document = {
        "publisher": row.publisher,
        "layout": row.layout,
        "dated_on": row.dated_on.isoformat(),
        "entries": row.entries,
        "names": row.names,
        "skipped": row.skipped,
        "is_new": loaded.is_new,
        "seconds": round(time.monotonic() - started, 2),
    }
    if as_json:
        print_json(document)
        return
    told = "Loaded" if loaded.is_new else "Loaded before, nothing changed"
    click.echo(
        f"{told}: {row.get_publisher_display()} of {row.dated_on}, "
        f"{row.entries:,} entries with {row.names:,} names, {row.skipped:,} without "
        f"a name."
    )
