"""`wadah keys`: the keys that sign validation sheets."""

from __future__ import annotations

from datetime import datetime, time

import click
from django.utils import timezone

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.validation.actions.rotate_key import (
    distrust_key,
    keys_folder,
    rotate_key,
)
from wadah.apps.validation.queries.sheets import list_keys
from wadah.apps.validation.sheets.signing import (
    KEYS_FORMAT,
    has_private_key,
    keys_as_json,
)
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import print_json
from wadah.delivery.cli.verify import has_tables

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def keys() -> None:
    """Show, rotate and distrust the keys that sign validation sheets.

    The private halves lie in the folder `keys` of the installation and in its backups.
    Public keys of earlier years stay: what they signed still holds.
    """


@keys.command("list")
@_JSON
def list_all(as_json: bool) -> None:
    """The public keys; with --json the file that `wadah verify --keys` takes."""
    _show(as_json)


@keys.command()
@_JSON
def rotate(as_json: bool) -> None:
    """Retire the key that signs and make a new one; once a year is a good habit.

    Tell those who check without a network to fetch keys.json again.
    """
    prepare()
    key = rotate_key(actor=make_local_administrator(), now=timezone.now())
    click.echo(f"{key.pk} signs from now on.", err=True)
    _show(as_json)


@keys.command()
@click.argument("key")
@click.option(
    "--from", "day", required=True, type=click.DateTime(["%Y-%m-%d"]),
    help="The first day on which somebody else may have had it.",
)  # fmt: skip
@_JSON
def distrust(key: str, day: datetime, as_json: bool) -> None:
    """Distrust KEY from a day: what it signed from then on does not hold.

    A key that still signs is rotated with it. It cannot be taken back.

    \b
    Example:
      wadah keys distrust 0f3a9c1d2e4b5a68 --from 2026-11-20
    """
    prepare()
    since = timezone.make_aware(datetime.combine(day.date(), time.min))
    distrust_key(
        actor=make_local_administrator(), key_id=key, since=since, now=timezone.now()
    )
    click.echo(f"{key} is distrusted from {day:%Y-%m-%d}.", err=True)
    _show(as_json)


def _show(as_json: bool) -> None:
    found = list_keys() if has_tables() else []
    if as_json:
        print_json({"format": KEYS_FORMAT, "keys": keys_as_json(found)})
        return
    for key in found:
        parts = [key.id, f"made {timezone.localtime(key.created_at):%Y-%m-%d}"]
        if key.retired_at is None:
            here = has_private_key(keys_folder(), key.id)
            parts.append("signs" if here else "signs, but its private half is missing")
        else:
            parts.append(f"retired {timezone.localtime(key.retired_at):%Y-%m-%d}")
        if key.distrusted_from is not None:
            day = timezone.localtime(key.distrusted_from)
            parts.append(f"DISTRUSTED from {day:%Y-%m-%d}")
        click.echo("  ".join(parts))
    if not found:
        click.echo("No key yet: the first sheet makes one.")
