"""The tables of an empty database, made at once as the last migrations leave them.

Step by step, the framework draws every model anew after each operation of each
migration: with some hundred tables that takes longer than everything else that a first
start does. Where there are no rows only the end counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import (
    RunPython,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

Node = tuple[str, str]
# The models cannot tell what these do: triggers, indexes of words.
BESIDE_MODELS = (RunPython, RunSQL)


def is_empty() -> bool:
    """Nothing but a list of migrations without an entry, if that."""
    tables = set(connection.introspection.table_names())
    recorder = MigrationRecorder(connection)
    return tables <= {"django_migrations"} and not recorder.applied_migrations()


def make_tables(ends: Sequence[Node] | None = None) -> None:
    """Give an empty database the tables of these migrations; without any, the present.

    All of it or nothing: a process that is killed leaves the database empty.
    """
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ends = list(graph.leaf_nodes()) if ends is None else list(ends)
    plan = [migration for migration, _ in executor.migration_plan(ends)]
    state = executor.loader.project_state(ends)
    executor.recorder.ensure_schema()
    # Outside of it the constraints of SQLite cannot be put off.
    with connection.schema_editor(atomic=False) as editor, transaction.atomic():
        _create_models(state, editor)
        for migration in plan:
            for operation in _list_beside_models(migration.operations):
                operation.database_forwards(migration.app_label, editor, state, state)
        _finish(editor)
        for migration in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)


def _create_models(state: ProjectState, editor: BaseDatabaseSchemaEditor) -> None:
    for model in state.apps.get_models():
        if model._meta.can_migrate(editor.connection) and not model._meta.swapped:
            editor.create_model(model)
    _finish(editor)


def _finish(editor: BaseDatabaseSchemaEditor) -> None:
    """Foreign keys and indexes, which wait until all tables are there."""
    for statement in editor.deferred_sql:
        editor.execute(statement, None)
    editor.deferred_sql.clear()


def _list_beside_models(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _list_beside_models(operation.database_operations)
        elif isinstance(operation, BESIDE_MODELS):
            yield operation
