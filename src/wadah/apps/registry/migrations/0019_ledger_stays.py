"""Lines of the ledger and counts of stock refuse update and delete, whoever writes.

The words of a line may be emptied, and rows of an example business go with it. The
balances that are there are carried into the ledger as its first lines.
"""

from django.db import migrations

LEDGER, STOCK = "registry_ledgerentry", "registry_stockcount"
KEPT = {
    LEDGER: (
        "id", "product_id", "month", "kind", "declared_change_kg",
        "verified_change_kg", "promised_change_kg", "reference", "method",
        "visit_id", "checked_on", "valid_until", "by_id", "at",
    ),
    STOCK: (
        "id", "product_id", "lot_id", "kg", "made_on", "counted_on", "by_id", "at",
    ),
}  # fmt: skip
WORDS = {LEDGER: ("how", "evidence"), STOCK: ()}
SAYS = "lines of the ledger are append-only"
EXAMPLE = (
    "EXISTS (SELECT 1 FROM registry_product JOIN registry_business "
    "ON registry_business.id = registry_product.business_id "
    "WHERE registry_product.id = OLD.product_id AND registry_business.is_example)"
)
OPEN = (
    f"INSERT INTO {LEDGER} (product_id, month, kind, declared_change_kg, "  # noqa: S608
    "verified_change_kg, promised_change_kg, reference, method, how, evidence, "
    "checked_on, by_id, at) "
    "SELECT product_id, month, 'opened', declared_kg, verified_kg, promised_kg, '', "
    "'', verified_how, '', verified_on, verified_by_id, CURRENT_TIMESTAMP "
    "FROM registry_capacitymonth"
)


def _allowed(table, same):
    words = [f"({same(name)} OR NEW.{name} = '')" for name in WORDS[table]]
    return " AND ".join([*(same(name) for name in KEPT[table]), *words])


def _sqlite(table):
    allowed = _allowed(table, lambda name: f"NEW.{name} IS OLD.{name}")
    for verb, when in (("UPDATE", allowed), ("DELETE", EXAMPLE)):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"WHEN NOT ({when}) BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )


def _postgres(table):
    allowed = _allowed(
        table, lambda name: f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}"
    )
    yield (
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF NOT ({allowed}) "
        f"THEN RAISE EXCEPTION '{SAYS}'; END IF; RETURN NEW; END IF; "
        f"IF NOT {EXAMPLE} THEN RAISE EXCEPTION '{SAYS}'; END IF; RETURN OLD; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()"
    )


def forward(apps, editor):
    make = _sqlite if editor.connection.vendor == "sqlite" else _postgres
    for table in KEPT:
        for statement in make(table):
            editor.execute(statement, params=None)
    editor.execute(OPEN, params=None)


def backward(apps, editor):
    is_sqlite = editor.connection.vendor == "sqlite"
    for table in KEPT:
        if is_sqlite:
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_stays ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_stays()")


class Migration(migrations.Migration):
    dependencies = [("registry", "0018_capacity_ledger")]
    operations = [migrations.RunPython(forward, backward)]
