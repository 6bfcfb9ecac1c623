from django.db import migrations

from wadah.apps.registry.product_index import rebuild_index


def fill(apps, schema_editor):
    # Reads named columns only, all of them older than this migration.
    rebuild_index()


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_import_job_layout")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
