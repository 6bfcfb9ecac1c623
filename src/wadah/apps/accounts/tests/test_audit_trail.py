"""The audit trail: nothing goes, nothing changes, only a person's data can leave it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(officer: Actor, user_of) -> AuditRow:
    return write_audit_row(
        actor=officer,
        verb="user.named",
        target=user_of(officer),
        before={"name": "Siti"},
        after={"name": "Siti Aminah"},
    )


def change(row: AuditRow, **values: object) -> None:
    with transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(**values)


def test_refuses_delete(row: AuditRow) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    "values",
    [
        {"after": {}},
        {"verb": "user.renamed"},
        {"verb": "user.renamed", "redacted_at": "now"},
        {"actor": None, "redacted_at": "now"},
        {"target_id": "7", "redacted_at": "now"},
        {"rule": "X-1", "redacted_at": "now"},
    ],
)
def test_refuses_a_change(row: AuditRow, values: dict[str, object]) -> None:
    if values.get("redacted_at") == "now":
        values = {**values, "redacted_at": timezone.now()}

    with pytest.raises(DatabaseError):
        change(row, **values)

    row.refresh_from_db()
    assert (row.verb, row.after, row.redacted_at) == (
        "user.named",
        {"name": "Siti Aminah"},
        None,
    )


def test_values_can_be_emptied_and_the_row_says_so(row: AuditRow) -> None:
    change(row, before={}, after={"name": "[erased]"}, redacted_at=timezone.now())

    row.refresh_from_db()
    assert (row.before, row.after) == ({}, {"name": "[erased]"})
    with pytest.raises(DatabaseError):
        change(row, after={"name": "another"}, redacted_at=row.redacted_at)
