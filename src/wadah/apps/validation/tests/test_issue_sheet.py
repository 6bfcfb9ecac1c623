"""A sheet is issued once, by an approver, for a decision that stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Product
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseVerdict,
    SigningKey,
    ValidationSheet,
)
from wadah.apps.validation.tests.conftest import SHEET_NOW as NOW
from wadah.apps.validation.tests.conftest import SITE
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


def read_text(data: bytes) -> str:
    """The words of the one page."""
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) == 1
        return str(pdf[0].get_textpage().get_text_range()).replace("\r\n", " ")


def test_the_sheet_says_what_was_approved(sheet: ValidationSheet) -> None:
    payload = sheet.payload

    assert sheet.number == f"WDH-2026-{sheet.decision_id:05d}"
    assert payload["address"] == f"{SITE}/sheets/{sheet.code}/"
    assert payload["verdict"] == "ready"
    assert payload["holds_until"] == "2027-03-14"
    assert payload["issued_at"] == "2026-11-24T14:30:00+07:00"
    assert payload["business"] == {
        "name": "Kopi Ulubelu",
        "district": "Kota Bandar Lampung",
    }
    assert payload["lot"] == {"code": "KM-26", "quantity_kg": "11000"}
    assert payload["market"]["iso2"] == "GB"
    assert payload["issuer"] == {"organisation": "House of officer@example.org"}
    assert "CIN-GB-01" in {check["rule"] for check in payload["checks"]}
    assert set(payload["checks"][0]) == {
        "rule", "message", "warning", "source", "checked_on", "confidence",
    }  # fmt: skip


def test_the_sheet_holds_nothing_that_nobody_needs(
    sheet: ValidationSheet, cassia: Product
) -> None:
    text = json.dumps(sheet.payload) + read_text(sheet.file.read())

    assert "Siti" not in text  # the owner
    assert cassia.business.phone not in text
    assert "37000" not in text  # the price
    assert "0220001234609" not in text  # the NIB
    assert "Verifier" not in text and "Approver" not in text


def test_the_page_is_one_in_both_languages(sheet: ValidationSheet) -> None:
    data = sheet.file.read()
    text = read_text(data)

    for words in ("Validation sheet", "Lembar validasi", "Ready for Great Britain",
                  "Siap untuk Britania Raya", "What was checked", "Yang diperiksa",
                  sheet.number, f"{SITE}/sheets/{sheet.code}/", "14 March 2027",
                  "14 Maret 2027"):  # fmt: skip
        assert words in text
    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data


def test_the_data_of_the_page_are_attached(sheet: ValidationSheet) -> None:
    with pypdfium2.PdfDocument(sheet.file.read()) as pdf:
        attached = pdf.get_attachment(0)
        name, facts = attached.get_name(), json.loads(bytes(attached.get_data()))

    assert name == "sheet.json"
    assert facts == {k: v for k, v in sheet.payload.items() if k != "page_sha256"}


def test_the_audit_row_tells_who_issued_it(
    sheet: ValidationSheet, approver: Actor
) -> None:
    row = AuditRow.objects.get(verb="sheet.issued")

    assert row.actor_id == approver.user_id
    assert row.target_id == str(sheet.pk)
    assert row.after == {
        "number": sheet.number,
        "case": sheet.decision.case_id,
        "key": sheet.key_id,
    }


def test_the_private_key_is_read_by_its_owner_alone(
    sheet: ValidationSheet, keys_home: Path
) -> None:
    (path,) = keys_home.iterdir()

    assert path.name == f"sheet-{sheet.key_id}.pem"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_decision_without_an_end_holds_for_a_year(
    ready_case: Case, approve: Any, approver: Actor, keys_home: Path
) -> None:
    decision = approve(ready_case, holds_until=None)

    sheet = issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)

    assert sheet.payload["holds_until"] == "2027-11-24"


@pytest.mark.parametrize("person", ["owner", "officer", "verifier"])
def test_val_30_only_an_approver_issues(
    person: str,
    decision: CaseDecision,
    keys_home: Path,
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(Refused, match="VAL-30"):
        issue_sheet(
            actor=request.getfixturevalue(person), decision=decision, site=SITE, now=NOW
        )

    assert not ValidationSheet.objects.exists()
    assert list(keys_home.iterdir()) == []


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "returned"},
        {"revoked_at": NOW},
        {"holds_until": date(2026, 11, 23)},
        {"outcome": "waiting", "approved_by_id": None, "decided_at": None},
    ],
    ids=["returned", "revoked", "lapsed", "waiting"],
)
def test_val_30_what_does_not_stand_gets_no_sheet(
    values: dict[str, Any], ready_case: Case, approve: Any, approver: Actor
) -> None:
    decision = approve(ready_case, **values)

    with pytest.raises(Refused, match="VAL-30"):
        issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)


@pytest.mark.parametrize("verdict", ["not_ready", "cannot_tell", "prohibited"])
def test_val_30_only_ready_gets_a_sheet(
    verdict: str, decision: CaseDecision, approver: Actor
) -> None:
    CaseVerdict.objects.filter(pk=decision.verdict_id).update(verdict=verdict)

    with pytest.raises(Refused, match="VAL-30"):
        issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)


def test_val_30_a_superseded_decision_gets_no_sheet(
    decision: CaseDecision, approve: Any, approver: Actor
) -> None:
    approve(decision.case)

    with pytest.raises(Refused, match="VAL-30"):
        issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)


def test_val_31_a_decision_has_one_sheet(
    sheet: ValidationSheet, approver: Actor
) -> None:
    with pytest.raises(Refused, match="VAL-31"):
        issue_sheet(actor=approver, decision=sheet.decision, site=SITE, now=NOW)

    assert ValidationSheet.objects.count() == 1


def test_an_approver_elsewhere_does_not_see_the_case(
    decision: CaseDecision, make_person: Callable[..., Actor]
) -> None:
    other = make_person("other@example.org", "approver", "export_organisation")

    with pytest.raises(Absent):
        issue_sheet(actor=other, decision=decision, site=SITE, now=NOW)


def test_a_sign_without_a_glyph_is_refused(
    decision: CaseDecision, approver: Actor, keys_home: Path
) -> None:
    Product.objects.filter(pk=decision.case.product_id).update(name="Kopi 漢字")

    with pytest.raises(InvalidInput) as refusal:
        issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)

    assert refusal.value.rule == "sheet_sign"
    assert "漢" in refusal.value.message.en
    assert not ValidationSheet.objects.exists()


def test_markup_in_a_name_is_words(
    decision: CaseDecision, approver: Actor, keys_home: Path
) -> None:
    name = "#pagebreak() *Kopi* $x$ <b>"
    Product.objects.filter(pk=decision.case.product_id).update(name=name)

    sheet = issue_sheet(actor=approver, decision=decision, site=SITE, now=NOW)

    assert name in read_text(sheet.file.read())


def test_a_missing_private_key_says_how_to_mend_it(
    sheet: ValidationSheet, approve: Any, approver: Actor, keys_home: Path
) -> None:
    (keys_home / f"sheet-{sheet.key_id}.pem").unlink()
    newer = approve(sheet.decision.case)

    with pytest.raises(InvalidInput) as refusal:
        issue_sheet(actor=approver, decision=newer, site=SITE, now=NOW)

    assert refusal.value.rule == "key_missing"
    assert SigningKey.objects.count() == 1


def test_the_button_issues_and_the_file_leaves(
    ready_case: Case,
    approve: Any,
    approver: Actor,
    owner: Actor,
    stranger: Actor,
    client_of: Callable[[Actor], Client],
    keys_home: Path,
) -> None:
    today = timezone.localdate()
    decision = approve(ready_case, holds_until=today + timedelta(days=9))

    answer = client_of(approver).post(
        reverse("validation:sheet_issue", args=[decision.case_id])
    )

    sheet = ValidationSheet.objects.get()
    address = reverse("validation:sheet_file", args=[sheet.pk])
    assert answer.status_code == 302
    got = client_of(owner).get(address)
    assert got["Content-Disposition"] == f'attachment; filename="{sheet.number}.pdf"'
    assert b"".join(got.streaming_content) == sheet.file.read()
    assert client_of(stranger).get(address).status_code == 404
