from django.db import migrations


class Migration(migrations.Migration):
    # The index is filled by 0012, once its triggers are right.
    dependencies = [("registry", "0008_import_job_layout")]

    operations = []
