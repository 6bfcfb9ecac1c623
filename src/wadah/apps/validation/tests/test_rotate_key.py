"""Keys are rotated and distrusted by an administrator; what is public stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.actions.rotate_key import (
    distrust_key,
    get_or_make_key,
    rotate_key,
)
from wadah.apps.validation.models import (
    CaseDecision,
    Document,
    SigningKey,
    ValidationSheet,
)
from wadah.apps.validation.queries.sheets import (
    judge_sheet,
    list_keys,
    make_register,
)
from wadah.apps.validation.sheets.checking import check_sheet
from wadah.apps.validation.tests.conftest import SHEET_NOW as NOW
from wadah.apps.validation.tests.conftest import SITE
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ADMINISTRATOR = make_local_administrator()
LATER = NOW + timedelta(hours=2)


def check(sheet: ValidationSheet, now: datetime = LATER) -> str:
    keys = {key.id: key for key in list_keys()}
    with sheet.file.open("rb") as file:
        data = file.read()
    return check_sheet(data, keys, make_register(now), now.date()).state.value


def test_rotation_retires_the_old_key_and_makes_another(keys_home: Path) -> None:
    old = get_or_make_key(ADMINISTRATOR, NOW)
    new = rotate_key(actor=ADMINISTRATOR, now=LATER)

    old.refresh_from_db()
    assert (old.retired_at, new.retired_at) == (LATER, None)
    assert get_or_make_key(ADMINISTRATOR, LATER) == new
    assert {path.name for path in keys_home.iterdir()} == {
        f"sheet-{old.pk}.pem", f"sheet-{new.pk}.pem",
    }  # fmt: skip
    assert AuditRow.objects.filter(verb="signing_key.made").count() == 2


def test_a_sheet_of_a_retired_key_stays_valid(
    sheet: ValidationSheet, approve: Any, approver: Actor
) -> None:
    rotate_key(actor=ADMINISTRATOR, now=LATER)

    assert check(sheet) == "valid"
    newer = issue_sheet(
        actor=approver, decision=approve(sheet.decision.case), site=SITE, now=LATER
    )
    assert newer.key_id != sheet.key_id
    assert (check(newer), check(sheet)) == ("valid", "superseded")


def test_a_distrusted_key_revokes_what_it_signed_since(sheet: ValidationSheet) -> None:
    distrust_key(actor=ADMINISTRATOR, key_id=sheet.key_id, since=NOW, now=LATER)

    sheet.key.refresh_from_db()
    assert check(sheet) == "revoked"
    assert judge_sheet(sheet, NOW.date()).state == "revoked"
    assert SigningKey.objects.get(retired_at__isnull=True).pk != sheet.key_id


def test_what_it_signed_before_that_day_holds_here(sheet: ValidationSheet) -> None:
    distrust_key(actor=ADMINISTRATOR, key_id=sheet.key_id, since=LATER, now=LATER)

    assert check(sheet) == "valid"


def test_a_distrust_is_not_taken_back(sheet: ValidationSheet) -> None:
    for since in (NOW, LATER):
        key = distrust_key(
            actor=ADMINISTRATOR, key_id=sheet.key_id, since=since, now=LATER
        )

    assert key.distrusted_from == NOW


@pytest.mark.parametrize(
    ("key_id", "since", "rule"),
    [("0" * 16, NOW, "unknown_key"), ("own", LATER, "day_to_come")],
)
def test_a_wrong_distrust_is_refused(
    key_id: str, since: datetime, rule: str, sheet: ValidationSheet
) -> None:
    wanted = sheet.key_id if key_id == "own" else key_id

    with pytest.raises(InvalidInput) as refusal:
        distrust_key(actor=ADMINISTRATOR, key_id=wanted, since=since, now=NOW)

    assert refusal.value.rule == rule
    assert not SigningKey.objects.filter(distrusted_from__isnull=False).exists()


@pytest.mark.parametrize("person", ["owner", "officer", "verifier", "approver"])
def test_val_32_only_an_administrator_rotates(
    person: str, keys_home: Path, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(person)

    with pytest.raises(Refused, match="VAL-32"):
        rotate_key(actor=actor, now=NOW)
    with pytest.raises(Refused, match="VAL-32"):
        distrust_key(actor=actor, key_id="0", since=NOW, now=NOW)

    assert not SigningKey.objects.exists()


def test_the_database_keeps_one_key_that_signs(keys_home: Path) -> None:
    get_or_make_key(ADMINISTRATOR, NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(pk="b", public_hex="b", created_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.update(distrusted_from=NOW)


def test_a_revoked_decision_revokes_its_sheet(
    sheet: ValidationSheet, verifier: Actor
) -> None:
    CaseDecision.objects.filter(pk=sheet.decision_id).update(
        revoked_at=LATER, revoked_by=verifier.user_id, revoked_reason="wrong lot"
    )

    assert check(sheet) == "revoked"


def test_evidence_that_changed_puts_a_sheet_in_doubt(sheet: ValidationSheet) -> None:
    Document.objects.filter(type="nib").delete()

    assert check(sheet) == "cannot_tell"


def test_a_file_that_differs_from_the_kept_one_is_tampered(
    sheet: ValidationSheet,
) -> None:
    ValidationSheet.objects.update(file_sha256="0" * 64)

    assert check(sheet) == "tampered"


def test_a_sheet_that_the_tables_do_not_hold_is_not_valid(
    sheet: ValidationSheet,
) -> None:
    ValidationSheet.objects.update(code="0" * 16)

    assert check(sheet) == "cannot_tell"
