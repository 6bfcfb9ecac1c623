"""`wadah import`: the lists of an office enter the register."""

from __future__ import annotations

import sys
import textwrap
import time
from pathlib import Path

import click

from wadah.apps.accounts.actions.add_organisation import add_organisation
from wadah.apps.accounts.actor import Absent, Actor, make_local_administrator
from wadah.apps.accounts.models import Organisation
from wadah.apps.registry.actions.import_businesses import (
    ImportOutcome,
    import_businesses,
)
from wadah.apps.registry.actions.undo_batch import UndoOutcome, undo_batch
from wadah.apps.registry.importing.problems import RowProblem, write_error_file
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.import_rows import add_commands
from wadah.delivery.cli.import_sanctions import sanctions
from wadah.delivery.cli.installation import find_organisation, prepare
from wadah.delivery.cli.output import (
    BAD_INPUT,
    print_json,
    show_failure,
)

SEVERITIES = ("refused", "warning", "note")
PROBLEMS_SHOWN = 20
WIDTH = 96
COUNTS = (
    ("created", "new"),
    ("updated", "changed"),
    ("unchanged", "unchanged"),
    ("possible_duplicates", "possible duplicates, for an officer to decide"),
    ("refused", "refused, not stored"),
    ("not_businesses", "no business (blank, totals, notes)"),
    ("without_region", "without a known regency or city"),
    ("differences", "fields that differ from what is kept, for an officer to decide"),
)


@click.group(name="import")
def import_() -> None:
    """Load a list of an office."""


add_commands(import_)
import_.add_command(sanctions)


@import_.command()
@click.argument("file")
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook [the best one].")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; store nothing.")
@click.option(
    "--map", "changes", multiple=True, metavar="COLUMN=FIELD",
    help="Read a column as another field; COLUMN is its title or letter, FIELD may "
    "be `ignore`. Can be repeated.",
)  # fmt: skip
@click.option("--errors", metavar="OUT.csv", help="Write every problem to this file.")
@click.option(
    "--list", "list_name", metavar="NAME",
    help="Which list it is [told by its title block, or by the file's name].",
)  # fmt: skip
@click.option(
    "--organisation", metavar="NAME",
    help="Whose list it is: its officers see the businesses [administrators only].",
)  # fmt: skip
@click.option(
    "--new-organisation", is_flag=True,
    help="Enter the organisation when it is not there: an export organisation, which "
    "holds the list with its legal basis.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def businesses(
    file: str, sheet: str | None, dry_run: bool, changes: tuple[str, ...],
    errors: str | None, list_name: str | None, organisation: str | None,
    new_organisation: bool, as_json: bool,
) -> None:  # fmt: skip
    """Load a list of businesses from FILE (XLSX, XLS or CSV).

    The row of column titles is found under a title block; titles of two rows and a
    row of column numbers are known. A list is stored whole or not at all. Loading it
    again changes nothing; an amended copy changes the rows that were amended.

    A row that cannot be used is refused and named with row, column, rule and how to
    mend it; the others are stored and the exit code is 0. A file that cannot be read
    at all gives exit code 2.

    \b
    Examples:
      wadah import businesses list.xlsx --dry-run
      wadah import businesses list.xlsx --sheet final --errors problems.csv
      wadah import businesses list.csv --map "D=name" --map "REMARKS=ignore"
      wadah import businesses list.csv --organisation "Dinas Perdagangan Lampung"
      wadah import businesses list.csv --organisation "Ekspor Metro" --new-organisation
    """
    started = time.monotonic()
    try:
        prepare()
        if new_organisation and organisation and not dry_run:
            _enter_organisation(organisation)
        actor = _make_actor(organisation)
        click.echo(f"Reading {file} ...", err=True)
        outcome = import_businesses(
            actor=actor, path=file, sheet=sheet, overrides=changes,
            list_name=list_name, dry_run=dry_run, progress=_tell,
        )  # fmt: skip
        if errors is not None:
            _write_errors(outcome.problems, errors)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    if organisation is None and outcome.created and not dry_run:
        click.echo(
            "Only administrators see these businesses, and they are matched to no "
            "request; --organisation NAME gives the list to the officers of one "
            "(--new-organisation enters it).",
            err=True,
        )
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json(make_document(outcome, seconds, dry_run))
    else:
        print_outcome(outcome, seconds, dry_run)


def _enter_organisation(name: str) -> None:
    """The organisation of this name, once."""
    if not Organisation.objects.filter(name=name).exists():
        add_organisation(
            actor=make_local_administrator(), kind=Organisation.Kind.EXPORT, name=name
        )


def _make_actor(organisation: str | None) -> Actor:
    """Whoever runs the command, for the organisation whose list it is.

    Without one nobody was given consent: the list is for administrators alone.
    """
    if organisation is None:
        return make_local_administrator()
    house = find_organisation(organisation)
    return make_local_administrator(house.pk if house else None)


