"""A decision that was made refuses to be changed, whoever writes.

Only its revocation is added, once; and its words may be emptied, or lose the name of
an erased person.
"""

from django.db import migrations

TABLE = "validation_casedecision"
KEPT = (
    "id", "case_id", "verdict_id", "version", "outcome", "checked_by_id", "checked_at",
    "approved_by_id", "decided_at", "holds_until",
)  # fmt: skip
# As `registry.redacting.ERASED` writes it.
ERASED = "[dihapus]"
WORDS = ("check_note", "decision_note")
REVOCATION = ("revoked_at", "revoked_by_id")
REASON = "revoked_reason"


def _rule(same, holds):
    """The condition under which a made decision may be written."""
    words = [f"({same(name)} OR NEW.{name} = '' OR {holds(name)})" for name in WORDS]
    revoked = [f"(OLD.{name} IS NULL OR {same(name)})" for name in REVOCATION]
    reason = (
        f"(OLD.revoked_at IS NULL OR {same(REASON)} OR NEW.{REASON} = '' "
        f"OR {holds(REASON)})"
    )
    return " AND ".join([*(same(name) for name in KEPT), *words, *revoked, reason])


ALLOWED_SQLITE = _rule(
    lambda name: f"NEW.{name} IS OLD.{name}",
    lambda name: f"instr(NEW.{name}, '{ERASED}') > 0",
)
ALLOWED_POSTGRES = _rule(
    lambda name: f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}",
    lambda name: f"position('{ERASED}' in NEW.{name}) > 0",
)
SAYS = "a decision is never changed"
SQLITE = [
    f"CREATE TRIGGER decision_stays BEFORE UPDATE ON {TABLE} "
    f"WHEN OLD.outcome <> 'waiting' AND NOT ({ALLOWED_SQLITE}) "
    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
]
POSTGRES = [
    "CREATE FUNCTION wadah_decision_stays() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF OLD.outcome <> 'waiting' AND NOT ({ALLOWED_POSTGRES}) "
    f"THEN RAISE EXCEPTION '{SAYS}'; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER decision_stays BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION wadah_decision_stays()",
]
UNDO_SQLITE = ["DROP TRIGGER IF EXISTS decision_stays"]
UNDO_POSTGRES = [
    f"DROP TRIGGER IF EXISTS decision_stays ON {TABLE}",
    "DROP FUNCTION IF EXISTS wadah_decision_stays()",
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
    dependencies = [("validation", "0007_case_work")]
    operations = [migrations.RunPython(forward, backward)]
