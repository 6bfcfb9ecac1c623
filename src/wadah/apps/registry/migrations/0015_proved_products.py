from django.db import migrations, models

from wadah.apps.registry.product_index import rebuild_index


def keep_synthetic(apps, schema_editor):
    # No case stands behind the products of a synthetic province, which was shown.
    products = apps.get_model("registry", "Product").objects.filter(
        is_published=True,
        business__is_example=True,
        business__list_key="synthetic province",
    )
    ids = products.values("pk")
    apps.get_model("registry", "Product").objects.filter(pk__in=ids).update(
        is_proved=True
    )


def fill(apps, schema_editor):
    # Reads named columns only, none of them newer than this migration.
    rebuild_index()


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0014_search_name_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="is_proved",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(keep_synthetic, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
