"""`wadah template`: the workbook that an office fills in and loads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wadah.apps.registry.row_import.workbook import make_workbook
from wadah.apps.registry.template_file import BUSINESSES, make_template
from wadah.core.values import InvalidInput, Text, unknown_word
from wadah.delivery.cli.import_rows import KINDS
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("file", required=False)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def template(kind: str, file: str | None, force: bool, as_json: bool) -> None:
    """Write the XLSX of a KIND of list to FILE [wadah-KIND.xlsx].

    KIND is `businesses`, `products`, `lots`, `capacity`, `documents`, `results`,
    `buyers` or `requests`. The workbook has drop-downs, a help sheet in both languages
    and an example row, which is skipped when the filled file is loaded.

    \b
    Examples:
      wadah template businesses
      wadah template businesses list.xlsx
      wadah import businesses list.xlsx --dry-run
    """
    path = Path(file or f"wadah-{kind}.xlsx")
    try:
        content = _make(kind)
        _write(path, content, force)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=str(path))
        sys.exit(BAD_INPUT)
    if as_json:
        print_json({"kind": kind, "file": str(path), "bytes": len(content)})
    else:
        click.echo(f"Wrote {path}. Fill it in, then: wadah import {kind} {path}")


def _make(kind: str) -> bytes:
    """Raises `InvalidInput` for a kind that has no workbook."""
    if kind != BUSINESSES and kind not in KINDS:
        raise unknown_word("kind", kind, [BUSINESSES, *KINDS])
    prepare()
    return make_template(kind) if kind == BUSINESSES else make_workbook(KINDS[kind])


def _write(path: Path, content: bytes, force: bool) -> None:
    """Somebody's filled list is never written over unasked."""
    if path.exists() and not force:
        raise InvalidInput("file", "file_exists", _EXISTS)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InvalidInput("file", "file_unwritable", _UNWRITABLE) from error


_EXISTS = Text(
    "Berkas ini sudah ada. Pilih nama lain, atau tambahkan --force.",
    "This file is there already. Choose another name, or add --force.",
)
_UNWRITABLE = Text(
    "Berkas tidak dapat ditulis. Pilih folder lain.",
    "The file cannot be written. Choose another folder.",
)
