"""`wadah match`: who can fill a request, alone or together."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import click

from wadah.apps.matching.judge import judge
from wadah.apps.matching.word_lists import list_words
from wadah.apps.reference.data_files import read_families
from wadah.core.matching import Offer, Request, Window, match_from_json, match_to_json
from wadah.core.values import InvalidInput
from wadah.delivery.cli.output import (
    BAD_INPUT,
    parse_json,
    print_json,
    read_text,
    show_failure,
    start_django,
)

Names = Mapping[str, tuple[str, str]]

_DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option(
    "--as-of", type=_DATE, help="Day of the answer, when FILE names none [today]."
)
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit 1 unless one seller or a pool fills the request.",
)
def match(file: str, as_json: bool, as_of: datetime | None, exit_code: bool) -> None:
    """Find who can fill the request of FILE ("-" reads standard input).

    FILE is JSON: "request" as `wadah request parse` writes it, "as_of", "window" with
    "from" and "to", and "offers". Without "offers" the products of the registry are
    matched: those of the family asked for and of its neighbours.

    The answer has matches with score and reasons; refusals, each with what is there,
    what is needed and the steps to yes; and the pool: which sellers fill the request
    together, by month, what is short, what holds it back, and what is left without each
    member. Of the products of a registry that the tables already speak against only the
    nearest are told in full; "left_out" counts them all by reason. When the request has
    several items, the first stands at the top and all of them under "items".

    \b
    Examples:
      wadah match request.json
      wadah match request.json --json --as-of 2026-11-24
    """
    try:
        document = _answer(file, as_of)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(document)
    else:
        for item in document["items"]:
            _print_item(item)
    if exit_code and not all(_is_filled(item) for item in document["items"]):
        sys.exit(1)


def _answer(file: str, as_of: datetime | None) -> dict[str, Any]:
    data = parse_json(read_text(file))
    if as_of is not None and isinstance(data, dict):
        data = {**data, "as_of": as_of.date().isoformat()}
    words = list_words(frozenset(row.family for row in read_families()))
    today = datetime.now(UTC).date()
    terms, offers, window = match_from_json(data, words, today)
    names: Names = {}
    left_out: list[Mapping[str, int]] = [{} for _ in terms.items]
    if offers is None:
        # These modules name the tables, which exist only once Django has started.
        start_django()
        importlib.import_module("wadah.delivery.cli.installation").prepare()
        actors = importlib.import_module("wadah.apps.accounts.actor")
        registry = importlib.import_module("wadah.apps.matching.queries.registry")
        actor = actors.make_local_administrator()
        found = registry.read_registry(actor, data, terms, window, words)
        offers, names = found.offers, found.names
        left_out = registry.count_left_out(actor, terms, window, found.screens)
    click.echo(f"Matching {len(offers)} offers ...", err=True)
    items = [
        {
            **_judge_item(terms, place, offers, window, names),
            "left_out": left_out[place],
        }
        for place in range(len(terms.items))
    ]
    return {**items[0], "items": items}


def _judge_item(
    terms: Request, place: int, offers: Sequence[Offer], window: Window,
    names: Names,
) -> dict[str, Any]:  # fmt: skip
    judgement = judge(terms.items[place], offers, terms=terms, window=window)
    found = match_to_json(judgement.result, judgement.pool)
    pool = cast(dict[str, Any], found["pool"])
    rows = [
        *cast(list[dict[str, Any]], found["matches"]),
        *cast(list[dict[str, Any]], found["refused"]),
        *pool["shares"],
    ]
    for row in rows:
        if row["product"] in names:
            row["business_name"], row["product_name"] = names[row["product"]]
    return {"item": place, "family": terms.items[place].family, **found}


def _is_filled(item: Mapping[str, Any]) -> bool:
    return bool(item["matches"]) or item["pool"]["status"] != "short"


def _print_item(item: Mapping[str, Any]) -> None:
    click.echo(f"{item['family'] or '-'}: {len(item['matches'])} matches, "
               f"{len(item['refused'])} refused")  # fmt: skip
    for row in item["matches"]:
        click.echo(f"  yes  {_name(row)}  score {row['score']:.2f}")
        for reason in row["reasons"]:
            click.echo(f"       {reason['en']}")
    for row in item["refused"]:
        click.echo(f"  no   {_name(row)}")
        for constraint in row["constraints"]:
            click.echo(f"       {constraint['text']['en']} [{constraint['code']}]")
        for step in row["steps"]:
            click.echo(f"       to do: {step['text']['en']}{_figures(step)}")
    pool = item["pool"]
    for code, count in item["left_out"].items():
        click.echo(f"  left out for {code}: {count}")
    held = f", held back by {', '.join(pool['binding'])}" if pool["binding"] else ""
    click.echo(f"  pool {pool['status']}, short by {pool['shortfall_kg']} kg{held}")
    for share in pool["shares"]:
        click.echo(f"       {share['month']}  {share['kg']:>10} kg  {_name(share)}")


def _figures(step: Mapping[str, Any]) -> str:
    cost, days = step["cost_idr"], step["days"]
    if not cost or not days:
        return ""
    return f" (Rp {cost[0]:,} to {cost[1]:,}, {days[0]} to {days[1]} days)"


def _name(row: Mapping[str, Any]) -> str:
    business = row.get("business_name") or row["business"]
    return f"{business}: {row.get('product_name') or row['product']}"
