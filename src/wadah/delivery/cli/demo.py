"""`wadah demo`: the Lampung example through every step, then the web application."""

from __future__ import annotations

import textwrap
import time

import click
from django.db import transaction

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.statistics.queries import count_funnel, list_official_counts
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import print_json
from wadah.delivery.cli.serve import run_server
from wadah.delivery.example.build import build_example, is_built
from wadah.delivery.example.content import PASSWORD, PEOPLE, read_example
from wadah.delivery.example.report import (
    CorridorRow,
    list_corridor_rows,
    list_date_rows,
)

WIDTH = 96


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after the journey.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document; no server.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def demo(no_serve: bool, as_json: bool, host: str, port: int) -> None:
    """Load the Lampung example, run the whole journey, print it, then serve.

    Six corridors: robusta coffee to Germany, cottonii seaweed and cocopeat to
    Australia, cinnamon to Great Britain, palm-leaf sticks to Thailand, plastic scrap
    to Pakistan. Businesses and buyers are invented, rules and codes are real. A
    second run finds the example and changes nothing.

    The password of the demo accounts is public: run it on a machine of your own.
    """
    started = time.monotonic()
    prepare()
    if is_built():
        click.echo("The example is there already.", err=True)
    else:
        with transaction.atomic():
            build_example(lambda step: click.echo(f"  {step} ...", err=True))
    rows = list_corridor_rows()
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        print_json(make_document(rows, seconds))
        return
    print_journey(rows)
    click.echo(f"\nDone in {seconds} s.")
    print_accounts()
    if no_serve:
        click.echo("Start the web application with: wadah serve")
        return
    run_server(host, port)


def make_document(rows: list[CorridorRow], seconds: float) -> dict[str, object]:
    """The journey in the shape of the interface."""
    return {
        "as_of": read_example()["as_of"].isoformat(),
        "corridors": [
            {
                "product": row.product,
                "business": row.business,
                "destination": row.destination,
                "verdict": row.verdict,
                "reasons": row.reasons,
                "questions": row.questions,
                "matched": row.matched,
                "meeting": row.meeting,
                "deal_rung": row.deal_rung,
            }
            for row in rows
        ],
        "importers": [
            {
                "importer": row.importer,
                "placed_on": row.placed_on,
                "verdict": row.verdict,
                "reason": row.reason,
            }
            for row in list_date_rows()
        ],
        "funnel": [
            {
                "step": step.definition.code,
                "count": step.count,
                "out_of": step.out_of,
                "definition": step.definition.definition.as_json(),
            }
            for step in count_funnel(make_local_administrator())
        ],
        "seconds": seconds,
    }


def print_journey(rows: list[CorridorRow]) -> None:
    """Every corridor, the coffee on both sides of the date, the funnel."""
    as_of = read_example()["as_of"]
    click.echo(f"\nSix corridors of Lampung as they stand on {as_of:%d %B %Y}\n")
    for row in rows:
        print_corridor(row)
    click.echo("The same coffee, three importers, two days of placing on the market")
    for dated in list_date_rows():
        click.echo(
            f"  {dated.placed_on}  importer {dated.importer:<20} "
            f"{dated.verdict.replace('_', ' ')}"
        )
        if dated.reason:
            click.echo(_indent(dated.reason, "      "))
    click.echo("\nFunnel (businesses)")
    administrator = make_local_administrator()
    for step in count_funnel(administrator):
        part = f"of {step.out_of}" if step.out_of is not None else ""
        name = step.definition.name.en
        click.echo(f"  {name:<28}{step.count:>6}  {part}")
    click.echo("\nWhat offices published; none of these is our own count")
    for count in list_official_counts(administrator):
        what = f"{count.what_en}, {count.office_en}"
        click.echo(_indent(what, f"  {count.as_of:<10} {count.count:>9,}  "))


def print_corridor(row: CorridorRow) -> None:
    """One corridor: verdict with reasons, match, meeting, rung."""
    verdict = row.verdict.replace("_", " ").upper()
    click.echo(f"{row.product_name} to {row.market_name}: {verdict}")
    click.echo(f"  business  {row.business}")
    for reason in row.reasons[:3]:
        click.echo(_indent(f"{reason['rule']}: {reason['en']}", "  because   "))
    if len(row.reasons) > 3:
        click.echo(f"            ... and {len(row.reasons) - 3} more lines")
    for question in row.questions[:3]:
        click.echo(_indent(question["en"], "  ask       "))
    click.echo(_indent(row.match, "  match     "))
    if row.meeting:
        met = row.meeting
        click.echo(
            _indent(
                f"{met['place']}, {met['starts_at'][:16].replace('T', ' ')}, "
                f"{met['outcome'].replace('_', ' ')}; next: "
                f"{met['next_step']} ({met['next_step_owner']}, by "
                f"{met['next_step_due_on']})",
                "  meeting   ",
            )
        )
    click.echo(f"  rung      {row.deal_rung or '-'}\n")


def _indent(text: str, first: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first)
    )


def print_accounts() -> None:
    """The sign-in of one person a role."""
    click.echo(f"\nSign in as (password for all: {PASSWORD})")
    for role, login, name in PEOPLE:
        click.echo(f"  {role:<14} {login:<28} {name}")
    click.echo("")
