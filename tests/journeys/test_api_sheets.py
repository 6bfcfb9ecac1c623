"""Sheets and verdicts by the API, as on the pages; the standing for everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from wadah.apps.accounts.actions.create_api_token import create_api_token
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot, Product
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseVerdict,
    SigningKey,
    ValidationSheet,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
CODE = "0123456789ABCDEF"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def sheet(
    product: Product, markets: object, verifier: Actor, approver: Actor
) -> ValidationSheet:
    """A sheet of a case with an older verdict that counts no more; it is revoked."""
    lot = Lot.objects.create(product=product, code="L", quantity_kg=Decimal(9000))
    case = Case.objects.create(product=product, lot=lot, destination_id="DE")
    for verdict, is_current in (("not_ready", False), ("ready", True)):
        current = CaseVerdict.objects.create(
            case=case, as_of=date(2026, 11, 24), verdict=verdict, result={},
            is_current=is_current,
        )  # fmt: skip
    decision = CaseDecision.objects.create(
        case=case, verdict=current, version=1, outcome="approved",
        checked_by_id=verifier.user_id, checked_at=NOW,
        approved_by_id=approver.user_id, decided_at=NOW,
        holds_until=date(2027, 3, 1), revoked_at=NOW, revoked_reason="x",
        revoked_by_id=approver.user_id,
    )  # fmt: skip
    key = SigningKey.objects.create(
        pk="0123456789abcdef", public_hex="0" * 64, created_at=NOW
    )
    return ValidationSheet.objects.create(
        decision=decision, number="WDH-2026-00001", code=CODE, issued_at=NOW,
        issued_by_id=approver.user_id, key=key, file_sha256="0" * 64,
        payload={"holds_until": "2027-03-01"},
        file=ContentFile(b"%PDF-1.7", name="a.pdf"),
    )  # fmt: skip


@pytest.fixture
def program_of() -> Callable[[Actor], Client]:
    def make(actor: Actor) -> Client:
        _token, text = create_api_token(actor=actor, name="Sheet", days=30)
        return Client(
            headers={"Authorization": f"Bearer {text}", "Accept-Language": "en"}
        )

    return make


def test_a_sheet_says_what_was_signed_and_how_it_stands(
    owner: Actor, sheet: ValidationSheet, program_of: Callable[[Actor], Client]
) -> None:
    program = program_of(owner)

    listed = program.get("/api/v1/sheets").json()["items"]
    one = program.get(f"/api/v1/sheets/{sheet.pk}").json()

    assert [row["number"] for row in listed] == ["WDH-2026-00001"]
    assert one["payload"] == sheet.payload
    assert (one["destination"], one["standing"]["state"]) == ("DE", "revoked")
    assert one["standing"]["since"] == "2026-11-24"


def test_a_stranger_sees_no_sheet_and_everybody_the_standing_of_a_code(
    stranger: Actor, sheet: ValidationSheet, program_of: Callable[[Actor], Client]
) -> None:
    program = program_of(stranger)

    assert program.get("/api/v1/sheets").json() == {"items": [], "next": None}
    assert program.get(f"/api/v1/sheets/{sheet.pk}").status_code == 404
    standing = Client().get(f"/api/v1/sheet-standing/{CODE.lower()}").json()
    assert (standing["number"], standing["state"]) == (sheet.number, "revoked")
    assert Client().get("/api/v1/sheet-standing/FFFF").status_code == 404
    assert Client().get("/api/v1/sheets").status_code == 401


def test_every_verdict_of_a_case_is_listed(
    owner: Actor, stranger: Actor, sheet: ValidationSheet,
    program_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    address = f"/api/v1/cases/{sheet.decision.case_id}/verdicts"

    found = program_of(owner).get(address).json()["items"]

    assert [(row["verdict"], row["is_current"]) for row in found] == [
        ("not_ready", False),
        ("ready", True),
    ]
    assert program_of(stranger).get(address).status_code == 404
