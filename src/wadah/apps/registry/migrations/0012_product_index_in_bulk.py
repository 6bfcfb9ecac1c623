from django.db import migrations

# A trigger on insert makes the full-text table write itself out after every row;
# `product_index` now fills it with one statement for all rows.
DROP = (
    "DROP TRIGGER registry_product_fts_insert",
    "DROP TRIGGER registry_product_fts_update",
)
CREATE = (
    """CREATE TRIGGER registry_product_fts_insert AFTER INSERT ON
        registry_productindexentry BEGIN
        INSERT INTO registry_product_fts(rowid, words)
        VALUES (new.position, new.words); END""",
    """CREATE TRIGGER registry_product_fts_update AFTER UPDATE ON
        registry_productindexentry BEGIN
        INSERT INTO registry_product_fts(registry_product_fts, rowid, words)
        VALUES ('delete', old.position, old.words);
        INSERT INTO registry_product_fts(rowid, words)
        VALUES (new.position, new.words); END""",
)


def drop_triggers(apps, schema_editor):
    run(schema_editor, DROP)


def create_triggers(apps, schema_editor):
    run(schema_editor, CREATE)


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    # The index is filled by 0015, which adds the last column it asks for.
    dependencies = [("registry", "0011_claim_proof")]

    operations = [
        migrations.RunPython(drop_triggers, create_triggers),
    ]
