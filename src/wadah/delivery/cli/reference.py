"""`wadah reference`: what an installation loads beside the packaged rows."""

from __future__ import annotations

import sys
import time

import click

from wadah.apps.accounts.actions.load_hs_codes import HsLoad, load_hs_codes
from wadah.apps.accounts.actor import make_local_administrator
from wadah.core.values import InvalidInput
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure

PROBLEMS_SHOWN = 20


@click.group()
def reference() -> None:
    """Load reference data of your own."""


@reference.command(name="load-hs")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def load_hs(file: str, as_json: bool) -> None:
    """Load an HS nomenclature or a correlation from FILE (CSV, UTF-8).

    The column titles tell which file it is: HS 2022 in English, its sections, the
    bilingual list of subheadings, the Indonesian tariff book (BTKI 2022), or the
    correlation of HS 2022 with HS 2017. Codes stay text, and each edition stands
    apart. Duties are left out: they change, ask the customs of the day.

    The same file again changes nothing. A row that breaks a rule is refused and named
    with how to mend it; a file that is none of these gives exit code 2.

    \b
    Examples:
      wadah reference load-hs hs2022_en.csv
      wadah reference load-hs hs2022_to_hs2017.csv --json
    """
    started = time.monotonic()
    try:
        prepare()
        click.echo(f"Reading {file} ...", err=True)
        load = load_hs_codes(actor=make_local_administrator(), path=file)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    answer = make_document(load, round(time.monotonic() - started, 2))
    if as_json:
        print_json(answer)
    else:
        print_answer(load, answer)


def make_document(load: HsLoad, seconds: float) -> dict[str, object]:
    """The outcome as one JSON document."""
    found, stored = load.file, load.stored
    return {
        "layout": found.layout,
        "edition": found.edition,
        "rows": found.rows,
        "created": stored.created,
        "updated": stored.updated,
        "unchanged": stored.unchanged,
        "refused": len(found.refused),
        "skipped": found.skipped,
        "seconds": seconds,
        "problems": [
            {
                "row": problem.row,
                "code": problem.code,
                "rule": problem.rule,
                "message": problem.message.as_json(),
            }
            for problem in found.refused
        ],
    }


def print_answer(load: HsLoad, answer: dict[str, object]) -> None:
    """The counts and the first problems, for a person."""
    found = load.file
    click.echo(f"{found.layout}: {found.rows:,} rows, edition {found.edition}\n")
    for key, words in (
        ("created", "new"),
        ("updated", "changed"),
        ("unchanged", "unchanged"),
        ("refused", "refused, not stored"),
        ("skipped", "no code (a total)"),
    ):
        click.echo(f"  {answer[key]:>7,}  {words}")
    for problem in found.refused[:PROBLEMS_SHOWN]:
        place = f"row {problem.row}, {problem.code or '-'}"
        click.echo(f"refused: {place}: {problem.message.en} [{problem.rule}]")
    if len(found.refused) > PROBLEMS_SHOWN:
        click.echo(f"... and {len(found.refused) - PROBLEMS_SHOWN} more (--json).")
    click.echo(f"Done in {answer['seconds']} s.")
