from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0006_promise_life")]

    operations = [
        migrations.AddField(
            model_name="match",
            name="parts",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
