from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0002_kept_rows")]

    operations = [
        migrations.CreateModel(
            name="IndexMark",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("mark", models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="ConfirmedCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("text", models.TextField()),
                ("key", models.CharField(max_length=500)),
                ("hs6", models.CharField(max_length=6)),
                ("reason", models.TextField()),
                ("confirmed_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-confirmed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("key",),
                        name="confirmed_code_one_standing",
                    )
                ],
            },
        ),
    ]
