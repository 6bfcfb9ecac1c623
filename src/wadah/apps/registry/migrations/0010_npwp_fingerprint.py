"""Tax numbers are found by exact match, as business numbers are."""

from django.db import migrations, models

from wadah.apps.accounts.fields import fingerprint


def fill(apps, editor):
    businesses = apps.get_model("registry", "Business").objects
    for pk, npwp in businesses.exclude(npwp="").values_list("pk", "npwp").iterator():
        businesses.filter(pk=pk).update(npwp_fingerprint=fingerprint(npwp))


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_fill_product_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="business",
            name="npwp_fingerprint",
            field=models.CharField(
                blank=True, db_default="", db_index=True, default="", max_length=64
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
