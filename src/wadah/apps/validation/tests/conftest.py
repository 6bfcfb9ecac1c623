"""A case that is ready, by the rules: cassia for a packer in Great Britain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.actions.answer_question import answer_question
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseVerdict,
    ValidationSheet,
)

DAY = date(2026, 11, 24)  # a Tuesday
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
# The licence of the business carries the case until this day.
ENDS = date(2027, 6, 30)
ATTRIBUTES = {
    "species": "Cinnamomum burmannii", "spice_part": "bark", "spice_group": "cinnamon",
    "dried": True, "smoked": False, "intended_use": "food_ingredient",
    "sold_to": "industry", "retail_packed": False, "for_planting": False,
    "plant_product": True, "processed": False, "is_food_flavoured_with_cinnamon": "no",
}  # fmt: skip


@pytest.fixture
def cassia(business: Business, families: dict[str, ProductFamily]) -> Product:
    return Product.objects.create(
        business=business, family=families["cinnamon_cassia"], name="Kayu manis batang",
        hs_code="090619", form="sticks", attributes=ATTRIBUTES, is_published=True,
    )  # fmt: skip


@pytest.fixture
def ready_case(owner: Actor, cassia: Product, markets: object) -> Case:
    """Assessed on 24 November 2026, and not handed in yet."""
    Business.objects.update(is_published=True)
    cassia.business.refresh_from_db()
    lot = Lot.objects.create(
        product=cassia, code="KM-26", quantity_kg=Decimal(11000),
        region=cassia.business.region, produced_on=date(2026, 10, 5),
    )  # fmt: skip
    case = open_case(
        actor=owner, product=cassia, lot=lot, destination="GB",
        declared_on=date(2026, 12, 7), departs_on=date(2026, 12, 9),
        arrives_on=date(2027, 1, 10), placed_on=date(2027, 1, 15),
        consignment={
            "quantity_kg": 10000, "packing": ["carton"], "packing_new_clean": True,
            "value": {"amount": 37000, "currency": "USD", "basis": "fob"},
            "transport": "sea", "load": "FCL",
        },
        parties={
            "exporter": {"size": "small", "kbli": ["46207"]},
            "importer": {
                "size": "medium", "established_on": "2003-05-01", "kind": "packer"
            },
        },
    )  # fmt: skip
    _add_evidence(owner, lot, case)
    assess_case(actor=owner, case=case, as_of=DAY)
    case.refresh_from_db()
    return case


def _add_evidence(owner: Actor, lot: Lot, case: Case) -> None:
    business = lot.product.business
    add_document(
        actor=owner, business=business, type="nib", number="0220001234609",
        issuer="OSS", holder="exporter", issued_on=date(2021, 11, 30), expires_on=ENDS,
    )  # fmt: skip
    # Nothing rests on this one: its end is no end of the decision.
    add_document(
        actor=owner, business=business, type="halal_certificate", number="ID1",
        issued_on=date(2024, 1, 1), expires_on=date(2027, 2, 1),
    )  # fmt: skip
    for parameter, value, unit in (
        ("moisture", 12.1, "%"), ("lead", 0.4, "mg/kg"), ("foreign_matter", 0.4, "%"),
    ):  # fmt: skip
        add_result(
            actor=owner,
            lot=lot,
            result={
                "parameter": parameter, "value": value, "unit": unit,
                "basis": "as_sold", "method": "ISO 939", "lot": lot.code,
                "laboratory": "Laboratorium contoh", "laboratory_accredited": True,
                "sampled_on": "2026-11-09", "loq": 0.02,
            },
        )  # fmt: skip
    for code, value in (("insw_restriction", "free"), ("gb_plant_category", "low")):
        answer_question(
            actor=owner, case=case, code=code, value=value,
            looked_up_on=date(2026, 11, 23), source="INTR",
        )  # fmt: skip


# What two people made of it, and the signed page -----------------------------
SHEET_NOW = datetime(2026, 11, 24, 14, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
SITE = "https://wadah.example"


@pytest.fixture
def approve(verifier: Actor, approver: Actor) -> Callable[..., CaseDecision]:
    """A further approved decision on the current verdict of a case, as a row."""

    def make(case: Case, **values: Any) -> CaseDecision:
        usual = {
            "outcome": "approved",
            "approved_by_id": approver.user_id,
            "decided_at": SHEET_NOW,
            "holds_until": date(2027, 3, 14),
        }
        return CaseDecision.objects.create(
            case=case,
            verdict=CaseVerdict.objects.get(case=case, is_current=True),
            version=CaseDecision.objects.filter(case=case).count() + 1,
            checked_by_id=verifier.user_id,
            checked_at=SHEET_NOW,
            **(usual | values),
        )

    return make


@pytest.fixture
def keys_home(tmp_path: Path, settings: Any) -> Path:
    """A home of its own, so that no key of another test signs."""
    settings.WADAH_HOME = tmp_path
    (tmp_path / "keys").mkdir()
    return tmp_path / "keys"


@pytest.fixture
def decision(ready_case: Case, approve: Callable[..., CaseDecision]) -> CaseDecision:
    return approve(ready_case)


@pytest.fixture
def sheet(decision: CaseDecision, approver: Actor, keys_home: Path) -> ValidationSheet:
    return issue_sheet(actor=approver, decision=decision, site=SITE, now=SHEET_NOW)
