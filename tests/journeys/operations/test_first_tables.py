"""The tables made at once are those of the migrations, one after the other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from wadah_test_installations import KINDS, Home

KIND = KINDS[-1]
START = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from wadah.delivery.operations.tables import is_empty
"""
STEPWISE = """
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
"""
AT_ONCE = "call_command('migrate', interactive=False, verbosity=0)"
STOPPED = """
def stop(*_arguments):
    raise KeyboardInterrupt
record, MigrationRecorder.record_applied = MigrationRecorder.record_applied, stop
try:
    call_command("migrate", interactive=False, verbosity=0)
except KeyboardInterrupt:
    assert is_empty(), connection.introspection.table_names()
else:
    raise AssertionError("nothing was recorded")
MigrationRecorder.record_applied = record
"""
# What a table consists of, whatever the order of its columns.
SCHEMA = {
    "sqlite": [
        "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk "
        "FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'",
        "SELECT m.name, f.\"table\", f.\"from\", f.\"to\", f.on_delete "
        "FROM sqlite_master m, pragma_foreign_key_list(m.name) f "
        "WHERE m.type = 'table'",
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'table'",
        # The checks stand in the text of the table, whose columns have no order here.
        "SELECT name, length(sql) FROM sqlite_master WHERE type = 'table'",
    ],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, "
        "is_nullable, column_default, is_identity FROM information_schema.columns "
        "WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
        "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'wadah%'",
    ],
}  # fmt: skip


def run(home: Home, script: str) -> None:
    subprocess.run(
        [sys.executable, "-c", START + script], env=home.environment, check=True
    )


def read_schema(home: Home) -> list[list[tuple[object, ...]]]:
    queries = [*SCHEMA[KIND], "SELECT app, name FROM django_migrations"]
    return [sorted(home.ask(query), key=str) for query in queries]


def test_an_empty_database_gets_the_tables_of_all_migrations(
    empty: Callable[[str], Home],
) -> None:
    """Also when a first start was interrupted just before its end."""
    stepwise, at_once = empty(KIND), empty(KIND)

    run(stepwise, STEPWISE)
    run(at_once, STOPPED + AT_ONCE)

    assert read_schema(at_once) == read_schema(stepwise)
    assert len(read_schema(at_once)[0]) > 500
