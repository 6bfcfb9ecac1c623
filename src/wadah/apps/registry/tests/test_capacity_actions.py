"""Declaring and verifying capacity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.core.values import InvalidInput, Month

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
DECEMBER = Month(2026, 12)
SHUT = ["stranger", "verifier", "approver", "analyst", "buyer_actor"]


@pytest.mark.parametrize("who", ["owner", "colleague", "officer", "administrator"])
def test_declares_and_corrects(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    actor = request.getfixturevalue(who)

    declare_capacity(actor=actor, product=product, month=DECEMBER, kg=Decimal(900))
    row = declare_capacity(actor=actor, product=product, month=DECEMBER, kg=800)

    assert CapacityMonth.objects.get() == row
    assert row.month == date(2026, 12, 1)
    assert (row.declared_kg, row.verified_kg) == (Decimal("800.000"), 0)
    last = AuditRow.objects.filter(verb="capacity.declared").first()
    assert last is not None
    assert last.before == {"declared_kg": "900.000"}
    assert last.after == {"month": "2026-12", "declared_kg": "800.000"}


@pytest.mark.parametrize("kg", [-1, Decimal("Infinity"), Decimal(10) ** 10])
def test_refuses_kilograms_out_of_range(
    owner: Actor, product: Product, kg: Decimal
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        declare_capacity(actor=owner, product=product, month=DECEMBER, kg=kg)

    assert (refusal.value.field, refusal.value.rule) == ("kg", "kg_range")
    assert CapacityMonth.objects.count() == 0


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_declares_or_verifies(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        declare_capacity(actor=actor, product=product, month=DECEMBER, kg=1)
    with pytest.raises(Absent):
        verify_capacity(
            actor=actor, product=product, month=DECEMBER, kg=1, verified_on=DAY,
            how="Kunjungan",
        )  # fmt: skip

    assert CapacityMonth.objects.count() == 0
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_verifies_with_who_when_and_how(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    actor = request.getfixturevalue(who)

    row = verify_capacity(
        actor=actor, product=product, month=DECEMBER, kg=Decimal(700),
        verified_on=DAY, how=" Kunjungan ",
    )  # fmt: skip

    assert (row.verified_kg, row.declared_kg) == (Decimal("700.000"), 0)
    assert (row.verified_by_id, row.verified_on) == (actor.user_id, DAY)
    assert row.verified_how == "Kunjungan"
    audit = AuditRow.objects.get()
    assert audit.verb == "capacity.verified"
    assert audit.after["verified_kg"] == "700.000"


@pytest.mark.parametrize("who", ["owner", "colleague"])
def test_reg_03_business_does_not_verify_itself(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    with pytest.raises(Refused) as refusal:
        verify_capacity(
            actor=request.getfixturevalue(who), product=product, month=DECEMBER,
            kg=1, verified_on=DAY, how="Sendiri",
        )  # fmt: skip

    assert refusal.value.rule.code == "REG-03"
    assert CapacityMonth.objects.count() == 0
    assert AuditRow.objects.count() == 0


def test_reg_02_verified_stays_above_what_is_promised(
    officer: Actor, product: Product
) -> None:
    CapacityMonth.objects.create(
        product=product, month=date(2026, 12, 1), verified_kg=900, promised_kg=600
    )
    values = {"product": product, "month": DECEMBER, "verified_on": DAY, "how": "Cek"}

    with pytest.raises(Refused) as refusal:
        verify_capacity(actor=officer, kg=Decimal("599.999"), **values)

    assert refusal.value.rule.code == "REG-02"
    assert "600 kg" in refusal.value.rule.sentence.en
    row = CapacityMonth.objects.get()
    assert (row.verified_kg, row.verified_on) == (Decimal(900), None)
    assert AuditRow.objects.count() == 0

    verify_capacity(actor=officer, kg=Decimal(600), **values)
    assert CapacityMonth.objects.get().verified_kg == Decimal(600)


def test_refuses_a_verification_without_how(officer: Actor, product: Product) -> None:
    with pytest.raises(InvalidInput) as refusal:
        verify_capacity(
            actor=officer, product=product, month=DECEMBER, kg=1, verified_on=DAY,
            how=" ",
        )  # fmt: skip

    assert refusal.value.field == "how"
    assert CapacityMonth.objects.count() == 0
