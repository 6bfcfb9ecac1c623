"""The audit trail refuses update and delete, whoever writes."""

from django.db import migrations

TABLE = "accounts_auditrow"

SQLITE = [
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION wadah_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit rows are append-only'; END $$",
    f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION wadah_audit_append_only()",
]
UNDO_SQLITE = [
    "DROP TRIGGER IF EXISTS audit_no_update",
    "DROP TRIGGER IF EXISTS audit_no_delete",
]
UNDO_POSTGRES = [
    f"DROP TRIGGER IF EXISTS audit_append_only ON {TABLE}",
    "DROP FUNCTION IF EXISTS wadah_audit_append_only()",
]


def _run(editor, sqlite, postgres):
    statements = sqlite if editor.connection.vendor == "sqlite" else postgres
    for statement in statements:
        editor.execute(statement, params=None)


def forward(apps, editor):
    _run(editor, SQLITE, POSTGRES)


def backward(apps, editor):
    _run(editor, UNDO_SQLITE, UNDO_POSTGRES)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
