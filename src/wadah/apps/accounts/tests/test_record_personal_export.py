"""A file with personal data leaves: written down, limited a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actions.record_personal_export import (
    ExportLimitReached,
    record_personal_export,
)
from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow, PersonalExport
from wadah.apps.registry.models import Business

pytestmark = pytest.mark.django_db


def take(actor: Actor, rows: int) -> PersonalExport:
    return record_personal_export(
        actor=actor, what="businesses", rows=rows, columns=["name", "phone"]
    )


def test_tells_who_took_how_many_rows_of_what(officer: Actor) -> None:
    take(officer, 12)

    export = PersonalExport.objects.get()
    assert (export.user_id, export.organisation_id) == (
        officer.user_id,
        officer.organisation_id,
    )
    assert (export.what, export.rows) == ("businesses", 12)
    assert export.columns == ["name", "phone"]
    row = AuditRow.objects.get()
    assert row.verb == "personal_data.exported"
    assert row.after == {
        "what": "businesses", "rows": 12, "columns": ["name", "phone"],
    }  # fmt: skip


def test_refuses_rows_past_the_limit_of_a_day(officer: Actor, settings) -> None:
    settings.WADAH_EXPORT_ROWS_A_DAY = 100
    take(officer, 60)

    with pytest.raises(ExportLimitReached) as refusal:
        take(officer, 41)

    assert refusal.value.rule == "export_rows_a_day"
    assert "41 rows; today you may still take 40" in refusal.value.message.en
    assert (PersonalExport.objects.count(), AuditRow.objects.count()) == (1, 1)
    assert take(officer, 40).rows == 40


def test_refuses_files_past_the_limit_of_a_day(officer: Actor, settings) -> None:
    settings.WADAH_EXPORT_TIMES_A_DAY = 2
    take(officer, 1)
    take(officer, 1)

    with pytest.raises(ExportLimitReached) as refusal:
        take(officer, 1)

    assert refusal.value.rule == "export_times_a_day"


def test_another_person_and_another_day_have_their_own_limit(
    officer: Actor, administrator: Actor, settings
) -> None:
    settings.WADAH_EXPORT_TIMES_A_DAY = 1
    export = take(officer, 1)

    assert take(administrator, 1).rows == 1
    PersonalExport.objects.filter(pk=export.pk).update(
        at=timezone.now() - timedelta(days=1)
    )
    assert take(officer, 1).rows == 1


def test_command_line_is_recorded_without_a_person(db, settings) -> None:
    settings.WADAH_EXPORT_TIMES_A_DAY = 0

    assert take(make_local_administrator(), 5).user_id is None


def test_file_past_the_limit_is_refused_with_what_to_do(
    officer: Actor, business: Business, client_of: Callable[[Actor], Client], settings
) -> None:
    settings.WADAH_EXPORT_ROWS_A_DAY = 0

    response = client_of(officer).get(reverse("registry:business_export"))

    assert response.status_code == 429
    assert "Persempit daftar dengan filter" in response.content.decode()
    assert not PersonalExport.objects.exists()
