"""`wadah import products`, `lots` and the like: what hangs on a business or a buyer."""

from __future__ import annotations

import csv
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import click

from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.matching.row_import.buyers import BUYERS
from wadah.apps.matching.row_import.requests import REQUESTS
from wadah.apps.registry.actions.import_rows import (
    RowRefusal,
    RowsOutcome,
    import_rows,
)
from wadah.apps.registry.models import Business
from wadah.apps.registry.row_import.capacity import CAPACITY
from wadah.apps.registry.row_import.kind import ImportKind
from wadah.apps.registry.row_import.lots import LOTS
from wadah.apps.registry.row_import.products import PRODUCTS
from wadah.apps.validation.row_import.documents import DOCUMENTS
from wadah.apps.validation.row_import.results import RESULTS
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import find_organisation, prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure

KINDS: dict[str, ImportKind] = {
    kind.name: kind
    for kind in (PRODUCTS, LOTS, CAPACITY, DOCUMENTS, RESULTS, BUYERS, REQUESTS)
}
PROBLEMS_SHOWN = 20
WIDTH = 96
_ERROR_TITLES = ("row", "column", "field", "rule", "message_id", "message_en", "cell")


def add_commands(group: click.Group) -> None:
    """One command a kind, under `wadah import`."""
    for kind in KINDS.values():
        group.add_command(_make_command(kind))


def _make_command(kind: ImportKind) -> click.Command:
    @click.command(name=kind.name, help=_help(kind), short_help=_short(kind))
    @click.argument("file")
    @click.option("--sheet", metavar="NAME", help="Sheet of a workbook [best one].")
    @click.option("--dry-run", is_flag=True, help="Tell what would happen, no more.")
    @click.option(
        "--map", "changes", multiple=True, metavar="COLUMN=FIELD",
        help="Read a column as a field, or `ignore` it. Can be repeated.",
    )  # fmt: skip
    @click.option("--errors", metavar="OUT.csv", help="Write refused rows to a file.")
    @click.option(
        "--organisation", metavar="NAME", help="For whom it is loaded [nobody]."
    )
    @click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
    def command(
        file: str, sheet: str | None, dry_run: bool, changes: tuple[str, ...],
        errors: str | None, organisation: str | None, as_json: bool,
    ) -> None:  # fmt: skip
        def load(actor: Actor) -> RowsOutcome:
            return import_rows(
                actor=actor, kind=kind, path=file, sheet=sheet, overrides=changes,
                dry_run=dry_run, progress=_tell,
            )  # fmt: skip

        _run(load, file, errors, organisation, as_json, dry_run)

    return command


def _run(
    load: Callable[[Actor], RowsOutcome], file: str, errors: str | None,
    organisation: str | None, as_json: bool, dry_run: bool,
) -> None:  # fmt: skip
    started = time.monotonic()
    try:
        prepare()
        house = find_organisation(organisation) if organisation else None
        outcome = load(make_local_administrator(house.pk if house else None))
        if errors is not None:
            _write_errors(outcome.refusals, errors)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    for title in outcome.ignored_columns:
        click.echo(f"The column “{title}” was not read.", err=True)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json(make_document(outcome, seconds, dry_run))
    else:
        _print_outcome(outcome, seconds, dry_run)


def make_document(
    outcome: RowsOutcome, seconds: float, dry_run: bool
) -> dict[str, object]:
    """The outcome in the shape of `import businesses`."""
    return {
        "kind": outcome.kind,
        "rows": outcome.rows,
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": len(outcome.refusals),
        "possible_duplicates": 0,
        "not_businesses": outcome.skipped,
        "businesses_total": Business.objects.filter(merged_into__isnull=True).count(),
        "seconds": seconds,
        "dry_run": dry_run,
        "loading": outcome.loading_id,
        "ignored_columns": list(outcome.ignored_columns),
        "problems": [
            {
                "row": found.row,
                "column": found.column,
                "field": found.field,
                "rule": found.rule,
                "severity": "refused",
                "message": found.message.as_json(),
                "cell": found.cell,
            }
            for found in outcome.refusals
        ],
    }


def _print_outcome(outcome: RowsOutcome, seconds: float, dry_run: bool) -> None:
    told = "Nothing was stored. Loading it would give:" if dry_run else "Loaded."
    click.echo(f"{told} {outcome.rows:,} rows of {outcome.kind}\n")
    for count, words in (
        (outcome.created, "new"), (outcome.updated, "changed"),
        (outcome.unchanged, "unchanged"),
        (len(outcome.refusals), "refused, not stored"),
    ):  # fmt: skip
        click.echo(f"  {count:>7,}  {words}")
    for found in outcome.refusals[:PROBLEMS_SHOWN]:
        cell = f" “{found.cell[:40]}”" if found.cell else ""
        where = f"row {found.row}, {found.column or found.field or '-'}{cell}"
        click.echo(f"refused: {where} [{found.rule}]")
        click.echo(
            textwrap.fill(
                found.message.en, WIDTH, initial_indent="    ", subsequent_indent="    "
            )
        )
    if len(outcome.refusals) > PROBLEMS_SHOWN:
        rest = len(outcome.refusals) - PROBLEMS_SHOWN
        click.echo(f"... and {rest} more; --errors OUT.csv writes them all.")
    click.echo(f"Done in {seconds} s.")


def _write_errors(refusals: tuple[RowRefusal, ...], path: str) -> None:
    try:
        with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_ERROR_TITLES)
            for found in refusals:
                writer.writerow(
                    [found.row, _inert(found.column), found.field, found.rule,
                     found.message.id, found.message.en, _inert(found.cell)]
                )  # fmt: skip
    except OSError as error:
        raise InvalidInput("errors", "file_unwritable", _UNWRITABLE) from error
    click.echo(f"Wrote {len(refusals)} problems to {Path(path).name}.", err=True)


def _inert(cell: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; a quote stops it."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) else cell


def _tell(phase: str, done: int, rows: int) -> None:
    of_rows = f" {done:,} of {rows:,} rows" if rows else ""
    click.echo(f"{phase.capitalize()}{of_rows} ...", err=True)


def _short(kind: ImportKind) -> str:
    return f"Load a list of {kind.name}."


def _help(kind: ImportKind) -> str:
    fields = ", ".join(
        f"{one.field}{'*' if one.is_required else ''}" for one in kind.columns
    )
    return (
        f"Load a list of {kind.name} from FILE (XLSX, XLS, ODS or CSV).\n\n"
        f"{kind.identity.en} `wadah template {kind.name}` writes the workbook to fill "
        "in; its titles are known in Indonesian and English, and so are the names of "
        f"the fields: {fields} (* required).\n\n"
        "A row that cannot be used is refused whole and named with row, field and "
        "rule; the others are stored and the exit code is 0. A file that cannot be "
        "read gives exit code 2. Loading a file again changes nothing."
    )


_UNWRITABLE = Text(
    "Berkas hasil pemeriksaan tidak dapat ditulis. Pilih folder lain; daftarnya "
    "sendiri sudah dimuat.",
    "The file of problems cannot be written. Choose another folder; the list itself "
    "has been loaded.",
)
