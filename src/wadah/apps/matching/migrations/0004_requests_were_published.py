"""Requests there are were seen by others from the day they were made."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F


def note_published(apps: Any, _editor: Any) -> None:
    apps.get_model("matching", "BuyerRequest").objects.filter(
        published_at__isnull=True
    ).update(published_at=F("made_at"), submitted_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_request_life_and_buyers")]
    operations = [migrations.RunPython(note_published, migrations.RunPython.noop)]
