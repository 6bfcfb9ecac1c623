"""Brings an installation to the present tables and reference data."""

from __future__ import annotations

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, RegisterCount


def list_missing_migrations() -> list[str]:
    """Migrations that this database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def prepare() -> None:
    """Create or update the tables, then load the packaged reference data."""
    if list_missing_migrations():
        click.echo("Preparing the database ...", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    load_reference()
    if not RegisterCount.objects.exists() and Business.objects.exists():
        recount()
