"""Brings an installation to the present tables and reference data."""

from __future__ import annotations

from pathlib import Path

import click
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wadah.apps.accounts.models import Organisation
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.make import (
    backup_folder,
    make_backup,
    name_backup,
)
from wadah.delivery.operations.backup.snapshot import disk_loader, list_applied
from wadah.delivery.operations.tables import is_empty

BEFORE_UPGRADE = "before-upgrade"


def list_missing_migrations() -> list[str]:
    """Migrations that this database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def list_unknown_migrations() -> list[str]:
    """Migrations that this database has seen and this version does not know."""
    try:
        applied = list_applied(connection)
    except DatabaseError:
        return []  # no tables yet
    known = set(disk_loader().graph.nodes)
    return sorted(f"{app}.{name}" for app, name in applied if (app, name) not in known)


def prepare() -> None:
    """Create or update the tables, then load the packaged reference data.

    A database that holds tables already is backed up before they are changed.

    Raises `InvalidInput` when the database was made by a newer version.
    """
    unknown = list_unknown_migrations()
    if unknown:
        raise InvalidInput("database", "database_newer", _newer(unknown))
    if list_missing_migrations():
        saved = back_up_before_upgrade()
        if saved is not None:
            click.echo(f"The state before the upgrade is in {saved}", err=True)
        click.echo("Preparing the database ...", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    load_reference()


def back_up_before_upgrade() -> Path | None:
    """Keep the present state, so that an upgrade can be taken back; none when empty."""
    if is_empty():
        return None
    now = timezone.now()
    target = backup_folder() / name_backup(now, sealed=False, why=BEFORE_UPGRADE)
    make_backup(target, now=now)
    return target


def _newer(unknown: list[str]) -> Text:
    some = ", ".join(unknown[:3])
    return Text(
        f"Basis data lebih baru daripada program ini ({some}). Pasang versi yang baru, "
        "atau pulihkan cadangan dari sebelum peningkatan.",
        f"The database is newer than this program ({some}). Install the newer version, "
        "or restore the backup from before the upgrade.",
    )


def find_organisation(name: str | None) -> Organisation | None:
    """Who cares for the businesses: the one named, else the oldest for exports.

    Raises `InvalidInput` for a name that is not there.
    """
    houses = Organisation.objects.order_by("pk")
    if name is None:
        return houses.filter(kind=Organisation.Kind.EXPORT).first()
    found = houses.filter(name=name).first()
    if found is None:
        raise InvalidInput("organisation", "unknown_organisation", _UNKNOWN)
    return found


_UNKNOWN = Text(
    "Organisasi ini tidak ada. Tulis namanya persis seperti di Wadah.",
    "There is no such organisation. Write its name exactly as in Wadah.",
)
