"""`wadah example`: a synthetic province, labelled synthetic."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict

import click

from wadah.apps.accounts.actor import make_local_administrator
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure
from wadah.delivery.example.province import digest, make_province
from wadah.delivery.example.province_store import (
    find_organisation,
    remove_province,
    store_province,
)

LARGEST = 2_000_000


@click.command("example")
@click.option(
    "--businesses", type=click.IntRange(1, LARGEST), metavar="N",
    help="How many; 156150 gives the published counts of each regency.",
)  # fmt: skip
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0), metavar="S",
    help="The same number and seed give the same rows.",
)  # fmt: skip
@click.option(
    "--organisation", metavar="NAME",
    help="Who cares for the businesses [the oldest export organisation].",
)  # fmt: skip
@click.option("--remove", is_flag=True, help="Take the synthetic province away.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def example(
    businesses: int | None, seed: int, organisation: str | None, remove: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Fill the register with a synthetic province, marked synthetic wherever it shows.

    Counts by regency and size, shares of sectors, names and certificates and the
    spread of values follow published figures of Lampung; people, firms, addresses and
    numbers are made up. A second run is refused; --remove takes exactly these away.

    \b
    Examples:
      wadah example --businesses 156150 --seed 1
      wadah example --remove
    """
    started = time.monotonic()
    try:
        document = _remove() if remove else _store(businesses, seed, organisation)
    except InvalidInput as error:
        show_failure(error, as_json=as_json)
        sys.exit(BAD_INPUT)
    document["seconds"] = round(time.monotonic() - started, 2)
    if as_json:
        print_json(document)
    else:
        for name, value in document.items():
            click.echo(f"{name.replace('_', ' '):<20} {value}")


def _remove() -> dict[str, object]:
    prepare()
    return {"removed": remove_province(actor=make_local_administrator())}


def _store(
    businesses: int | None, seed: int, organisation: str | None
) -> dict[str, object]:
    count = _needed(businesses)
    prepare()
    house = find_organisation(organisation)
    click.echo("Drawing ...", err=True)
    province = make_province(count, seed)
    stored = store_province(
        actor=make_local_administrator(),
        province=province,
        seed=seed,
        organisation=house,
        progress=lambda step: click.echo(f"Writing {step} ...", err=True),
    )
    return {
        "synthetic": True,
        "seed": seed,
        **asdict(stored),
        "organisation": house.name if house is not None else None,
        "sha256": digest(province),
    }


def _needed(businesses: int | None) -> int:
    if businesses is None:
        raise InvalidInput("businesses", "required", _HOW_MANY)
    return businesses


_HOW_MANY = Text(
    "Tulis berapa usaha, misalnya --businesses 156150.",
    "Say how many businesses, such as --businesses 156150.",
)