def _tell(phase: str, done: int, rows: int) -> None:
    """One line a phase; standard output stays for the answer."""
    if done == rows and phase == "writing":
        return
    of_rows = f" {rows:,} rows" if rows else ""
    click.echo(f"{phase.capitalize()}{of_rows} ...", err=True)


@import_.command()
@click.argument("batch", type=click.IntRange(min=1))
@click.option(
    "--keep-used", is_flag=True,
    help="Undo the rest where records were changed or used since.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def undo(batch: int, keep_used: bool, as_json: bool) -> None:
    """Take back a whole loading, by the number that it was given.

    Records that it made go, records that it changed get back what they held. Where
    somebody changed or used one since, nothing is undone and exit code 2 says which;
    `--keep-used` undoes the others.

    \b
    Example:
      wadah import undo 12
    """
    try:
        outcome = _undo(batch, keep_used)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file="")
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(
            {
                "batch": outcome.batch_id,
                "removed": outcome.removed,
                "restored": outcome.restored,
                "kept": [
                    {"business": used.business_id, "name": used.name,
                     "what": list(used.what)}
                    for used in outcome.kept
                ],
            }
        )  # fmt: skip
        return
    click.echo(
        f"Undone: {outcome.removed:,} businesses removed, {outcome.restored:,} given "
        f"back what they held, {len(outcome.kept):,} kept."
    )
    for used in outcome.kept:
        click.echo(f"  kept: {used.name} ({', '.join(used.what)})")


def _undo(batch: int, keep_used: bool) -> UndoOutcome:
    prepare()
    try:
        return undo_batch(
            actor=make_local_administrator(), batch_id=batch, keep_used=keep_used
        )
    except Absent as error:
        raise InvalidInput("batch", "batch_absent", _NO_BATCH) from error


def _write_errors(problems: tuple[RowProblem, ...], path: str) -> None:
    try:
        write_error_file(problems, path)
    except OSError as error:
        raise InvalidInput("errors", "file_unwritable", _UNWRITABLE) from error
    click.echo(f"Wrote {len(problems)} problems to {Path(path).name}.", err=True)


def make_document(
    outcome: ImportOutcome, seconds: float, dry_run: bool
) -> dict[str, object]:
    """The outcome in the shape of the interface."""
    return {
        **outcome.counts(),
        "businesses_total": outcome.businesses_total,
        "seconds": seconds,
        "dry_run": dry_run,
        "batch": outcome.batch_id,
        "problems": [
            {
                "row": found.row,
                "column": found.column,
                "rule": found.rule,
                "name": found.name,
                "severity": found.severity,
                "message": found.message.as_json(),
                "cell": found.cell,
            }
            for found in outcome.problems
        ],
    }


def print_outcome(outcome: ImportOutcome, seconds: float, dry_run: bool) -> None:
    """The counts and the first problems, for a person."""
    counts = outcome.counts()
    told = "Nothing was stored. Loading it would give:" if dry_run else "Loaded."
    number = f" Batch {outcome.batch_id}." if outcome.batch_id is not None else ""
    click.echo(f"{told}{number} {outcome.rows:,} rows under the titles\n")
    for key, words in COUNTS:
        click.echo(f"  {counts[key]:>7,}  {words}")
    click.echo(f"\n{outcome.businesses_total:,} businesses are in the register now.")
    # Refused rows stand first: what was only left empty or noted can wait.
    problems = sorted(
        outcome.problems, key=lambda p: (SEVERITIES.index(p.severity), p.row)
    )
    if problems:
        click.echo("")
    for found in problems[:PROBLEMS_SHOWN]:
        print_problem(found)
    if len(problems) > PROBLEMS_SHOWN:
        rest = len(problems) - PROBLEMS_SHOWN
        click.echo(f"... and {rest} more; --errors OUT.csv writes them all.")
    click.echo(f"Done in {seconds} s.")


def print_problem(found: RowProblem) -> None:
    """Row, column, rule, what stands there and how to mend it."""
    cell = f" “{found.cell[:40]}”" if found.cell else ""
    where = f"{found.severity}: row {found.row}, column {found.column or '-'}{cell}"
    click.echo(f"{where} [{found.rule} {found.name}]")
    click.echo(
        textwrap.fill(
            found.message.en, WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    )


_NO_BATCH = Text(
    "Tidak ada pemuatan dengan nomor itu. Nomornya ada di hasil `wadah import`.",
    "There is no loading with that number. `wadah import` tells it when it is done.",
)
_UNWRITABLE = Text(
    "Berkas hasil pemeriksaan tidak dapat ditulis. Pilih folder lain; daftarnya "
    "sendiri sudah dimuat.",
    "The file of problems cannot be written. Choose another folder; the list itself "
    "has been loaded.",
)
