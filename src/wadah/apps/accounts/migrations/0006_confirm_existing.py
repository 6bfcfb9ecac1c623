"""Accounts that were there before codes were asked for count as confirmed."""

from typing import Any

from django.db import migrations
from django.db.models import F


def confirm_existing(apps: Any, schema_editor: Any) -> None:
    users = apps.get_model("accounts", "User").objects
    users.filter(confirmed_at__isnull=True).update(confirmed_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_codes_invitations_outbox")]

    operations = [migrations.RunPython(confirm_existing, migrations.RunPython.noop)]
