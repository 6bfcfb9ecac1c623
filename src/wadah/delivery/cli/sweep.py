"""`wadah sweep`: every product against every market."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from django.utils import timezone

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.validation.actions.sweep_products import (
    SweepAnswer,
    SweepQuestion,
    sweep_products,
)
from wadah.apps.validation.sweep.engine import ENGINES
from wadah.apps.validation.sweep.written import check_target, write_sweep
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import print_json


@click.command("sweep")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of the question; today."
)
@click.option(
    "--market", "markets", multiple=True, help="ISO code; may be given several times."
)
@click.option("--family", "families", multiple=True, help="Only these families.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path),
    help="Also write every verdict to a .parquet or .csv file.",
)  # fmt: skip
@click.option("--engine", type=click.Choice(ENGINES), help="What judges; duckdb.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def sweep(
    as_of: datetime | None,
    markets: tuple[str, ...],
    families: tuple[str, ...],
    out: Path | None,
    engine: str | None,
    as_json: bool,
) -> None:
    """Give the verdict of every product for every market, as of a day.

    Without --market it asks the twenty usual markets. The verdicts take the place of
    those of the sweep before. No shipment is planned: a duty that begins with one is
    not yet due.

    \b
    Example:
      wadah sweep --as-of 2026-12-30 --market DE --out verdicts.parquet --json
    """
    if out is not None:
        check_target(out)
    prepare()
    click.echo("Judging every product ...", err=True)
    day: date = as_of.date() if as_of else timezone.localdate()
    answer = sweep_products(
        actor=make_local_administrator(),
        question=SweepQuestion(day, markets, families, engine or ""),
    )
    if out is not None:
        write_sweep(answer, out)
        click.echo(f"Written to {out}", err=True)
    _print(answer, as_json)


def _print(answer: SweepAnswer, as_json: bool) -> None:
    kept = answer.sweep
    if as_json:
        print_json(
            {
                "products": kept.products,
                "markets": len(kept.markets),
                "verdicts": kept.counts,
                "seconds": answer.seconds["all"],
                "engine": kept.engine,
                "as_of": kept.as_of.isoformat(),
                "market_codes": kept.markets,
                "by_single_case": kept.by_single_case,
                "unreadable": kept.unreadable,
                "outcomes": answer.outcomes.verdicts["outcome"].n_unique(),
                "parts": answer.seconds,
            }
        )
        return
    click.echo(f"{kept.products} products x {len(kept.markets)} markets, {kept.as_of}")
    for verdict, count in kept.counts.items():
        click.echo(f"{verdict.replace('_', ' '):<12} {count:>10}")
    if kept.unreadable:
        click.echo(f"{kept.unreadable} products hold facts that no rule can read.")
    click.echo(f"{answer.seconds['all']} s with {kept.engine}")
