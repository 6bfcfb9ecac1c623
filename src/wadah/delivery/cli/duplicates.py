"""`wadah duplicates`: records that may be one business."""

from __future__ import annotations

import time
from dataclasses import asdict

import click

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.registry.actions.find_duplicates import find_duplicates
from wadah.apps.registry.models import PossibleDuplicate
from wadah.apps.registry.queries.duplicates import list_open_pairs
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import print_json

SHOWN = 20


@click.command("duplicates")
@click.option(
    "--show", default=SHOWN, show_default=True, type=click.IntRange(0, 10_000),
    help="How many of the surest pairs to print.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def duplicates(show: int, as_json: bool) -> None:
    """Search the register for records that may be one business.

    The pairs enter the queue of the officers; nothing is merged by itself. A pair that
    an officer called never the same does not come back.

    \b
    Example:
      wadah duplicates --json
    """
    prepare()
    started = time.monotonic()
    click.echo("Comparing ...", err=True)
    actor = make_local_administrator()
    outcome = find_duplicates(actor=actor)
    seconds = round(time.monotonic() - started, 2)
    pairs = list(list_open_pairs(actor)[:show])
    if as_json:
        surest = [_describe(pair) for pair in pairs]
        print_json({**asdict(outcome), "seconds": seconds, "surest": surest})
        return
    for name, value in asdict(outcome).items():
        click.echo(f"{name.replace('_', ' '):<16} {value}")
    for pair in pairs:
        score = "rule" if pair.score is None else f"{pair.score:.4f}"
        click.echo(f"{score:>7}  {pair.first.name}  =  {pair.second.name}")


def _describe(pair: PossibleDuplicate) -> dict[str, object]:
    return {
        "first": {"id": pair.first_id, "name": pair.first.name},
        "second": {"id": pair.second_id, "name": pair.second.name},
        "score": pair.score,
        "evidence": pair.evidence,
    }
