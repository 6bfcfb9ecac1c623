from django.db import migrations


class Migration(migrations.Migration):
    # The index is filled by 0015, once its triggers and columns are right.
    dependencies = [("registry", "0008_import_job_layout")]

    operations = []
