"""The framework's `migrate`; an empty database gets its tables at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from wadah.delivery.operations.tables import is_empty, make_tables

# With one of these the caller does not simply want the present tables.
SPECIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """As the framework's, which then finds nothing left to do but its own rows."""

    def handle(self, *args: Any, **options: Any) -> None:
        plain = not any(options.get(name) for name in SPECIAL)
        if plain and options["database"] == DEFAULT_DB_ALIAS and is_empty():
            make_tables()
        super().handle(*args, **options)
